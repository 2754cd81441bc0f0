"""Events of a contract entered by a person: the dialog, its forms, and what opens it."""
