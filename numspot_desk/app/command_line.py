"""The command line: the commands, their options, and which function answers each.

Commands are imported when they run, so that `--help` costs nothing and a machine without the libraries
of Qt still checks orders. What a command does lives in `app/commands/`; without one, the application opens
(`entrance`: most starts need none of this module).
"""

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from importlib import import_module
from pathlib import Path
from typing import Any

from numspot_desk import __version__
from numspot_desk.app.console import Console, Status
from numspot_desk.app.world import SystemClock, data_folder
from numspot_desk.language.catalog import LANGUAGES, Language, LanguageCode, load_language
from numspot_desk.usecases.answers.json_input import Unusable

IDENTIFIERS = ("iban", "bic", "ics", "rum", "siren", "siret", "vat")
Command = Callable[[Console, argparse.Namespace], Status]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; without a command, open the application."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = load_language(_wanted_language(given))
    options = _parser(language).parse_args(given)
    if options.command is None:
        from numspot_desk.app.start import open_application

        return open_application(given, options.workspace, options.lang)
    console = Console(language, options.on or SystemClock().today(), options.workspace or data_folder())
    return int(_run(options.command, console, options))


def _run(name: str, console: Console, options: argparse.Namespace) -> Status:
    from numspot_desk.usecases.refusals import DeskError

    module, function = name.split(":")
    command: Command = getattr(import_module(f"numspot_desk.app.commands.{module}"), function)
    try:
        return command(console, options)
    except Unusable as refused:
        return console.refuse(*refused.faults)
    except DeskError as refused:
        console.say(refused.message)
        return Status.UNUSABLE


def _wanted_language(arguments: Sequence[str]) -> LanguageCode:
    """The language named by `--lang`, read before the parser: its own help is in that language."""
    reader = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    reader.add_argument("--lang", default="fr")
    try:
        named = reader.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:
        named = "fr"
    return named if named in LANGUAGES else "fr"


def _parser(language: Language) -> argparse.ArgumentParser:
    text = language.text
    # The same options may stand before the command or after it; only what is given overrides.
    common = argparse.ArgumentParser(add_help=False)
    everywhere: dict[str, Any] = {"default": argparse.SUPPRESS}
    for parser, extra in ((common, everywhere), (top := argparse.ArgumentParser("numspot-desk"), {})):
        parser.add_argument(
            "--lang", choices=LANGUAGES, help=text("language of messages (French by default)"), **extra
        )
        parser.add_argument(
            "--workspace", type=Path, metavar="DIR", help=text("folder of the workspace"), **extra
        )
        parser.add_argument(
            "--on", type=_day, metavar="DATE", help=text("the day taken as today (2026-12-31)"), **extra
        )
    top.description = text("Contract desk: orders, special conditions, SEPA mandates, Word contracts.")
    top.add_argument("--order", metavar="NUMBER", help=text("open the application on this order"))
    top.add_argument("--version", action="version", version=f"numspot-desk {__version__}")
    top.set_defaults(command=None)
    commands = _Commands(top, common)
    _add_programs(commands, text)
    _add_documents(commands, text)
    _add_stores(commands, text)
    return top


class _Commands:
    """Adds commands of one or two words that share the common options."""

    def __init__(self, top: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
        self._common = common
        self._top = top.add_subparsers(metavar="COMMAND", title="commands")
        self._groups: dict[str, Any] = {}

    def group(self, name: str, help_text: str) -> None:
        parser = self._top.add_parser(name, help=help_text)
        self._groups[name] = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(self, name: str, runs: str, help_text: str) -> argparse.ArgumentParser:
        """A command such as `order check`, answered by `module:function`."""
        *group, last = name.split(" ")
        holder = self._groups[group[0]] if group else self._top
        parser: argparse.ArgumentParser = holder.add_parser(
            last, help=help_text, description=help_text, parents=[self._common]
        )
        parser.set_defaults(command=runs)
        return parser


def _add_programs(commands: _Commands, text: Callable[[str], str]) -> None:
    demo = commands.add(
        "demo", "demo:demo", text("write a sample order, its Word set and its deadlines to a folder")
    )
    demo.add_argument("--out", type=Path, metavar="DIR", required=True)
    commands.add("self-test", "self_test:self_test", text("check that the installed program works"))


def _add_documents(commands: _Commands, text: Callable[[str], str]) -> None:
    commands.group("order", text("check or export an order"))
    check = commands.add("order check", "orders:check", text("what is wrong with an order, and its totals"))
    export = commands.add("order export", "exports:export", text("write the Word set of an order"))
    redline = commands.add(
        "order redline",
        "exports:redline",
        text("write the general terms with the clauses of an order as tracked changes"),
    )
    commands.group("mandate", text("export a SEPA mandate"))
    mandate = commands.add("mandate export", "exports:export_mandate", text("write the mandate of an order"))
    blank = commands.add(
        "mandate blank", "exports:blank_mandate", text("write a form of the mandate to fill by hand")
    )
    for parser in (mandate, blank):
        parser.add_argument(
            "--scheme",
            choices=("core", "b2b"),
            help=text("the SEPA scheme (that of the order, else core)"),
        )
    for parser in (check, export, redline, mandate):
        parser.add_argument("file", metavar="FILE", help=text("the order (JSON); - for standard input"))
    for parser in (export, mandate, blank):
        parser.add_argument("--out", type=Path, metavar="DIR", required=True)
        parser.add_argument(
            "--terms", type=Path, metavar="TERMS", help=text("the general terms that govern it")
        )
    redline.add_argument("--out", type=Path, metavar="FILE", required=True)
    redline.add_argument(
        "--terms", type=Path, metavar="TERMS", required=True, help=text("the general terms that govern it")
    )
    export.add_argument(
        "--draft", action="store_true", help=text("export in spite of problems, marked as a draft")
    )
    _add_letters(commands, text)
    debits = commands.add(
        "mandate pain008",
        "debits:hand_over",
        text("write direct debits for the bank as XML (pain.008.001.08)"),
    )
    debits.add_argument(
        "file", metavar="FILE", help=text("mandates and amounts (JSON); - for standard input")
    )
    debits.add_argument("--out", type=Path, metavar="DIR", required=True)
    debits.add_argument(
        "--scheme", choices=("core", "b2b"), help=text("of planned debits: those of this scheme alone")
    )
    debits.add_argument(
        "--schema", type=Path, metavar="XSD", help=text("the schema of ISO 20022 to hold the file against")
    )
    commands.group("rules", text("what the general terms and the law say of a contract's facts"))
    for question, asks in (
        ("penalty", text("the service penalty of a period")),
        ("availability", text("the availability of a service over a period")),
        ("liability", text("what is due for a harmful event")),
        ("late-payment", text("what a late payment costs")),
        ("late-invoices", text("what several late invoices cost")),
        ("refund", text("the refund of a prepaid term")),
        ("exit", text("the timeline of an exit under the Data Act")),
        ("changes", text("which clauses an order changes, and what that moves")),
    ):
        rule = commands.add(f"rules {question}", "rules:answer", asks)
        rule.set_defaults(question=question)
        rule.add_argument("file", metavar="FILE", help=text("the facts (JSON); - for standard input"))
    due = commands.add("rules deadlines", "rules:deadlines", text("every time limit of a contract"))
    governs = commands.add(
        "rules precedence", "rules:precedence", text("which clause governs a subject on a day")
    )
    for parser, question in ((due, "deadlines"), (governs, "precedence")):
        parser.set_defaults(question=question)
        parser.add_argument(
            "file", metavar="FILE", nargs="?", help=text("the facts (JSON); - for standard input")
        )
        parser.add_argument(
            "--contract", metavar="ID", help=text("a contract of the workspace, by its order")
        )
    governs.add_argument("--subject", metavar="SUBJECT", help=text("of the contract: this subject alone"))
    governs.add_argument("--clause", metavar="REF", help=text("of the contract: this clause alone"))
    commands.group("deadlines", text("what falls due in the contracts of the workspace"))
    exported = commands.add(
        "deadlines export",
        "calendars:export",
        text("write what falls due as a calendar file; again, it updates and cancels"),
    )
    exported.add_argument(
        "--ics", type=Path, metavar="FILE", required=True, help=text("the calendar file (.ics)")
    )
    exported.add_argument("--contract", metavar="NUMBER", help=text("of this contract alone, by its order"))
    commands.group("terms", text("read and compare general terms"))
    outline = commands.add("terms outline", "terms:outline", text("the clauses of general terms, as a tree"))
    outline.add_argument("file", metavar="FILE", help=text("the general terms (.txt or .md)"))
    compared = commands.add(
        "terms compare", "terms:compare_versions", text("what changed from one version to the next")
    )
    compared.add_argument("old", metavar="OLD", help=text("the earlier version (.docx, .txt or .md)"))
    compared.add_argument("new", metavar="NEW", help=text("the later version (.docx, .txt or .md)"))
    compared.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=text("also write the comparison as Word files: tracked changes, and a memo of one page"),
    )
    commands.group("id", text("check an identifier"))
    for kind in IDENTIFIERS:
        parser = commands.add(f"id {kind}", "identifiers:check", text("check an identifier"))
        parser.set_defaults(kind=kind)
        parser.add_argument("value", metavar="VALUE")


def _add_letters(commands: _Commands, text: Callable[[str], str]) -> None:
    letter = commands.add(
        "mandate letter", "letters:write", text("write a letter about a mandate of the workspace")
    )
    form = commands.add(
        "mandate print", "letters:print_form", text("write the form of a mandate of the workspace again")
    )
    for parser in (letter, form):
        parser.add_argument("rum", metavar="RUM", help=text("the reference of the mandate"))
        parser.add_argument("--out", type=Path, metavar="DIR", required=True)
    letter.add_argument(
        "--kind", choices=("account", "creditor", "revocation", "receipt", "notice"), required=True
    )
    letter.add_argument("--from-day", type=_day, metavar="DATE", help=text("when the change begins"))
    letter.add_argument("--invoice", metavar="NUMBER", help=text("of a debit to announce: its invoice"))
    letter.add_argument(
        "--amount", type=_euros, metavar="EUROS", help=text("of a debit to announce: its amount (120.50)")
    )
    letter.add_argument("--debit-on", type=_day, metavar="DATE", help=text("of a debit to announce: its day"))


def _add_stores(commands: _Commands, text: Callable[[str], str]) -> None:
    commands.group("store", text("back up, verify or restore the workspace"))
    backup = commands.add("store backup", "stores:backup", text("write a backup of the workspace"))
    backup.add_argument("folder", type=Path, metavar="DIR")
    commands.add("store verify", "stores:verify", text("check that the workspace is whole"))
    restore = commands.add("store restore", "stores:restore", text("put a backup in place of the workspace"))
    restore.add_argument("file", type=Path, metavar="FILE")
    commands.group("handover", text("hand an order over to another laptop, or receive one"))
    given = commands.add("handover export", "handovers:export", text("write an order as one encrypted file"))
    given.add_argument("order", metavar="NUMBER", help=text("the number of the order"))
    given.add_argument("--out", type=Path, metavar="DIR", required=True)
    taken = commands.add("handover import", "handovers:receive", text("receive a file that was handed over"))
    taken.add_argument("file", metavar="FILE", help=text("the file (.remise)"))
    taken.add_argument(
        "--preview", action="store_true", help=text("say what would happen, and change nothing")
    )
    for parser in (given, taken):
        parser.add_argument("--name", help=text("who acts (the account of the machine by default)"))
        parser.add_argument("--role", choices=("sales", "legal"), default="sales")
    commands.group("audit", text("the audit log"))
    audit = commands.add("audit verify", "stores:verify_audit", text("check the chain of the audit log"))
    audit.add_argument(
        "--head", metavar="DIGEST", help=text("a head printed in a contract: is it still there?")
    )


def _euros(text: str) -> Decimal:
    """An amount given to `--amount`. A `ValueError` becomes the parser's own message."""
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise ValueError("no amount") from error
    if not found.is_finite() or found <= 0 or found != found.quantize(Decimal("0.01")):
        raise ValueError("no amount in cents")
    return found


def _day(text: str) -> dt.date:
    """A day given to `--on`. A `ValueError` becomes the parser's own message."""
    return dt.date.fromisoformat(text)


if __name__ == "__main__":
    raise SystemExit(main())
