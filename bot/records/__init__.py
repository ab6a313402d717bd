"""What the bot keeps: every message, the state of each conversation, and who wants no texts."""
