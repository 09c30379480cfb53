"""Why: one rep's year from the target to what came, as three waterfalls."""

import numpy as np

from xlgoals.domain.rates import Floats
from xlgoals.tables import waterfall
from xlgoals.tables.computed import this
from xlgoals.tables.language import Chart, Column, Group, Kind, Role, Seen, Sheet, Shown, Table
from xlgoals.tables.sheets.causes import ACTUAL, CAUSED, COMMON, DONE, SOLD, START
from xlgoals.tables.waterfall import HEADER_ROW, TEAM, WHO, money

__all__ = ["ENDS", "SHEET", "TABLE", "TEAM", "VIEWS", "WHO"]

NAME = "Why"
ENDS = {START: "The target, or else the year before.", ACTUAL: "What came."}
VIEWS = {
    "What was done": (START, *COMMON, *DONE, ACTUAL),
    "What was sold": (START, *COMMON, *SOLD, ACTUAL),
    "What caused it": (START, *COMMON, *CAUSED, ACTUAL),
}
"""The views, and the columns of sheet Causes that are their rows."""


def makes(seen: Seen) -> Floats:
    """Where each step of a view leads; its last row is what came."""
    so_far = seen.rows.groupby("view", sort=False)["adds"].cumsum(skipna=False)
    return np.where(seen.rows["column"] == ACTUAL, seen["Adds"], so_far)


TABLE = Table(
    NAME,
    (
        Column("View", Kind.TEXT, "Each view explains the whole gap.", Role.WRITTEN, width=18),
        Column("Step", Kind.TEXT, "As on sheet Causes.", Role.WRITTEN, width=39),
        waterfall.looked_up("Causes", START, ACTUAL, "Column", NAME),
        money(
            "Makes",
            "Where that leads.",
            f'IF({this(NAME, "Column")}="{ACTUAL}",{this(NAME, "Adds")},'
            f"SUM(INDEX(Why[Adds],MATCH({this(NAME, 'View')},Why[View],0)):{this(NAME, 'Adds')}))",
            makes,
        ),
        Column("What it is", Kind.TEXT, "What the step means.", Role.WRITTEN, width=60),
        Column("Column", Kind.TEXT, "Column of Causes.", Role.WRITTEN, hidden=True),
        *waterfall.bars(NAME, "Whole", "A start or an end as a bar.", "Column", ENDS),
    ),
    key=("View", "Column"),
    optional=True,
)


def drawn(name: str, question: str, view: str) -> Chart:
    """The rows of one view."""
    names = list(VIEWS)
    before = sum(len(VIEWS[other]) for other in names[: names.index(view)])
    return Chart(
        name,
        question,
        "Step",
        waterfall.series("Whole", "Added", "Taken away"),
        kind="stacked",
        first=before,
        rows=len(VIEWS[view]),
    )


SHEET = Sheet(
    "Why",
    "From the target to what came, told three times. Pick a rep, or Team, in the yellow cell.",
    Group.RESULT,
    TABLE,
    charts=(
        drawn("xlgoals why done", "What was done?", "What was done"),
        drawn("xlgoals why sold", "What was sold?", "What was sold"),
        drawn("xlgoals why caused", "What caused it?", "What caused it"),
    ),
    labels=waterfall.picker("Whose year"),
    shown=Shown.WHEN_FILLED,
    header_row=HEADER_ROW,
    since="0.2",
)
