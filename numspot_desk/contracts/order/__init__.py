"""The order document: its shape, its check, its typed facts, its flow in the wizard, its states."""
