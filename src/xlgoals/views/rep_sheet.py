"""Negotiation: one rep's goals, filled in turn by both sides; each rep's sheet is a copy of it."""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import CLOSE_RATE, PRESENTATIONS, REVENUE, SALES, Metric
from xlgoals.tables.computed import Computed
from xlgoals.tables.language import Cell, CellError, Chart, Group, Label, Seen, Series, Sheet, Shown
from xlgoals.tables.rep_sheet_layout import (
    CURRENT,
    FIT_QUESTION,
    HEADER_ROW,
    LAYOUT_AT,
    Layout,
)
from xlgoals.views.rep_sheet_goals import (
    AT,
    HIDDEN,
    MONTH_COLUMNS,
    WIDTHS,
    GoalRow,
    goal_labels,
    number,
    shown,
)

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


def team_so_far(everybody: pd.DataFrame) -> str:
    """How much is agreed, as the formula on the sheets says it.

    Args:
        everybody: The Team table: agreed and suggested (money).
    """
    agreed, suggested = everybody["agreed"], everybody["suggested"]
    share = float(agreed.sum()) / suggested.sum() if suggested.sum() else 0.0
    both_known = f"{agreed.notna().sum()} of {suggested.notna().sum()} agreed"
    return f"{both_known}, {np.floor(share * 100 + 0.5):.0f}% of what is suggested"


def _tiles() -> list[Label]:
    """Whose goals these are and where they stand."""
    named = {at.replace("7", "6"): name for name, at in TILES.items()}
    labels: list[Label] = []
    for letters in "BCDEFGHIJKLMNOPQ":
        top, below = f"{letters}6", f"{letters}7"
        labels.append(Label(top, named.get(top, ""), "tile label" if top in named else "tile top"))
        if below == TEAM:
            labels.append(
                Computed(
                    TEAM,
                    TEAM_SO_FAR,
                    "tile long",
                    python=lambda seen: team_so_far(seen.tables["Team"]),
                )
            )
        else:
            labels.append(Label(below, "", "tile long" if top in named else "tile line"))
    return labels


# ── Do the goals fit each other? ───────────────────────────────────────────────────────────────

NOTHING, FITS = "– nothing to compare", "✓ fits"
TOO_LITTLE = "! too little: ask for more of it, or for less in all"
TOO_MUCH = "! more than the goal: ask for less of it, or for more in all"
ACTIVITIES, PARTS = 0.02, 0.001
"""How near goals must be to fit each other: activities and the sales that they bring; parts."""


def _cells(layout: Layout, field: str, *metrics: Metric) -> tuple[str, ...]:
    """The cells of some metrics in a column."""
    return tuple(f"{AT[field]}{layout.row(metric)}" for metric in metrics)


def _check(
    row: int, text: str, brings: tuple[str, Callable[[Seen], Cell]], against: str, near: float
) -> list[Label]:
    """A line that says whether what some goals bring fits another goal."""

    def share(seen: Seen) -> Cell:
        value, goal = number(seen.cells.get(f"F{row}")), number(seen.cells.get(against))
        return "" if math.isnan(value + goal) or goal == 0 else value / goal

    def verdict(seen: Seen) -> Cell:
        part = number(seen.cells.get(f"G{row}"))
        if math.isnan(part):
            return NOTHING
        if abs(part - 1) <= near:
            return FITS
        return TOO_LITTLE if part < 1 else TOO_MUCH

    told = (
        f'=IF(G{row}="","{NOTHING}",IF(ABS(G{row}-1)<={near},"{FITS}",'
        f'IF(G{row}<1,"{TOO_LITTLE}","{TOO_MUCH}")))'
    )
    part = f'=IFERROR(IF(F{row}="","",F{row}/{against}),"")'
    return [
        Label(f"B{row}", text, "sentence"),
        Computed(f"F{row}", brings[0], "formula money", python=brings[1]),
        Computed(f"G{row}", part, "formula share", python=share),
        Computed(f"H{row}", told, "status", python=verdict),
    ]


def checks(layout: Layout) -> dict[str, int]:
    """The lines that say whether goals fit each other, and their rows."""
    texts = (
        "Presentations × close rate, against the sales",
        "Presentations × close rate × average sale, against the revenue",
        "All products, against the revenue",
        "All territories, against the revenue",
    )
    return {text: row for row, text in enumerate(texts, layout.fit + 1)}


def _checks(layout: Layout) -> list[Label]:
    """Whether activities, products and territories fit the revenue; worked out live."""
    revenue, sales, presentations, rate = _cells(
        layout, "stands", REVENUE, SALES, PRESENTATIONS, CLOSE_RATE
    )
    last_revenue, last_sales = _cells(layout, "suggested", REVENUE, SALES)
    tried = f"{presentations}*{rate}"
    known = f"COUNT({presentations},{rate})=2"

    def sold(seen: Seen) -> Cell:
        one, each, goal = (number(seen.cells.get(at)) for at in (presentations, rate, sales))
        return "" if math.isnan(goal) else shown(one * each)

    def earned(seen: Seen) -> Cell:
        one, each, goal, money, count = (
            number(seen.cells.get(at))
            for at in (presentations, rate, revenue, last_revenue, last_sales)
        )
        if math.isnan(one + each + goal + money + count):
            return ""
        return one * each * money / count if count else CellError("#DIV/0!")

    first, second, third, fourth = checks(layout).items()
    return [
        Label(f"B{layout.fit}", FIT_QUESTION, "section"),
        *_check(first[1], first[0], (f'=IF(AND({known},COUNT({sales})=1),{tried},"")', sold),
                sales, ACTIVITIES),
        *_check(second[1], second[0],
                (f'=IF(AND({known},COUNT({revenue},{last_revenue},{last_sales})=3),'
                 f'{tried}*{last_revenue}/{last_sales},"")', earned), revenue, ACTIVITIES),
        *_check(third[1], third[0], _all_of(layout, "Product: "), revenue, PARTS),
        *_check(fourth[1], fourth[0], _all_of(layout, "Territory: "), revenue, PARTS),
    ]  # fmt: skip


def _all_of(layout: Layout, begins: str) -> tuple[str, Callable[[Seen], Cell]]:
    """All goals of a part added up; nothing where they come to nothing."""
    first, last = layout.rows[0], layout.rows[-1]
    total = f'SUMIF(B{first}:B{last},"{begins}*",V{first}:V{last})'

    def python(seen: Seen) -> Cell:
        rows = (GoalRow(seen.cells, row) for row in layout.rows)
        named = [row["stands"] for row in rows if row.text("goal").startswith(begins)]
        value = sum(one for one in named if not math.isnan(one))
        return value if value > 0 else ""

    return f'=IF({total}>0,{total},"")', python


# ── What lies beside the goals ─────────────────────────────────────────────────────────────────


def _evidence(layout: Layout) -> list[Label]:
    """Room for the months, the reasons and what was said of last year."""
    return [
        Label(f"B{layout.no_room}", "", "sentence"),
        Label(f"B{layout.evidence}", "What each month brought", "section"),
        Label(f"I{layout.evidence}", "Why this is suggested", "section"),
        *(Label(f"{at}{row}", "", "note") for row in layout.months for at in MONTH_COLUMNS),
        *(Label(f"I{row}", "", "sentence") for row in layout.sentences),
        Label(f"B{layout.last_year}", "Last year, and why", "section"),
        *(Label(f"B{row}", "", "sentence") for row in layout.reasons),
    ]


def _signatures(layout: Layout) -> list[Label]:
    """Who signs, and when."""
    row = layout.signed
    told = "Agreed and signed: type your name, and press Record"
    return [
        Label(f"B{row - 1}", told, "section"),
        Label(f"B{row}", "Manager", "goal"),
        Label(f"I{row}", "Rep", "goal"),
        *(Label(f"{letters}{row}", "", "input text") for letters in "CDEJKLM"),
        Label(f"F{row}", "on", "sentence"),
        Label(f"N{row}", "on", "sentence"),
        Label(layout.manager_day, "", "written text"),
        Label(layout.rep_day, "", "written text"),
    ]


def history_chart(layout: Layout) -> Chart:
    """What each month brought, and what the goal asks."""
    first, last = layout.months[0], layout.months[-1]
    months, older, before, goal = (f"{at}{first}:{at}{last}" for at in MONTH_COLUMNS)
    return Chart(
        "xlgoals negotiation",
        "What did each month bring, and what does the goal ask?",
        months,
        (
            Series(older, "9AA5B1", "Two years before"),
            Series(before, "0072B2", "Year before"),
            Series(goal, "D55E00", "Suggested", style="line"),
        ),
        at=f"B{layout.evidence + 1}",
        size=(640, 330),
    )


@cache
def sheet_of(layout: Layout) -> Sheet:
    """The sheet of a rep, with the rows of a layout."""
    return Sheet(
        "Negotiation",
        "What is suggested and why, what you propose, what the rep answers, and what you both "
        "accept.",
        Group.NEGOTIATION,
        labels=(
            Label(MARK, MARK_BEGINS, "mark"),
            Label(LAYOUT_AT, str(layout), "mark"),
            Label("C4", "Team", "link", link="Team"),
            Label("G4", "Typed by you", "input text"),
            Label("I4", "Written by xlgoals", "written text"),
            Label("K4", "Formula", "formula text"),
            *_tiles(),
            *goal_labels(layout),
            *_checks(layout),
            *_evidence(layout),
            *_signatures(layout),
        ),
        charts=(history_chart(layout),),
        shown=Shown.NEVER,
        portrait=True,
        header_row=HEADER_ROW,
        widths=WIDTHS,
        heights={7: 24, HEADER_ROW: 32, layout.signed: 30, **dict.fromkeys(layout.rows, 36)},
        hidden=HIDDEN,
        unit_column=AT["kind"],
    )


SHEET = sheet_of(CURRENT)
