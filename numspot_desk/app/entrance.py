"""The way in: `numspot-desk`. A start without any argument opens the application and loads no parser."""

import sys


def main() -> int:
    """Run what the arguments of the process ask for and return its exit status."""
    if sys.argv[1:] == ["--read-terms"]:  # `terms.isolated.FLAG`: a frozen program has no `python -m`
        from numspot_desk.terms.reading_process import main as read_terms

        return read_terms()
    if len(sys.argv) == 1:
        from numspot_desk.app.start import open_application

        return open_application([], None, None)
    from numspot_desk.app.command_line import main as run_command

    return run_command(sys.argv[1:])
