"""`verify`: a result worked out again, and what differs."""
