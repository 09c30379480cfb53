"""What the terminal calls to negotiate: the same steps as the buttons and the rep files."""

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from xlgoals.domain.errors import InputError
from xlgoals.terminal.output import out, watched

if TYPE_CHECKING:
    from xlgoals.hosts.closed import ClosedFile

app = typer.Typer(no_args_is_help=True, help="Propose, counter, agree and sign goals, rep by rep.")
PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="The plan, an .xlsx or .xlsm file.")]
Rep = Annotated[str, typer.Argument(help="A rep's name or ID, or all.")]
Line = Annotated[str, typer.Option("--goal", help="Which goal, such as Revenue; all by default.")]
Value = Annotated[str, typer.Option("--value", help="The value, such as 450000 or 27%.")]
Why = Annotated[str, typer.Option("--why", help="The reason, in your words.")]
ByRep = Annotated[bool, typer.Option("--by-rep", help="The rep says so, not the manager.")]
REFUSED = 1


@app.command()
def propose(path: PlanPath, rep: Rep, goal: Line = "all", value: Value = "", why: Why = "") -> None:
    """Put goals on the table; what is suggested where no value is given."""
    _do(path, "propose", rep, goal, value, why)


@app.command()
def counter(path: PlanPath, rep: Rep, goal: Line = "all", value: Value = "", why: Why = "") -> None:
    """Note what the rep answers to a goal, and what the rep builds it on."""
    _do(path, "counter", rep, goal, value, why, by_rep=True)


@app.command()
def agree(
    path: PlanPath,
    rep: Rep,
    goal: Line = "all",
    value: Value = "",
    why: Why = "",
    by_rep: ByRep = False,
) -> None:
    """Accept what the other side offers, or note, with --why, what was settled in person."""
    _do(path, "agree", rep, goal, value, why, by_rep=by_rep)


@app.command()
def withdraw(path: PlanPath, rep: Rep, goal: Line = "all", by_rep: ByRep = False) -> None:
    """Take the last offer off the table."""
    _do(path, "withdraw", rep, goal, "", "", by_rep=by_rep)


@app.command()
def escalate(
    path: PlanPath, rep: Rep, goal: Line = "all", why: Why = "", by_rep: ByRep = False
) -> None:
    """Mark what the two cannot settle, with the reason."""
    _do(path, "escalate", rep, goal, "", why, by_rep=by_rep)


@app.command()
def reopen(
    path: PlanPath, rep: Rep, goal: Line = "all", why: Why = "", by_rep: ByRep = False
) -> None:
    """Talk again about what was agreed or signed, with the reason."""
    _do(path, "reopen", rep, goal, "", why, by_rep=by_rep)


@app.command()
def sign(
    path: PlanPath,
    rep: Rep,
    name: Annotated[str, typer.Option("--name", help="Who signs.")],
    by_rep: ByRep = False,
) -> None:
    """Sign what is agreed; it is done when both have signed."""
    _do(path, "sign", rep, "all", "", "", by_rep=by_rep, name=name)


@app.command()
def amend(
    path: PlanPath,
    rep: Rep,
    goal: Annotated[str, typer.Option("--goal", help="Which goal.")],
    value: Annotated[str, typer.Option("--value", help="The new value.")],
    why: Annotated[str, typer.Option("--why", help="What has changed.")],
    valid_from: Annotated[str, typer.Option("--from", help="First month, such as 2027-06.")],
) -> None:
    """Change a signed goal from a month on; what was agreed stays visible."""
    from xlgoals.tables.dates import parse_date

    try:
        month = f"{parse_date(valid_from):%Y-%m}"
    except ValueError:
        raise InputError(f"“{valid_from}” is no month; write it like 2027-06.") from None
    _do(path, "amend", rep, goal, value, why, valid_from=month)


@app.command()
def sheets(
    path: PlanPath, rep: Annotated[str, typer.Argument(help="One rep; all by default.")] = "all"
) -> None:
    """Make the sheet of a rep, or of everybody, or bring it up to date."""
    from xlgoals import verbs

    plan = _open(path)
    with watched(quiet=False) as watch:
        made = verbs.make_sheets(plan, rep, watch)
        backup = plan.save(dt.datetime.now())
    out.print(escape(f"{len(made)} in {path}: {', '.join(name for _, name in made)}."))
    _saved(path, backup)


@app.command()
def record(path: PlanPath) -> None:
    """Take what was typed into the reps' sheets into the log."""
    from xlgoals import verbs

    plan = _open(path)
    said = verbs.record(plan, _now())
    backup = plan.save(dt.datetime.now())
    for line in verbs.told(said.taken) or ["Nothing new was typed into the reps' sheets."]:
        out.print(escape(line))
    for problem in said.problems:
        out.print(escape(str(problem)))
    _saved(path, backup)
    if said.taken.refused or said.problems:
        raise typer.Exit(REFUSED)


@app.command()
def fit(path: PlanPath, rep: Annotated[str, typer.Argument(help="A rep's name or ID.")]) -> None:
    """Propose activities, products and territories that fit the revenue goal."""
    from xlgoals import verbs

    plan = _open(path)
    found = verbs.fit(plan, rep, _now())
    backup = plan.save(dt.datetime.now())
    for line in verbs.told(found) or ["The goals fit the revenue already."]:
        out.print(escape(line))
    _saved(path, backup)


@app.command()
def status(
    path: PlanPath, rep: Annotated[str, typer.Argument(help="One rep; all by default.")] = "all"
) -> None:
    """Show where every negotiation stands, or all goals of one rep."""
    from xlgoals import verbs
    from xlgoals.terminal.grids import plain_grid

    out.print(plain_grid(*verbs.negotiation_status(_open(path), rep, _now())))


@app.command()
def log(
    path: PlanPath,
    rep: Annotated[str, typer.Argument(help="One rep; all by default.")] = "all",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show everything that was said, in order."""
    from xlgoals import verbs
    from xlgoals.terminal.grids import plain_grid

    heads, rows = verbs.negotiation_log(_open(path), rep)
    if as_json:
        out.print_json(json.dumps([dict(zip(heads, row, strict=True)) for row in rows]))
    else:
        out.print(plain_grid(heads, rows))


def _do(
    path: Path,
    action: str,
    rep: str,
    goal: str,
    value: str,
    why: str,
    *,
    by_rep: bool = False,
    name: str = "",
    valid_from: str = "",
) -> None:
    """Take a step in a plan on disk, and tell what became of it."""
    from xlgoals import verbs

    order = verbs.Order(
        action,
        rep,
        goal,
        _number(value),
        why,
        name,
        valid_from,
        "rep" if by_rep else "manager",
    )
    plan = _open(path)
    found = verbs.carry_out(plan, order, _now())
    backup = plan.save(dt.datetime.now())
    for line in verbs.told(found):
        out.print(escape(line))
    _saved(path, backup)
    if found.refused:
        raise typer.Exit(REFUSED)


def _saved(path: Path, backup: Path | None) -> None:
    """Say that the plan was saved, where it was."""
    if backup:
        out.print(escape(f"Saved {path}. The version before is {backup.name}."))


def _number(text: str) -> float:
    """A value as it is typed."""
    from xlgoals.tables.cell_values import Habits, convert
    from xlgoals.tables.language import Column, Kind

    if not text.strip():
        return float("nan")
    series, flaws = convert(Column("Value", Kind.NUMBER, ""), [text], Habits())
    if flaws:
        raise InputError(f"{flaws[0].found} is no value; wanted {flaws[0].wanted}.")
    return float(series.iloc[0])


def _now() -> dt.datetime:
    """Now, in UTC, as the log has it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _open(path: Path) -> "ClosedFile":
    """The plan."""
    from xlgoals.hosts.closed import ClosedFile

    return ClosedFile.open(path)
