"""`init`: templates to fill in."""
