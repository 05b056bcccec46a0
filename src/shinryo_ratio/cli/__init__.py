"""The command line (contract section 5): it wires readers, engine and reports, and decides nothing."""
