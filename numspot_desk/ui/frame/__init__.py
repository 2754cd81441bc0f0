"""The frame around the pages: navigation, top bar, status line, quiet messages, command palette."""
