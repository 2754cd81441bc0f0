"""What the use cases need from outside, a module for each topic; `store` and `documents` implement it.

Tests use the real ones. Records are frozen and hold no rows, sessions or handles. What a port refuses it
says with `usecases.refusals`. Nothing is given on from here: the first window imports `world` alone.
"""
