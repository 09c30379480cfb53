"""Why: one rep's year from the target to what came, as three waterfalls."""

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
from xlgoals.workbook.sheets.causes import ACTUAL, CAUSED, COMMON, DONE, SOLD, START

HEADER_ROW = 7
WHO = "C5"
"""The cell in which the user picks whose year is shown."""
TEAM = "Team"
ENDS = {START: "The target, or else the year before.", ACTUAL: "What came."}
VIEWS = {
    "What was done": (START, *COMMON, *DONE, ACTUAL),
    "What was sold": (START, *COMMON, *SOLD, ACTUAL),
    "What caused it": (START, *COMMON, *CAUSED, ACTUAL),
}
"""The views, and the columns of sheet Causes that are their rows."""


def this(header: str) -> str:
    """A cell of the same row."""
    return f"Why[[#This Row],[{header}]]"


def money(header: str, hint: str, formula: str) -> Column:
    """A column of amounts that works itself out."""
    drawn = header not in {"Adds", "Makes"}
    return Column(header, Kind.MONEY, hint, Role.FORMULA, formula=formula, width=14, hidden=drawn)


FOUND = (
    f"INDEX(Causes[[{START}]:[{ACTUAL}]],MATCH(${WHO[0]}${WHO[1:]},Causes[Rep],0),"
    f"MATCH({this('Column')},Causes[[#Headers],[{START}]:[{ACTUAL}]],0))"
)
END = f'OR({this("Column")}="{START}",{this("Column")}="{ACTUAL}")'

TABLE = Table(
    "Why",
    (
        Column("View", Kind.TEXT, "Each view explains the whole gap.", Role.WRITTEN, width=18),
        Column("Step", Kind.TEXT, "As on sheet Causes.", Role.WRITTEN, width=39),
        money("Adds", "What the step adds.", f"IFERROR({FOUND},NA())"),
        money(
            "Makes",
            "Where that leads.",
            f'IF({this("Column")}="{ACTUAL}",{this("Adds")},'
            f"SUM(INDEX(Why[Adds],MATCH({this('View')},Why[View],0)):{this('Adds')}))",
        ),
        Column("What it is", Kind.TEXT, "What the step means.", Role.WRITTEN, width=60),
        Column("Column", Kind.TEXT, "Column of Causes.", Role.WRITTEN, hidden=True),
        money(
            "Below",
            "What the bar stands on.",
            f"IF({END},0,MIN({this('Makes')},{this('Makes')}-{this('Adds')}))",
        ),
        money("Whole", "A start or an end as a bar.", f"IF({END},{this('Makes')},0)"),
        money("More", "A step up.", f"IF({END},0,MAX({this('Adds')},0))"),
        money("Less", "A step down.", f"IF({END},0,MAX(-{this('Adds')},0))"),
    ),
    key=("View", "Column"),
    optional=True,
)


def waterfall(name: str, question: str, view: str) -> Chart:
    """The rows of one view."""
    names = list(VIEWS)
    before = sum(len(VIEWS[other]) for other in names[: names.index(view)])
    return Chart(
        name,
        question,
        "Step",
        (
            Series("Below", ""),
            Series("Whole", "0B4F6C", "Whole"),
            Series("More", "0072B2", "Adds"),
            Series("Less", "D55E00", "Takes away"),
            Series("More", "", "Added", labels="+#,##0;;;"),
            Series("Less", "", "Taken away", labels="−#,##0;;;"),
        ),
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
        waterfall("xlgoals why done", "What was done?", "What was done"),
        waterfall("xlgoals why sold", "What was sold?", "What was sold"),
        waterfall("xlgoals why caused", "What caused it?", "What caused it"),
    ),
    labels=(
        Label("B5", "Whose year", "step"),
        Label(WHO, TEAM, "picked", choices="GoalNames"),
    ),
    shown=Shown.WHEN_FILLED,
    header_row=HEADER_ROW,
)
