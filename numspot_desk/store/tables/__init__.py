"""The tables of a workspace, a module a topic; `store.schema` has them all and the revision."""
