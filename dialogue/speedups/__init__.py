"""Speed-ups: one file a hot spot of Rasa 3.6.21, each with a test that pins the Rasa behaviour it relies on.

A replacement goes in only where Rasa's function is the one it was written against; after an upgrade the rest of the
program runs on Rasa's own, a line in the log says so, and the tests fail. `PERMITLINE_SPEEDUPS=off` leaves all of them
out.
"""
