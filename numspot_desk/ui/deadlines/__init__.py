"""The page of deadlines: the agenda of all contracts as a table, and its month as a picture."""
