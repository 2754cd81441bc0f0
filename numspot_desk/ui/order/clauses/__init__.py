"""Derogations and special conditions in the wizard: cards, parameters, coverage, the library's dialog."""
