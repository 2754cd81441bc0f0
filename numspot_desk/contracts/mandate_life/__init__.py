"""The life of a SEPA mandate, from form to end (CG-A4, SEPA Core and B2B schemes; contract-rules, section 5).

Facts are appended and never overwritten (`facts`, `book`); what may be appended is decided in `refusals`; the
state on a day and every deadline follow from the facts alone (`standing`, `life`, `limits`).
"""
