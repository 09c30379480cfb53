"""Start: where the plan stands, what to do next, and what the last regenerate changed."""

from xlgoals.tables.language import Column, Group, Kind, Label, Role, Sheet, Table

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
            width=20,
        ),
    ),
    key=("Goal",),
    optional=True,
)


def setting(name: str) -> str:
    """A formula part that looks up a setting."""
    return f'INDEX(Settings[Value],MATCH("{name}",Settings[Setting],0))'


def tile(column: str, label: str, name: str, formula: str, look: str) -> tuple[Label, Label]:
    """A tile: a small label over a large value."""
    return (
        Label(f"{column}6", label, "tile label"),
        Label(f"{column}7", formula, look, name=name),
    )


TILES = (
    *tile("B", "Plan", "plan", f"={setting('Plan name')}", "tile text"),
    *tile("C", "First month", "first", f"={setting('Period start')}", "tile month"),
    *tile(
        "D",
        "Last month",
        "last",
        f"=EDATE({setting('Period start')},{setting('Months')}-1)",
        "tile month",
    ),
    *tile(
        "E",
        "Company goal",
        "goal",
        f'=IF({setting("Company goal")}="","not set",{setting("Company goal")})',
        "tile money",
    ),
    *tile("F", "Suggested", "suggested", '=SUMIF(Team[Suggested],">0")', "tile money"),
    *tile("G", "Agreed so far", "agreed", "=SUM(Team[Agreed])", "tile money"),
)

DONE, NEXT, LATER = "✓ done", "● next", "– later"


def status(done: str, ready: str) -> str:
    """A status formula: done, next, or later."""
    return f'=IF({done},"{DONE}",IF({ready},"{NEXT}","{LATER}"))'


HAS_HISTORY = "COUNT(History[Revenue])>0"
HAS_TARGETS = "COUNT(Team[Suggested])>0"

STEPS = (
    (
        "1 Bring in history",
        "Paste or import what each rep did, and last year's targets.",
        "History",
        status(HAS_HISTORY, "TRUE"),
    ),
    (
        "2 Look back",
        "Read who beat or missed the goal, and type why.",
        "Review",
        status("COUNTA(Review[Reason])>0", HAS_HISTORY),
    ),
    (
        "3 Look ahead",
        "Write what you expect: market, prices, competitors, people leaving.",
        "Assumptions",
        status("COUNT(Assumptions[Next period])>0", HAS_HISTORY),
    ),
    (
        "4 Get suggestions",
        "Regenerate, then read each goal and its steps.",
        "Targets",
        status(HAS_TARGETS, HAS_HISTORY),
    ),
    (
        "5 Agree with each rep",
        "Bring the goal and its reasons, listen, settle, and note what you agreed.",
        "Team",
        status(f"AND({HAS_TARGETS},COUNT(Team[Agreed])=COUNT(Team[Suggested]))", HAS_TARGETS),
    ),
    (
        "6 Set your own goals",
        "Coaching time per rep, days in the field, trade shows, reading.",
        "My goals",
        status("COUNT(MyGoals[Planned])>0", HAS_TARGETS),
    ),
    (
        "7 Follow the period",
        "Import new months, press Track, and see who needs you.",
        "Tracking",
        status(
            "COUNT(Tracking[Actual])>0",
            f"AND({HAS_TARGETS},COUNT(Team[Agreed])=COUNT(Team[Suggested]))",
        ),
    ),
)


def step_labels() -> tuple[Label, ...]:
    """The seven steps, a row each: step, what to do, status, link."""
    labels: list[Label] = []
    for number, (step, todo, sheet, formula) in enumerate(STEPS):
        row = 11 + number
        labels += [
            Label(f"B{row}", step, "step"),
            Label(f"C{row}", todo, "todo"),
            Label(f"D{row}", "", "todo"),
            Label(f"E{row}", "", "todo"),
            Label(f"F{row}", formula, "status", name=f"step{number + 1}"),
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
