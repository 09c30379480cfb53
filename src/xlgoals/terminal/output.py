"""What the commands print: progress, results, problems."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid

if TYPE_CHECKING:
    from xlgoals.domain.problems import Problem
    from xlgoals.verbs import Imported, Regenerated

out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 240)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def watched(quiet: bool) -> Iterator[Any]:
    """A progress bar on a terminal; nothing where nobody watches."""
    if quiet or not err.is_terminal:
        yield lambda doing, share: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bars:
        bar = bars.add_task("", total=1.0)
        yield lambda doing, share: bars.update(bar, description=doing, completed=share)


def tell_regenerate(result: "Regenerated") -> None:
    """What a regenerate did."""
    goal = "" if result.goal != result.goal else f" against a company goal of {result.goal:,.0f}"
    out.print(
        f"[bold]{escape(result.plan)}[/]: {result.rows:,} rows of history, goals for "
        f"{result.reps} reps, {result.suggested:,.0f} in all{goal}."
    )


def tell_import(result: "Imported", backup: Path | None) -> None:
    """What an import did, and how it understood the columns."""
    columns = Grid("Column of the plan", "from the file", box=None, header_style="bold")
    for header, name in result.match.columns.items():
        columns.add_row(header, escape(name))
    for header, value in result.match.constants.items():
        columns.add_row(header, f"always “{escape(value)}”")
    out.print(columns)
    if result.match.unused:
        out.print(f"Not used: {escape(', '.join(result.match.unused))}.")
    for note in result.notes:
        out.print(note)
    out.print(
        f"{result.sheet}: {result.added:,} rows added, {result.replaced:,} replaced, "
        f"{result.unchanged:,} unchanged." + (f" Backup: {backup.name}." if backup else "")
    )
    if result.new_reps:
        out.print(f"New on sheet Reps: {escape(', '.join(result.new_reps))}. Add their names.")


def import_json(result: "Imported") -> dict[str, Any]:
    """An import as JSON."""
    return {
        **vars(result),
        "match": vars(result.match),
        "problems": [vars(problem) for problem in result.problems],
    }


def problem_lines(problems: "tuple[Problem, ...]", name: str, most: int) -> None:
    """Print problems, the first ones in full."""
    for problem in problems[:most]:
        err.print(escape(str(problem)))
    if len(problems) > most:
        err.print(f"… and {len(problems) - most:,} more.")
    word = "problem" if len(problems) == 1 else "problems"
    err.print(f"{len(problems):,} {word} in {escape(name)}; everything else was used.")


def tell_lines(lines: Sequence[tuple[bool, str]]) -> bool:
    """Lines that are fine or not, with a mark each; whether all are."""
    for fine, text in lines:
        out.print("[green]ok[/]" if fine else "[red] ![/]", escape(text), highlight=False)
    return all(fine for fine, _ in lines)
