"""Amounts under a contract (contract-rules M1–M4): service penalties, liability, late payment, refunds.

Euros before tax unless said; exact until the one rounding at the end. Every missing fact is refused
before it comes here.
"""
