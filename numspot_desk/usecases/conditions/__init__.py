"""Special conditions and derogations over all contracts: the clause library, coverage, the register, why a
departure was asked for.
"""
