"""The bot's HTTP edge: parse, call one use case, present."""
