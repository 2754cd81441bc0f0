"""Languages of the interface: messages and their rendering, and the written form of dates and amounts.

Lower floors return `Message` values and never text; the floor that shows them renders them with a
`Language` it was given. There is no current language: a `Language` is always an argument.
"""
