"""What the general terms and the law say, as pure functions: clauses, precedence, limits, amounts,
readings, identifiers. Standard library and python-stdnum alone; no clock, no locale, no file of ours
after import."""
