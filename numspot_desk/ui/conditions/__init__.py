"""The page of the special conditions: coverage of the checklists, register of departures."""
