"""Price lists: read, previewed, kept."""
