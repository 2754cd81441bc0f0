"""The page of mandates: the list, and one mandate as a timeline of its facts."""
