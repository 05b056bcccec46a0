"""`law`: the law that is held, as pages, data and tables."""
