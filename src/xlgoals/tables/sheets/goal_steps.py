"""Goal steps: one goal from the baseline to the suggestion, as a table and as a waterfall."""

from xlgoals.domain.steps import BASELINE, STEPS
from xlgoals.tables import waterfall
from xlgoals.tables.language import Chart, Column, Group, Kind, Role, Sheet, Shown, Table
from xlgoals.tables.waterfall import HEADER_ROW, TEAM, WHO, money

__all__ = ["FIRST", "LAST", "ROWS", "SHEET", "TABLE", "TEAM", "WHO"]

NAME = "GoalSteps"
FIRST, LAST = BASELINE.name, "Suggested"
ROWS = {step.name: step.meaning for step in STEPS} | {LAST: "What is suggested."}
"""The rows of the table, with what each means."""


def this(header: str) -> str:
    """A cell of the same row."""
    return waterfall.this(NAME, header)


FOUND = (
    f"INDEX(Targets[[{FIRST}]:[{LAST}]],MATCH(${WHO[0]}${WHO[1:]},Targets[Rep],0),"
    f"MATCH({this('Step')},Targets[[#Headers],[{FIRST}]:[{LAST}]],0))"
)
WHOLE = f'OR({this("Step")}="{FIRST}",{this("Step")}="{LAST}")'

TABLE = Table(
    NAME,
    (
        Column("Step", Kind.TEXT, "As on sheet Targets.", Role.WRITTEN, width=18),
        money("Adds", "What the step adds.", f"IFERROR({FOUND},NA())"),
        money(
            "Makes",
            "The goal after it.",
            f'IF({this("Step")}="{LAST}",{this("Adds")},'
            f"SUM(INDEX(GoalSteps[Adds],1):{this('Adds')}))",
        ),
        Column("What it is", Kind.TEXT, "What the step means.", Role.WRITTEN, width=60),
        *waterfall.bars(NAME, "Goal", "A goal as a bar.", WHOLE, f"ROUND({this('Adds')},0)"),
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
)
