"""The settings of a workspace, changed by a person and read by the other use cases."""
