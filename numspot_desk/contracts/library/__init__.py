"""The clause library: versioned clauses with parameters, limits and a ladder of fallbacks.

`clause` holds what a clause is, `values` its parameters filled in, `rendering` the words and data that come
out, `judging` how far from the preferred wording they are, `conditions` when a clause may stand, `reading`,
`writing` and `exchange` its forms in files, `built_in` the clauses carried with the program, `pasted` the
cleaning of text from elsewhere. Which versions a workspace keeps is for the store.
"""
