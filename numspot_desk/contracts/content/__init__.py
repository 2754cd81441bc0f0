"""What goes into each document, as blocks, without Word or Qt."""
