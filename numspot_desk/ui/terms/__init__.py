"""The page of the general terms, and what it shows of them."""
