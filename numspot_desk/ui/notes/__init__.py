"""Notes of a contract: calculations that were put with it, read, exported, printed, withdrawn."""
