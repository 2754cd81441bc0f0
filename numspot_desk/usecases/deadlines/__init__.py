"""What falls due and what waits for a person."""
