"""Identifiers, one a module: IBAN, BIC, ICS, RUM, SIREN, SIRET, VAT. Each has compact, validate,
is_valid and format."""
