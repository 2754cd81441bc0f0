"""Widgets and habits that screens share: form rows, tables, theme, icons, background work."""
