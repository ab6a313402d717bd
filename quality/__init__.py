"""`make eval`: how well people are understood, in numbers. Reads test data only; nothing here is trained on."""
