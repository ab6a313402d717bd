"""Conversations with the skills against the real rules and a real database, judged by what was read back."""
