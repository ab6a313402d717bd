"""Which intent a message has: wording, spelling, counts and sentence vectors, and one linear model over them.

Nothing here knows Rasa; `dialogue/intent_classifier.py` is the component.
"""
