"""What would happen to a contract if something were sent or received on a day; nothing of it is a fact."""
