"""The page of the simulator: scenarios of a contract, one timeline under another, and their table."""
