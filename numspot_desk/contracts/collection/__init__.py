"""Debits handed over to the bank: what is asked for, what may not be, and the message that comes of it
(pain.008.001.08, SEPA Core and B2B; CG-A1.3, CG-A4).

A person chooses mandates and amounts (`debits`, read from JSON in `reading`); `refusals` says what the schema
of the message would let through and the scheme does not; `message` makes what is written, in the characters
that banks exchange (`latin`). XML lives in `documents`.
"""
