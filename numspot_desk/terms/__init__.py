"""General terms read, outlined and compared."""
