"""The review in the last step of the wizard: panel, parts, history, notes."""
