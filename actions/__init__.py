"""Rasa's custom actions: slots in, calls to the back end, response names and values out. No rule, no sentence."""
