"""Goal steps: one goal from the baseline to the suggestion, as a table and as a waterfall."""

from xlgoals.workbook.language import (
    Chart,
    Column,
    Group,
    Kind,
    Label,
    Role,
    Series,
    Sheet,
    Shown,
    Table,
)
from xlgoals.workbook.sheets.targets import STEPS

HEADER_ROW = 7
WHO = "C5"
"""The cell in which the user picks whose goal is shown."""
TEAM = "Team"
FIRST, LAST = "Baseline", "Suggested"
ROWS = {**STEPS, LAST: "What is suggested."}
"""The rows of the table, with what each means."""


def this(header: str) -> str:
    """A cell of the same row."""
    return f"GoalSteps[[#This Row],[{header}]]"


def money(header: str, hint: str, formula: str) -> Column:
    """A column of amounts that works itself out."""
    only_drawn = header not in {"Adds", "Makes"}
    return Column(
        header, Kind.MONEY, hint, Role.FORMULA, formula=formula, width=14, hidden=only_drawn
    )


FOUND = (
    f"INDEX(Targets[[{FIRST}]:[{LAST}]],MATCH(${WHO[0]}${WHO[1:]},Targets[Rep],0),"
    f"MATCH({this('Step')},Targets[[#Headers],[{FIRST}]:[{LAST}]],0))"
)
WHOLE = f'OR({this("Step")}="{FIRST}",{this("Step")}="{LAST}")'

TABLE = Table(
    "GoalSteps",
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
        money(
            "Below",
            "What the bar stands on.",
            f"IF({WHOLE},0,MIN({this('Makes')},{this('Makes')}-{this('Adds')}))",
        ),
        money("Goal", "A goal as a bar.", f"IF({WHOLE},{this('Makes')},0)"),
        money("More", "A step up.", f"IF({WHOLE},0,MAX(ROUND({this('Adds')},0),0))"),
        money("Less", "A step down.", f"IF({WHOLE},0,MAX(-ROUND({this('Adds')},0),0))"),
    ),
    key=("Step",),
    optional=True,
)

WATERFALL = Chart(
    "xlgoals goal steps",
    "How does the goal come about?",
    "Step",
    (
        Series("Below", ""),
        Series("Goal", "0B4F6C", "Goal"),
        Series("More", "0072B2", "Adds"),
        Series("Less", "D55E00", "Takes away"),
        Series("More", "", "What it adds", labels="+#,##0;;;"),
        Series("Less", "", "What it takes away", labels="−#,##0;;;"),
    ),
    kind="stacked",
)

SHEET = Sheet(
    "Goal steps",
    "A revenue goal from baseline to suggestion. Pick a rep, or Team, in the yellow cell.",
    Group.RESULT,
    TABLE,
    charts=(WATERFALL,),
    labels=(
        Label("B5", "Whose goal", "step"),
        Label(WHO, TEAM, "picked", choices="GoalNames"),
    ),
    shown=Shown.WHEN_FILLED,
    header_row=HEADER_ROW,
)
