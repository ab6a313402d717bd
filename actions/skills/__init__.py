"""One skill a file: what a turn asks for, and the reply. Skills know how to ask and what to say, never a rule."""
