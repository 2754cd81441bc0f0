"""The clauses of an order beside the general terms: their verdicts, what they cover, where they depart and
why.
"""
