"""The workbooks a user opens: an empty plan, and one of a sample organisation."""

import datetime as dt
from pathlib import Path

from xlgoals import actions
from xlgoals.hosts.closed_file import ClosedFile
from xlgoals.hosts.new_file import write_plan

MADE = dt.datetime(2026, 11, 1, 9, 0)
"""A fixed moment, so that making them again gives the same files."""
PERIOD = dt.date(2027, 1, 1)


def build(folder: Path) -> list[Path]:
    """Both workbooks in a folder, replacing older ones."""
    folder.mkdir(parents=True, exist_ok=True)
    empty, example = folder / "sales_goals.xlsx", folder / "sales_goals_example.xlsx"
    for path, sample in ((empty, False), (example, True)):
        path.unlink(missing_ok=True)
        plan = actions.new_plan(PERIOD, sample)
        write_plan(path, plan.rows, created=MADE, name=plan.name, values=plan.values)
    filled = ClosedFile.open(example)
    actions.regenerate(filled, MADE)
    backup = filled.save(MADE)
    if backup:
        backup.unlink()
    return [empty, example]
