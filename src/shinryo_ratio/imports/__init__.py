"""Reading trial balances (試算表) that accounting packages export; everything left open is told."""
