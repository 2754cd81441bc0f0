"""The price list: what is in use, and the import of a new one with its preview."""
