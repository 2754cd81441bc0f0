"""Benches: how long things take beside a bare peer on the same machine. `make bench` prints them in one run.

Not tests: figures depend on the machine, ratios less so. Nothing here is collected by pytest.
"""
