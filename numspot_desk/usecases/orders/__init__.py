"""Orders from start to export: drafts, versions, signed copies, lists. Review lives in `reviews`, what the
samples hold in `samples`.
"""
