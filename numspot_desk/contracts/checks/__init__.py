"""The checks of an order by topic: client, lines, payment, derogations, special conditions, mandate, review.

Each takes the facts of the order and gives problems; none raises, none writes.
"""
