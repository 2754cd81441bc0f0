"""Use cases: one file per intention of a person, and the ports they need the outside to offer."""
