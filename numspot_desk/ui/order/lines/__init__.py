"""The table of lines: typed like a spreadsheet, with the price list beside it."""
