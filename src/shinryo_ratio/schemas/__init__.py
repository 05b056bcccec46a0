"""What programs may rely on: JSON Schemas (2020-12) and the closed lists of codes."""
