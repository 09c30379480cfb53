"""The workbooks a user opens: an empty plan, one of a sample organisation, and the add-in."""

import datetime as dt
from pathlib import Path

from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_addin, write_plan
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate

MADE = dt.datetime(2026, 11, 1, 9, 0)
"""A fixed moment, so that making them again gives the same files."""
PERIOD = dt.date(2027, 1, 1)


def build(folder: Path) -> list[Path]:
    """All of them in a folder, replacing older ones."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for kind in ("xlsx", "xlsm"):
        made += [folder / f"sales_goals.{kind}", folder / f"sales_goals_example.{kind}"]
        for path, sample in zip(made[-2:], (False, True), strict=True):
            _plan(path, sample=sample)
        _regenerated(made[-1])
    addin = folder / "xlgoals.xlam"
    addin.unlink(missing_ok=True)
    write_addin(addin, created=MADE)
    return [*made, addin]


def _plan(path: Path, *, sample: bool) -> None:
    """A plan; one with macros leaves it to the user's settings where Python is."""
    path.unlink(missing_ok=True)
    plan = new_plan(PERIOD, sample, macros=path.suffix == ".xlsm")
    write_plan(
        path,
        plan.rows,
        created=MADE,
        name=plan.name,
        values=plan.values,
        more=plan.sheets,
        interpreter="",
    )


def _regenerated(path: Path) -> None:
    """Regenerate a plan in its file."""
    file = ClosedFile.open(path)
    regenerate(file, MADE)
    backup = file.save(MADE)
    if backup:
        backup.unlink()
