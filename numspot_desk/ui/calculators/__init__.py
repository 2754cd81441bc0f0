"""The page «Calculs»: one calculator at a time, its form beside its result."""
