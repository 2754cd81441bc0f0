"""Reminders: the bell of the frame, its list, and who looks when the next one is due."""
