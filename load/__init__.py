"""`make load`: the loads that a city has to hold, on the real programs with the twin of Twilio, on this machine."""
