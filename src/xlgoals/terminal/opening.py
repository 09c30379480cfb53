"""A plan opened for a command: one that an older xlgoals made gets what it lacks first."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape

from xlgoals.terminal.output import err

if TYPE_CHECKING:
    from xlgoals.hosts.closed import ClosedFile


def open_plan(path: Path, ahead: Sequence[str] = (), *, saves: bool = True) -> "ClosedFile":
    """The plan in a file, with everything that a plan of today has.

    Args:
        path: Where.
        ahead: Names of large tables, loaded while the rest of the program is.
        saves: Whether the command saves the plan, and so what it got too.

    Errors:
        FileError, PlanError: it cannot be read, or a newer xlgoals made it.
    """
    from xlgoals.hosts.closed import ClosedFile

    plan = ClosedFile.open(path, ahead)
    if plan.is_older:
        from xlgoals.verbs.upgrade import upgrade

        said = upgrade(plan)
        kept = "" if saves else f" The file stays as it is; xlgoals upgrade {path.name} keeps that."
        err.print(escape(said + kept))
    return plan
