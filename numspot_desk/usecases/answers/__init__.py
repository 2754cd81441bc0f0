"""The answers of the commands on facts given as JSON: rules, identifiers. What a step says lives in
`explaining`.
"""
