"""The page of orders: the list, its search and filters, and what can be done with an order."""
