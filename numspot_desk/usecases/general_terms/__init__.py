"""General terms: adopted, in force, compared, and the contracts under each version."""
