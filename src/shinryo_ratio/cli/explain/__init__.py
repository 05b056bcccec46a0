"""`explain`: a word, a line of a file, an open point of law or a code, in plain words."""
