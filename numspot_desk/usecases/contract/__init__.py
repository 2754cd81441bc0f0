"""One contract as a whole: its documents by rank, what governs on a day, chosen readings, recorded facts,
consolidated reading.
"""
