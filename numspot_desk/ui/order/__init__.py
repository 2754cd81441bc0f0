"""The order wizard: a presenter that decides, steps that ask, a table of lines, a live summary."""
