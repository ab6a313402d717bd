"""What the back end does of its own accord: threads beside those that answer, and the way to the bot."""
