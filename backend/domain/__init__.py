"""The rules of a permit counter: pure, standard library only. No clock, no I/O, no sentence."""
