"""Hand-over on screen: giving an order to a colleague, receiving one, branches side by side."""
