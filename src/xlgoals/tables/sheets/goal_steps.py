"""Goal steps: one goal from the baseline to the suggestion, as a table and as a waterfall."""

import numpy as np

from xlgoals.domain.rates import Floats
from xlgoals.domain.steps import BASELINE, STEPS
from xlgoals.tables import waterfall
from xlgoals.tables.computed import this
from xlgoals.tables.language import Chart, Column, Group, Kind, Role, Seen, Sheet, Shown, Table
from xlgoals.tables.waterfall import HEADER_ROW, TEAM, WHO, money

__all__ = ["FIRST", "LAST", "ROWS", "SHEET", "TABLE", "TEAM", "WHO"]

NAME = "GoalSteps"
FIRST, LAST = BASELINE.name, "Suggested"
ROWS = {step.name: step.meaning for step in STEPS} | {LAST: "What is suggested."}
"""The rows of the table, with what each means."""


def makes(seen: Seen) -> Floats:
    """The goal after each step; the last row is the goal itself."""
    return np.where(seen.rows["step"] == LAST, seen["Adds"], np.cumsum(seen["Adds"]))


TABLE = Table(
    NAME,
    (
        Column("Step", Kind.TEXT, "As on sheet Targets.", Role.WRITTEN, width=18),
        waterfall.looked_up("Targets", FIRST, LAST, "Step", NAME),
        money(
            "Makes",
            "The goal after it.",
            f'IF({this(NAME, "Step")}="{LAST}",{this(NAME, "Adds")},'
            f"SUM(INDEX(GoalSteps[Adds],1):{this(NAME, 'Adds')}))",
            makes,
        ),
        Column("What it is", Kind.TEXT, "What the step means.", Role.WRITTEN, width=60),
        *waterfall.bars(NAME, "Goal", "A goal as a bar.", "Step", (FIRST, LAST), rounded=True),
    ),
    key=("Step",),
    optional=True,
)

WATERFALL = Chart(
    "xlgoals goal steps",
    "How does the goal come about?",
    "Step",
    waterfall.series("Goal", "What it adds", "What it takes away"),
    kind="stacked",
)

SHEET = Sheet(
    "Goal steps",
    "A revenue goal from baseline to suggestion. Pick a rep, or Team, in the yellow cell.",
    Group.RESULT,
    TABLE,
    charts=(WATERFALL,),
    labels=waterfall.picker("Whose goal"),
    shown=Shown.WHEN_FILLED,
    header_row=HEADER_ROW,
    since="0.2",
)
