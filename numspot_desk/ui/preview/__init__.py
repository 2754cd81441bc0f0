"""Preview of documents before export: the same content as the Word files, painted by Qt."""
