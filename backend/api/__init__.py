"""The back end over HTTP: views parse, call one use case, and present. Nothing here decides."""
