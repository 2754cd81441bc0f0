"""What each headless command does. One module a family; the parser is `app.command_line`."""
