"""Start: where the plan stands, what to do next, and what the last regenerate changed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from xlgoals.domain.metrics import column_name
from xlgoals.tables.computed import Computed
from xlgoals.tables.dates import month_number, month_start, parse_date
from xlgoals.tables.language import (
    Cell,
    CellError,
    Column,
    Group,
    Kind,
    Label,
    Role,
    Seen,
    Sheet,
    Table,
)

TABLE = Table(
    "LastRun",
    (
        Column("Goal", Kind.TEXT, "Whose revenue goal.", Role.WRITTEN, width=24),
        Column("Before", Kind.MONEY, "Suggested before.", Role.WRITTEN, width=20),
        Column("Now", Kind.MONEY, "Suggested now.", Role.WRITTEN, width=20),
        Column(
            "Change",
            Kind.MONEY,
            "Now less before.",
            Role.FORMULA,
            formula="LastRun[[#This Row],[Now]]-LastRun[[#This Row],[Before]]",
            python=lambda seen: seen["Now"] - seen["Before"],
            width=20,
        ),
    ),
    key=("Goal",),
    optional=True,
)


def setting(name: str) -> str:
    """A formula part that looks up a setting."""
    return f'INDEX(Settings[Value],MATCH("{name}",Settings[Setting],0))'


def set_to(seen: Seen, name: str) -> Cell:
    """What stands beside a setting's name; None is blank, #N/A is no such row."""
    rows = seen.tables["Settings"]
    values = rows.loc[rows["setting"] == name, "value"].tolist()
    return values[0] if values else CellError("#N/A")


def plan_name(seen: Seen) -> Cell:
    """What the plan is called; a formula shows a blank cell as 0."""
    return set_to(seen, "Plan name") or 0.0


def first_month(seen: Seen) -> Cell:
    """The period's first month: as it is set, or else the one after the history."""
    start = set_to(seen, "Period start")
    if start not in (None, ""):
        return start
    months = seen.tables["History"]["month"]
    return month_start(months.max() + 1) if months.notna().any() else start


def last_month(seen: Seen) -> Cell:
    """The period's last month."""
    first, months = seen.cells[FIRST_MONTH], set_to(seen, "Months")
    if not isinstance(months, int | float):
        return CellError("#VALUE!")
    try:
        day = first if isinstance(first, dt.date) else parse_date(str(first))
    except ValueError:
        return CellError("#VALUE!")
    return month_start(month_number(day) + int(months) - 1)


def goal(seen: Seen) -> Cell:
    """The company goal, if there is one."""
    value = set_to(seen, "Company goal")
    return "not set" if value in (None, "") else value


def tile(
    column: str,
    label: str,
    formula: str,
    look: str,
    python: Callable[[Seen], Cell],
    formerly: str = "",
) -> tuple[Label, Label]:
    """A tile: a small label over a large value."""
    value = Computed(f"{column}7", formula, look, python=python, formerly=formerly)
    return Label(f"{column}6", label, "tile label"), value


FIRST_MONTH = "C7"
START, GOAL = setting("Period start"), setting("Company goal")
TILES = (
    *tile("B", "Plan", f"={setting('Plan name')}", "tile text", plan_name),
    *tile(
        "C",
        "First month",
        f'=IF({START}="",EDATE(MAX(History[Month]),1),{START})',
        "tile month",
        first_month,
        formerly=f"={START}",
    ),
    *tile(
        "D",
        "Last month",
        f"=EDATE({FIRST_MONTH},{setting('Months')}-1)",
        "tile month",
        last_month,
        formerly=f"=EDATE({START},{setting('Months')}-1)",
    ),
    *tile("E", "Company goal", f'=IF({GOAL}="","not set",{GOAL})', "tile money", goal),
    *tile(
        "F",
        "Suggested",
        '=SUMIF(Team[Suggested],">0")',
        "tile money",
        lambda seen: float(seen.tables["Team"]["suggested"].clip(lower=0).sum()),
    ),
    *tile(
        "G",
        "Agreed so far",
        "=SUM(Team[Agreed])",
        "tile money",
        lambda seen: float(seen.tables["Team"]["agreed"].sum()),
    ),
)

DONE, NEXT, LATER = "✓ done", "● next", "– later"


@dataclass(frozen=True)
class Condition:
    """What must be true for a step to be done, or to be next: as a formula and in Python."""

    formula: str
    python: Callable[[Seen], bool]

    def status(self, ready: "Condition") -> tuple[str, Callable[[Seen], Cell]]:
        """Done, next or later, where this means that the step is done."""
        formula = f'=IF({self.formula},"{DONE}",IF({ready.formula},"{NEXT}","{LATER}"))'
        return formula, lambda s: DONE if self.python(s) else NEXT if ready.python(s) else LATER


def numbers_in(seen: Seen, table: str, header: str) -> int:
    """How many cells of a column hold a number."""
    return int(np.isfinite(seen.tables[table][column_name(header)].to_numpy(np.float64)).sum())


def any_number(table: str, header: str) -> Condition:
    """Whether a column has a number."""
    return Condition(
        f"COUNT({table}[{header}])>0", lambda seen: numbers_in(seen, table, header) > 0
    )


def all_agreed(seen: Seen) -> bool:
    """Whether every suggested goal was agreed."""
    counts = [numbers_in(seen, "Team", header) for header in ("Agreed", "Suggested")]
    return counts[1] > 0 and counts[0] == counts[1]


ALWAYS = Condition("TRUE", lambda _: True)
HAS_HISTORY = any_number("History", "Revenue")
HAS_TARGETS = any_number("Team", "Suggested")
SETTLED = Condition(
    f"AND({HAS_TARGETS.formula},COUNT(Team[Agreed])=COUNT(Team[Suggested]))", all_agreed
)
LOOKED_BACK = Condition(
    "COUNTA(Review[Reason])>0",
    lambda seen: bool((seen.tables["Review"]["reason"].fillna("") != "").any()),
)

STEPS = (
    (
        "1 Bring in history",
        "Paste or import what each rep did, and last year's targets.",
        "History",
        HAS_HISTORY.status(ALWAYS),
    ),
    (
        "2 Look back",
        "Read who beat or missed the goal, and type why.",
        "Review",
        LOOKED_BACK.status(HAS_HISTORY),
    ),
    (
        "3 Look ahead",
        "Write what you expect: market, prices, competitors, people leaving.",
        "Assumptions",
        any_number("Assumptions", "Next period").status(HAS_HISTORY),
    ),
    (
        "4 Get suggestions",
        "Regenerate, then read each goal and its steps.",
        "Targets",
        HAS_TARGETS.status(HAS_HISTORY),
    ),
    (
        "5 Agree with each rep",
        "Bring the goal and its reasons, listen, settle, and note what you agreed.",
        "Team",
        SETTLED.status(HAS_TARGETS),
    ),
    (
        "6 Set your own goals",
        "Coaching time per rep, days in the field, trade shows, reading.",
        "My goals",
        any_number("MyGoals", "Planned").status(HAS_TARGETS),
    ),
    (
        "7 Follow the period",
        "Import new months, press Track, and see who needs you.",
        "Tracking",
        any_number("Tracking", "Actual").status(SETTLED),
    ),
)


def step_labels() -> tuple[Label, ...]:
    """The seven steps, a row each: step, what to do, status, link."""
    labels: list[Label] = []
    for row, (step, todo, sheet, (formula, python)) in enumerate(STEPS, 11):
        labels += [
            Label(f"B{row}", step, "step"),
            Label(f"C{row}", todo, "todo"),
            Label(f"D{row}", "", "todo"),
            Label(f"E{row}", "", "todo"),
            Computed(f"F{row}", formula, "status", python=python),
            Label(f"G{row}", sheet, "row link", link=sheet),
        ]
    return tuple(labels)


SHEET = Sheet(
    "Start",
    "Goals that a rep can check and accept, in seven steps.",
    Group.RESULT,
    TABLE,
    labels=(
        *TILES,
        Label("B10", "Step", "head"),
        Label("C10", "What to do", "head"),
        Label("D10", "", "head"),
        Label("E10", "", "head"),
        Label("F10", "Status", "head"),
        Label("G10", "Open", "head"),
        *step_labels(),
        Label("B20", "What changed when the goals were last regenerated", "section"),
    ),
    header_row=21,
    widths={"B": 24, "C": 20, "D": 20, "E": 20, "F": 20, "G": 20},
)
