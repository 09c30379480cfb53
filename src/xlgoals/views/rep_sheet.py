"""Negotiation: one rep's goals, filled in turn by both sides; each rep's sheet is a copy of it.

Every goal has a row of its own: those that a rep does not have are hidden. So the formulas of the
sheet, and all that stands below, keep their places.
"""

from xlgoals.tables.language import Chart, Group, Label, Series, Sheet, Shown
from xlgoals.views.rep_sheet_goals import BOTTOM, HEADER_ROW, WIDTHS, goal_labels
from xlgoals.views.rep_sheet_goals import HIDDEN as HIDDEN_COLUMNS

PREFIX = "N · "
"""How the names of the reps' sheets begin."""
MARK = "A1"
"""The cell, shown empty, that says whose sheet it is."""
MARK_BEGINS = "negotiation:"
TITLE = "B2"
REP, TERRITORY, PERIOD, TURN, ROUND, TEAM = "B7", "C7", "E7", "G7", "H7", "J7"
"""What stands over the goals."""
TILES = {
    "Rep": REP,
    "Territory": TERRITORY,
    "Period": PERIOD,
    "Whose turn": TURN,
    "Round": ROUND,
    "The team so far": TEAM,
}
TEAM_SO_FAR = (
    '=COUNT(Team[Agreed])&" of "&COUNT(Team[Suggested])&" agreed, "&'
    'TEXT(IFERROR(SUM(Team[Agreed])/SUM(Team[Suggested]),0),"0%")&" of what is suggested"'
)

HOLDS = BOTTOM + 2
"""The row over the lines that say whether the goals fit each other."""
CHECKS = {
    HOLDS + 1: "Presentations × close rate, against the sales",
    HOLDS + 2: "Presentations × close rate × average sale, against the revenue",
    HOLDS + 3: "All products, against the revenue",
    HOLDS + 4: "All territories, against the revenue",
}
NOTHING, FITS = "– nothing to compare", "✓ fits"
TOO_LITTLE = "! too little: ask for more of it, or for less in all"
TOO_MUCH = "! more than the goal: ask for less of it, or for more in all"
EVIDENCE = HOLDS + 6
"""The row over history and reasons."""
MONTHS = EVIDENCE + 1
"""The first of the twelve rows from which the chart is drawn, in columns that are hidden."""
MONTH_COLUMNS = ("X", "Y", "Z", "AA")
"""Month, two years before, year before, goal."""
SENTENCES = tuple(range(EVIDENCE + 1, EVIDENCE + 17))
"""The rows of the reasons for the suggestion, beside the chart."""
LAST_YEAR = EVIDENCE + 18
REASONS = tuple(range(LAST_YEAR + 1, LAST_YEAR + 5))
SIGNED = LAST_YEAR + 6
"""The row over the signatures."""
MANAGER_NAME, MANAGER_DAY = f"C{SIGNED + 1}", f"G{SIGNED + 1}"
REP_NAME, REP_DAY = f"J{SIGNED + 1}", f"O{SIGNED + 1}"


def _tiles() -> list[Label]:
    """Whose goals these are and where they stand."""
    named = {at.replace("7", "6"): name for name, at in TILES.items()}
    labels = []
    for letters in "BCDEFGHIJKLMNOPQ":
        top, below = f"{letters}6", f"{letters}7"
        labels.append(Label(top, named.get(top, ""), "tile label" if top in named else "tile top"))
        formula = TEAM_SO_FAR if below == TEAM else ""
        style = "tile long" if top in named else "tile line"
        labels.append(Label(below, formula, style, name="team" if formula else ""))
    return labels


def _checks() -> list[Label]:
    """Whether activities, products and territories fit the revenue; worked out live."""
    first, last = HEADER_ROW + 1, BOTTOM
    revenue, sales, presentations, rate = (f"V{HEADER_ROW + number}" for number in (1, 2, 5, 6))
    tried = f"{presentations}*{rate}"
    average = f"E{first}/E{first + 1}"
    parts = {
        "product": f'SUMIF(B{first}:B{last},"Product: *",V{first}:V{last})',
        "territory": f'SUMIF(B{first}:B{last},"Territory: *",V{first}:V{last})',
    }
    known = f"COUNT({presentations},{rate})=2"
    brings = (
        f'=IF(AND({known},COUNT({sales})=1),{tried},"")',
        f'=IF(AND({known},COUNT({revenue},E{first},E{first + 1})=3),{tried}*{average},"")',
        *(f'=IF({formula}>0,{formula},"")' for formula in parts.values()),
    )
    against = (sales, revenue, revenue, revenue)
    close = (0.02, 0.02, 0.001, 0.001)
    labels = [Label(f"B{HOLDS}", "Do the goals fit each other?", "section")]
    for row, formula, wanted, near in zip(CHECKS, brings, against, close, strict=True):
        share = f'=IFERROR(IF(F{row}="","",F{row}/{wanted}),"")'
        said = (
            f'=IF(G{row}="","{NOTHING}",IF(ABS(G{row}-1)<={near},"{FITS}",'
            f'IF(G{row}<1,"{TOO_LITTLE}","{TOO_MUCH}")))'
        )
        labels += [
            Label(f"B{row}", CHECKS[row], "sentence"),
            Label(f"F{row}", formula, "formula money", name=f"F{row}"),
            Label(f"G{row}", share, "formula share", name=f"G{row}"),
            Label(f"H{row}", said, "status", name=f"H{row}"),
        ]
    return labels


def _evidence() -> list[Label]:
    """Room for the months, the reasons and what was said of last year."""
    months = [
        Label(f"{letters}{row}", "", "note")
        for row in range(MONTHS, MONTHS + 12)
        for letters in MONTH_COLUMNS
    ]
    return [
        Label(f"B{EVIDENCE}", "What each month brought", "section"),
        Label(f"I{EVIDENCE}", "Why this is suggested", "section"),
        *months,
        *(Label(f"I{row}", "", "sentence") for row in SENTENCES),
        Label(f"B{LAST_YEAR}", "Last year, and why", "section"),
        *(Label(f"B{row}", "", "sentence") for row in REASONS),
    ]


def _signatures() -> list[Label]:
    """Who signs, and when."""
    row = SIGNED + 1
    names = [
        Label(f"{letters}{row}", "", "input text")
        for letters in ("C", "D", "E", "J", "K", "L", "M")
    ]
    return [
        Label(f"B{SIGNED}", "Agreed and signed: type your name, and press Record", "section"),
        Label(f"B{row}", "Manager", "goal"),
        Label(f"I{row}", "Rep", "goal"),
        *names,
        Label(f"F{row}", "on", "sentence"),
        Label(f"N{row}", "on", "sentence"),
        Label(MANAGER_DAY, "", "written text"),
        Label(REP_DAY, "", "written text"),
    ]


def _drawn(column: int) -> str:
    """The cells of one column from which the chart is drawn."""
    return f"{MONTH_COLUMNS[column]}{MONTHS}:{MONTH_COLUMNS[column]}{MONTHS + 11}"


HISTORY = Chart(
    "xlgoals negotiation",
    "What did each month bring, and what does the goal ask?",
    _drawn(0),
    (
        Series(_drawn(1), "9AA5B1", "Two years before"),
        Series(_drawn(2), "0072B2", "Year before"),
        Series(_drawn(3), "D55E00", "Suggested", style="line"),
    ),
    at=f"B{EVIDENCE + 1}",
    size=(640, 330),
)

SHEET = Sheet(
    "Negotiation",
    "What is suggested and why, what you propose, what the rep answers, and what you both accept.",
    Group.NEGOTIATION,
    labels=(
        Label(MARK, MARK_BEGINS, "mark"),
        Label("C4", "Team", "link", link="Team"),
        Label("G4", "Typed by you", "input text"),
        Label("I4", "Written by xlgoals", "written text"),
        Label("K4", "Formula", "formula text"),
        *_tiles(),
        *goal_labels(),
        *_checks(),
        *_evidence(),
        *_signatures(),
    ),
    charts=(HISTORY,),
    shown=Shown.NEVER,
    portrait=True,
    header_row=HEADER_ROW,
    widths=WIDTHS,
    heights={
        7: 24,
        HEADER_ROW: 32,
        SIGNED + 1: 30,
        **dict.fromkeys(range(HEADER_ROW + 1, BOTTOM + 1), 36),
    },
    hidden=HIDDEN_COLUMNS,
)
