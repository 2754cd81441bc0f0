"""The review between sales and legal: its acts, its rules, who may approve what, comments on the way."""
