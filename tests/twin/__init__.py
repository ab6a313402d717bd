"""A twin of Twilio for tests: its Messages API, its signed requests to us, and phones whose texts can be looked at.

It keeps state as Twilio does, and can be told to be slow, busy, broken or cut off. Beside the real API it has a door
of its own, `/twin/…`, through which a test steers it and looks into it: `tests.twin.client`. What it writes is held to
Twilio's published contract by Prism (`test_messages_api.py`). It shares no code with the programs that it tests.
"""
