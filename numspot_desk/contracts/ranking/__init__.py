"""The documents of a contract by rank: what prevails, what is set aside, the whole as one text on a day."""
