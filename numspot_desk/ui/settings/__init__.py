"""The page of settings: one column of sections, each with its rows, searched by what they say."""
