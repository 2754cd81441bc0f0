"""What the labels of the rules say in the reader's language, and explanations told as text."""
