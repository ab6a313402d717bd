"""The conversation's turn: one message in, one reply out, in order, exactly once."""
