"""One city a folder: reads the city's file and the demo's records, and refuses nonsense with the key and the line."""
