"""What a user said of a file as one line of text, as sheet Sources remembers it, and back."""

import argparse
import shlex
from dataclasses import dataclass, replace

from xlgoals.domain.errors import InputError
from xlgoals.intake.fiscal_years import CALENDAR, FISCAL
from xlgoals.intake.incoming_rows import NOTHING_TOLD, Told
from xlgoals.tables.dates import ORDERS

PAIRS = {"--map": "columns", "--constant": "constants"}


@dataclass(frozen=True)
class Remembered:
    """How a file is read: what is said of its rows, and of the file itself."""

    told: Told = NOTHING_TOLD
    sheet: str = ""
    encoding: str = ""
    query: str = ""


def as_text(how: Remembered) -> str:
    """``--map "Rep ID=Owner" --dates mdy``: only what holds for the next file too.

    Names that were told to be the same are remembered with the names, and a loss that was accepted
    or the months that were asked for are not those of the next file.
    """
    told = how.told
    options = [
        (option, f"{header}={value}")
        for option, field in PAIRS.items()
        for header, value in getattr(told, field).items()
    ]
    options += [("--where", condition) for condition in told.where]
    options += [
        ("--decimal", told.decimal),
        ("--dates", told.dates),
        ("--sheet", how.sheet),
        ("--encoding", how.encoding),
        ("--query", how.query),
    ]
    words: list[str] = []
    for option, text in options:  # a value that begins like an option stands in one word with it
        words += [f"{option}={text}"] if text.startswith("-") else [option, text] if text else []
    words += [f"--{told.years}"] if told.years else []
    words += ["--add"] if told.beside else []
    return shlex.join(words)


def from_text(text: str, source: str) -> Remembered:
    """What such a line says.

    Errors:
        InputError: it says something else.
    """
    wanted = f"Sources!Options, {source}: “{text}” cannot be read; write it as in the terminal"
    try:
        said, rest = _parser().parse_known_args(shlex.split(text))
    except (argparse.ArgumentError, argparse.ArgumentTypeError, ValueError, SystemExit):
        raise InputError(f'{wanted}, such as --map "Rep ID=Owner" --dates mdy.') from None
    pairs = [*said.map, *said.constant]
    if rest or not all("=" in pair for pair in pairs):
        raise InputError(f'{wanted}, such as --map "Rep ID=Owner" --dates mdy.')
    told = Told(
        columns=dict(pair.split("=", 1) for pair in said.map),
        constants=dict(pair.split("=", 1) for pair in said.constant),
        decimal=said.decimal,
        dates=said.dates,
        years=FISCAL if said.fiscal else CALENDAR if said.calendar else "",
        where=tuple(said.where),
        beside=said.add,
    )
    return Remembered(told, said.sheet, said.encoding, said.query)


def _parser() -> argparse.ArgumentParser:
    """The options that a line can have."""
    parser = argparse.ArgumentParser(
        prog="", add_help=False, allow_abbrev=False, exit_on_error=False
    )
    for option in (*PAIRS, "--where"):
        parser.add_argument(option, action="append", default=[])
    parser.add_argument("--decimal", choices=(".", ","), default="")
    parser.add_argument("--dates", choices=ORDERS, default="")
    for option in ("--sheet", "--encoding", "--query"):
        parser.add_argument(option, default="")
    for option in (f"--{CALENDAR}", f"--{FISCAL}", "--add"):
        parser.add_argument(option, action="store_true")
    return parser


def with_memory(now: Remembered, before: Remembered) -> Remembered:
    """What is said now, and where nothing is, what was said before."""
    old, new = before.told, now.told
    told = replace(
        new,
        columns={**old.columns, **new.columns},
        constants={
            header: value
            for header, value in {**old.constants, **new.constants}.items()
            if header in new.constants or header not in new.columns
        },
        decimal=new.decimal or old.decimal,
        dates=new.dates or old.dates,
        years=new.years or old.years,
        where=new.where or old.where,
        beside=new.beside or old.beside,
    )
    return Remembered(
        told,
        now.sheet or before.sheet,
        now.encoding or before.encoding,
        now.query or before.query,
    )
