"""The page «Hiérarchie»: which text of a contract counts on a day, and why."""
