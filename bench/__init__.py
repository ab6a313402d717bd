"""`make bench`: the whole stack measured from outside, beside the same conversation on stock Rasa."""
