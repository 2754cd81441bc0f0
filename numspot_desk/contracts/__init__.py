"""Clients, orders, mandates: their shape, states, problems and document content. Nothing here does
I/O."""
