"""SEPA mandates: their export, those given out before, what an IBAN suggests."""
