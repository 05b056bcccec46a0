"""`batch`: many corporations, one line out for each."""
