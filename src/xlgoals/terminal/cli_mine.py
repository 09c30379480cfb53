"""What the terminal calls for the manager's own goals."""

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from typer.core import TyperGroup

from xlgoals.domain.errors import InputError
from xlgoals.terminal.cli_opening import open_plan
from xlgoals.terminal.output import out, problem_lines

SHOWN = 40
"""So many rows of a calendar are shown."""
PROBLEMS_FOUND = 1


class PlanFirst(TyperGroup):
    """``mine plan.xlsx`` is ``mine status plan.xlsx``; the plan may also stand before the word."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words in the order of the commands."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            word = args[1] if len(args) > 1 and args[1] in self.commands else ""
            args = [word, args[0], *args[2:]] if word else ["status", *args]
        return list(super().parse_args(ctx, args))


app = typer.Typer(
    cls=PlanFirst,
    no_args_is_help=True,
    help="Your own goals: coaching per rep, field days, trade shows, reading.",
)
PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="The plan, an .xlsx or .xlsm file.")]
Yes = Annotated[bool, typer.Option("--yes", help="Write it into the plan.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


@app.command()
def status(path: PlanPath, as_json: AsJson = False) -> None:
    """Hold your own goals against your log, and write sheets My progress and My months."""
    from xlgoals.tables.sheets import my_progress
    from xlgoals.terminal.grids import grid, json_rows
    from xlgoals.verbs import mine

    plan = open_plan(path)
    found = mine.refresh_mine(plan, dt.date.today())
    backup = plan.save(dt.datetime.now())
    if as_json:
        rows = json_rows(my_progress.TABLE, found.progress)
        out.print_json(json.dumps({"goals": rows, "sentences": found.sentences}))
    else:
        out.print(grid(my_progress.TABLE, found.progress))
        for sentence in found.sentences:
            out.print(escape(sentence))
        out.print(f"Written to sheet My progress of {path}." + _kept(backup))
    if found.problems:
        if not as_json:
            problem_lines(found.problems, path.name, SHOWN)
        raise typer.Exit(PROBLEMS_FOUND)


@app.command()
def log(
    path: PlanPath,
    kind: Annotated[str, typer.Argument(help="What, such as coaching, or the beginning of it.")],
    rep: Annotated[str, typer.Argument(help="With whom: a rep's name or ID.")] = "",
    hours: Annotated[float, typer.Option(help="How long it took.")] = float("nan"),
    date: Annotated[str, typer.Option(help="When, such as 2027-03-04; today by default.")] = "",
    customers: Annotated[int, typer.Option(help="Customers you visited together.")] = 0,
    note: Annotated[str, typer.Option(help="What came of it.")] = "",
) -> None:
    """Note what you did: one row in My log."""
    from xlgoals.verbs import mine

    plan = open_plan(path)
    met = float(customers) if customers else float("nan")
    one = mine.Note(kind, rep, hours, _date(date), met, note)
    said = mine.note_event(plan, one, dt.date.today())
    backup = plan.save(dt.datetime.now())
    out.print(escape(said) + _kept(backup))


@app.command()
def suggest(path: PlanPath, yes: Yes = False) -> None:
    """Suggest hours of coaching for each rep; ``--yes`` writes them into My goals."""
    from xlgoals.terminal.grids import plain_grid
    from xlgoals.verbs import mine

    plan = open_plan(path)
    found = mine.suggest_hours(plan, dt.date.today())
    rows = [
        [row["rep_id"], row["rep"], _hours(row["planned"]), _hours(row["suggested"])]
        for row in found.table.to_dict("records")
    ]
    out.print(plain_grid(["Rep ID", "Rep", "Planned", "Suggested"], rows))
    out.print(f"{found.total:g} hours a month in all; Settings!Coaching hours says how many.")
    if not yes:
        out.print("Nothing was changed; --yes writes the suggestion into My goals.")
        return
    changed = mine.take_hours(plan, found)
    backup = plan.save(dt.datetime.now())
    out.print(f"{changed} rows of My goals changed." + _kept(backup))


@app.command("import")
def import_(
    path: PlanPath,
    calendar: Annotated[Path, typer.Argument(metavar="CALENDAR", help="An .ics export.")],
    yes: Yes = False,
    zone: Annotated[
        str, typer.Option(help="Where times in UTC are meant, such as Europe/Berlin; here.")
    ] = "",
) -> None:
    """Show the events of a calendar that belong in My log; ``--yes`` takes them."""
    from xlgoals.hosts.calendar_file import read_calendar
    from xlgoals.terminal.grids import plain_grid
    from xlgoals.verbs import mine

    today = dt.date.today()
    plan = open_plan(path)
    read = read_calendar(calendar, mine.wanted_events(plan, today), _zone(zone))
    found = mine.found_in(plan, read, today)
    rows = [*found.fresh, *(row for _, row in found.moved)]
    heads = ["Date", "Kind", "Rep", "Hours", "Event"]
    shown = [[str(r.day), r.kind, r.rep, f"{r.hours:g}", r.note] for r in rows[:SHOWN]]
    out.print(plain_grid(heads, shown))
    if len(rows) > SHOWN:
        out.print(f"… and {len(rows) - SHOWN:,} more.")
    for sentence in mine.told(found):
        out.print(escape(sentence))
    if not yes:
        out.print("Nothing was changed; --yes takes them." if rows else "Nothing to take.")
        return
    mine.take_events(plan, found)
    backup = plan.save(dt.datetime.now())
    out.print(f"Taken into My log of {path}." + _kept(backup) if backup else "Nothing to take.")


def _date(text: str) -> dt.date | None:
    """A day as it is typed."""
    from xlgoals.tables.dates import parse_date

    try:
        return parse_date(text) if text else None
    except ValueError:
        raise InputError(f"“{text}” is no day; write it like 2027-03-04.") from None


def _zone(name: str) -> dt.tzinfo | None:
    """A time zone by its name; this machine's where none is named."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        raise InputError(f"“{name}” is no time zone; write it like Europe/Berlin.") from None


def _hours(value: float) -> str:
    """Hours as text; blank where nothing is planned."""
    return "" if value != value else f"{value:g}"  # noqa: PLR0124


def _kept(backup: Path | None) -> str:
    """Where the version before is."""
    return f" The version before is {backup.name}." if backup else ""
