"""The panel "Pourquoi ?": the explanation of one computed result."""
