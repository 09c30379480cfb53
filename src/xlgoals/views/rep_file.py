"""A rep's file: their goals, room to answer, a place to try things out, and how it works.

It is the negotiation sheet of the plan, seen from the other side of the table: the same cells in
the same places, without what is the manager's alone.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from xlgoals.domain.metrics import (
    CLOSE_RATE,
    IN_PROCESS,
    PRESENTATIONS,
    REVENUE,
    SALES,
    Metric,
)
from xlgoals.tables.addresses import column_letters, place_of
from xlgoals.tables.computed import Computed
from xlgoals.tables.language import Cell, Column, Group, Kind, Label, Seen, Sheet
from xlgoals.tables.rep_sheet_layout import HEADER_ROW, LAYOUT_AT, Layout
from xlgoals.views import rep_sheet as plan_sheet
from xlgoals.views.rep_sheet_goals import AT, HIDDEN, WIDTHS, chance_at, chance_of, number, shown

GOALS, WHAT_IF, HOW_TO = "Your goals", "What if", "How to answer"
STAMP = "A1"
"""The cell, shown empty, that says which plan and round the file came from."""
HEADERS = {
    "goal": "Goal",
    "proposed": "Proposed to you",
    "why": "Why",
    "counter": "Your number",
    "details": "What you build it on",
    "agreed": "Agreed",
    "chance_proposed": "Chance of it",
    "chance_counter": "Chance of yours",
}
"""Headers that the rep sees instead of the plan's."""
ANSWERS = ("counter", "details")
"""What the rep types."""
FOUND_BY = {name: HEADERS[name] for name in ("goal", "proposed", "why", *ANSWERS)}
"""Columns that are read again when the file comes back, by header, wherever they are by then."""
LEFT_OUT = ("chance_agreed", "gap", "compromise", "because")
HINTS = {
    "counter": "Your own number, where you see it differently. Fine with it? Type the same number.",
    "details": "What makes you think so: customers, projects, time, anything that counts.",
}
PURPOSE = (
    "What is proposed to you, and why. Where you see it differently, type your number in yellow, "
    "and say what you build it on."
)
THEN = "Save the file and send it back. Nothing else is read from it, and nothing gets lost."
FILE_WIDTHS = {
    **WIDTHS,
    "D": 10,
    "F": 13,
    "G": 30,
    "H": 13,
    "I": 36,
    "K": 12,
    "L": 11,
    **dict.fromkeys("MNOP", 2),
    "Q": 15,
}
SAID = {
    plan_sheet.TOO_LITTLE: "! less than it takes",
    plan_sheet.TOO_MUCH: "! more than it takes",
}
"""What the rep reads where goals do not fit each other, instead of advice to the manager."""
EXPLAINED = {
    "B": "What each month brought",
    "I": "Why this is suggested to you",
}


NAMES = {letters: name for name, letters in AT.items()}
"""What the columns of the goals hold, by their letters."""


def _kept(label: Label, layout: Layout) -> bool:
    """Whether a cell of the plan's sheet is in the rep's file as well."""
    row, column = place_of(label.at)
    if row >= layout.signed - 1 or row == 4 or label.at in (plan_sheet.MARK, LAYOUT_AT):
        return False
    goals = HEADER_ROW <= row <= layout.bottom
    return not (goals and NAMES.get(column_letters(column)) in LEFT_OUT)


def _turned(label: Label, layout: Layout) -> Label:
    """A cell of the plan's sheet as the rep sees it."""
    row, column = place_of(label.at)
    letters = column_letters(column)
    name = NAMES.get(letters, "")
    if label.text == "The team so far":
        return replace(label, text="", look="tile top")
    if label.at == plan_sheet.TEAM:
        return Label(label.at, "", "tile line")
    if row == HEADER_ROW:
        return replace(label, text=HEADERS.get(name, label.text))
    if isinstance(label, Computed) and row in plan_sheet.checks(layout).values():
        return _said_to_the_rep(label)
    if row == layout.evidence:
        return replace(label, text=EXPLAINED.get(letters, label.text))
    if row in layout.rows and label.typed is not None:
        if name not in ANSWERS:
            return replace(label, look=label.look.replace("input", "written"), typed=None)
        return replace(label, typed=replace(label.typed, header=HEADERS[name], hint=HINTS[name]))
    return label


def _said_to_the_rep(label: Computed) -> Computed:
    """Whether goals fit each other, in the words that the rep reads."""
    text, python = label.text, label.python
    for manager, rep in SAID.items():
        text = text.replace(manager, rep)

    def told(seen: Seen) -> Cell:
        value = python(seen)
        return SAID.get(value, value) if isinstance(value, str) else value

    return replace(label, text=text, python=told)


@cache
def goals_sheet(layout: Layout) -> Sheet:
    """The goals of a rep, with the rows of a layout."""
    whole = plan_sheet.sheet_of(layout)
    return Sheet(
        GOALS,
        PURPOSE,
        Group.NEGOTIATION,
        labels=(
            Label(STAMP, "", "mark"),
            Label("B4", THEN, "purpose"),
            Label("L4", "Try things out →", "link", link=WHAT_IF),
            *(_turned(label, layout) for label in whole.labels if _kept(label, layout)),
        ),
        charts=tuple(replace(chart, size=(760, 330)) for chart in whole.charts),
        portrait=True,
        header_row=HEADER_ROW,
        widths=FILE_WIDTHS,
        heights=whole.heights,
        hidden=(*HIDDEN, "M", "N", "O", "P"),
    )


# ── What if ────────────────────────────────────────────────────────────────────────────────────

TRIED, PIPELINE, WANTED = 7, 16, 24
"""Header rows of the three questions."""
CHANCE = "Chance of that revenue"
RESULTS = (REVENUE.name, CHANCE)
PROPOSED_TO_YOU = "Proposed to you"


@dataclass(frozen=True)
class Worked:
    """A formula and its twin; none where the rep types."""

    formula: str = ""
    python: Callable[[Seen], Cell] = lambda _: None


def goal_cell(field: str, row: int) -> str:
    """A cell of the goals, as the formulas of the other sheet say it."""
    return f"'{GOALS}'!${AT[field]}${row}"


def _number(seen: Seen, at: str) -> float:
    """The number in a cell of either sheet; NaN where it holds none."""
    return number(seen.cells.get(at))


def _product(*cells: str) -> Worked:
    """Cells multiplied, where all of them are known."""
    return Worked(
        f'=IF(COUNT({",".join(cells)})={len(cells)},{"*".join(cells)},"")',
        lambda seen: shown(math.prod(_number(seen, at) for at in cells)),
    )


def _ratio(above: str, below: str) -> Worked:
    """One cell over another, where both are known and the other is more than nothing."""

    def python(seen: Seen) -> Cell:
        top, bottom = _number(seen, above), _number(seen, below)
        return shown(top / bottom) if bottom > 0 else ""

    formula = f'=IF(COUNT({above},{below})=2,IF({below}>0,{above}/{below},""),"")'
    return Worked(formula, python)


def _header(row: int) -> list[Label]:
    """The header of one question."""
    texts = {"B": "In the period", "C": PROPOSED_TO_YOU, "D": "What if", "E": ""}
    return [
        Label(f"{letters}{row}", text, "header text" if letters in "BE" else "header right")
        for letters, text in texts.items()
    ]


TYPED = Worked()
"""Where the rep types."""


def _line(row: int, name: str, unit: str, worked: tuple[Worked, Worked], note: str) -> list[Label]:
    """One row: what it is, as proposed, the rep's own, and what it means."""
    labels = [Label(f"B{row}", name, "goal"), Label(f"E{row}", note, "aside")]
    result = "result" if name in RESULTS and worked[1] is not TYPED else "formula"
    for letters, each in zip("CD", worked, strict=True):
        at = f"{letters}{row}"
        if each is TYPED:
            limit = Kind.FRACTION if unit == "share" else Kind.MONEY
            hint = "Try another number. This is not an answer: it stays in your file."
            high = 1.0 if unit == "share" else None
            typed = Column(name, limit, hint, low=0, high=high)
            labels.append(Label(at, "", f"input {unit}", typed=typed))
        else:
            look = f"{result} {unit}"
            labels.append(Computed(at, each.formula, look, python=each.python))
    return labels


@dataclass(frozen=True)
class WhatIf:
    """What the rep tries out, over the goals of a layout."""

    layout: Layout

    def goal(self, field: str, metric: Metric) -> str:
        """The cell of a goal, on the other sheet."""
        return goal_cell(field, self.layout.row(metric))

    def chance(self, cell: str) -> Worked:
        """The chance of a revenue, from the range that history supports."""
        low, middle, high = span = (
            self.goal("low", REVENUE),
            self.goal("middle", REVENUE),
            self.goal("high", REVENUE),
        )
        return Worked(
            chance_of(cell, span, f"{low},{middle},{high}"),
            lambda seen: shown(chance_at(*(_number(seen, at) for at in (cell, *span)))),
        )

    def starts(self) -> dict[int, Worked]:
        """What is proposed, in the rows in which the rep begins there and types."""
        proposed = {
            metric: self.goal("proposed", metric)
            for metric in (REVENUE, SALES, PRESENTATIONS, CLOSE_RATE, IN_PROCESS)
        }
        return {
            TRIED + 1: _product(proposed[PRESENTATIONS]),
            TRIED + 2: _product(proposed[CLOSE_RATE]),
            TRIED + 3: _ratio(proposed[REVENUE], proposed[SALES]),
            PIPELINE + 1: _product(proposed[IN_PROCESS]),
            PIPELINE + 2: _ratio(self.goal("suggested", SALES), self.goal("suggested", IN_PROCESS)),
            WANTED + 1: _product(proposed[REVENUE]),
        }

    def labels(self) -> list[Label]:
        """The three questions."""
        begin = {row: (worked, TYPED) for row, worked in self.starts().items()}

        def both(make: Callable[[str], Worked]) -> tuple[Worked, Worked]:
            return make("C"), make("D")

        def product(*rows: int) -> tuple[Worked, Worked]:
            return both(lambda at: _product(*(f"{at}{row}" for row in rows)))

        def ratio(above: int, below: int) -> tuple[Worked, Worked]:
            return both(lambda at: _ratio(f"{at}{above}", f"{at}{below}"))

        def chance(row: int) -> tuple[Worked, Worked]:
            return both(lambda at: self.chance(f"{at}{row}"))

        tried, pipe, want = TRIED + 1, PIPELINE + 1, WANTED + 1
        rate, average = tried + 1, tried + 2
        return [
            Label(f"B{TRIED - 1}", "If I do this, what does it bring?", "section"),
            *_header(TRIED),
            *_line(tried, PRESENTATIONS.name, "count", begin[tried],
                   "← type here: how many you will make"),
            *_line(rate, CLOSE_RATE.name, "share", begin[rate],
                   "← sales out of a hundred presentations"),
            *_line(average, "Average sale", "money", begin[average], "← revenue of one sale"),
            *_line(tried + 3, SALES.name, "tenths", product(tried, rate),
                   "presentations × close rate"),
            *_line(tried + 4, REVENUE.name, "money", product(tried + 3, average),
                   "sales × average sale"),
            *_line(tried + 5, CHANCE, "chance", chance(tried + 4),
                   "from your own history and what is expected"),
            Label(f"B{PIPELINE - 1}", "If I keep so many proposals open, what comes of it?",
                  "section"),
            *_header(PIPELINE),
            *_line(pipe, f"{IN_PROCESS.name}, on average", "tenths", begin[pipe],
                   "← type here: open at the same time"),
            *_line(pipe + 1, "Sales that each place brings", "tenths", begin[pipe + 1],
                   "← more when proposals are decided faster, or won more often"),
            *_line(pipe + 2, SALES.name, "tenths", product(pipe, pipe + 1),
                   "proposals in process × sales that each brings"),
            *_line(pipe + 3, REVENUE.name, "money", product(pipe + 2, average),
                   "sales × average sale, as above"),
            *_line(pipe + 4, CHANCE, "chance", chance(pipe + 3), ""),
            Label(f"B{WANTED - 1}", "If this is what I want to bring, what does it take?",
                  "section"),
            *_header(WANTED),
            *_line(want, REVENUE.name, "money", begin[want], "← type here"),
            *_line(want + 1, SALES.name, "tenths", ratio(want, average),
                   "revenue ÷ average sale, as above"),
            *_line(want + 2, PRESENTATIONS.name, "tenths", ratio(want + 1, rate),
                   "sales ÷ close rate, as above"),
            *_line(want + 3, CHANCE, "chance", chance(want), ""),
        ]  # fmt: skip


def seen_from_what_if(goals: Mapping[str, Cell]) -> dict[str, Cell]:
    """The cells of the goals, by the address under which the other sheet's formulas see them."""
    places = {at: place_of(at) for at in goals}
    return {
        f"'{GOALS}'!${column_letters(column)}${row}": goals[at]
        for at, (row, column) in places.items()
    }


@cache
def what_if_sheet(layout: Layout) -> Sheet:
    """What the rep tries out, beside goals with the rows of a layout."""
    return Sheet(
        WHAT_IF,
        "Type into the yellow cells and see at once. This is for you alone: it is no answer, and "
        "nobody reads it.",
        Group.OWN,
        labels=(Label("B4", "← Your goals", "link", link=GOALS), *WhatIf(layout).labels()),
        portrait=True,
        header_row=4,
        widths={"B": 34, "C": 17, "D": 17, "E": 58},
        heights=dict.fromkeys(range(6, WANTED + 5), 21),
    )


STEPS = (
    (
        "Read",
        "Each row is one goal: last year, what is proposed to you, and your manager's reason.",
    ),
    ("Answer", "Type your number in the yellow cell. If you are fine with it, type the same one."),
    ("Say why", "Beside it, write what you build it on. It is what your manager reads first."),
    ("Try", "Sheet “What if” shows what more presentations or a better close rate would bring."),
    ("Send back", "Save, and send the file back as it is. A new name for it does not matter."),
)
ASKED = (
    (
        "What is a chance of 60 %?",
        "Of ten goals shown with 60 %, about six are reached. It comes from what you sold so far.",
    ),
    (
        "Must I answer every row?",
        "No. A row that you leave blank is one you have said nothing about yet.",
    ),
    (
        "Can I change my mind?",
        "Yes. Change the file, save, and send it again: the last one counts, the first is kept.",
    ),
    (
        "Who sees this?",
        "You and your manager. The file holds your goals only, and nobody else's.",
    ),
    (
        "Which program do I need?",
        "Any spreadsheet: Excel, LibreOffice, Numbers or Google Sheets saved as .xlsx, or a phone.",
    ),
)


def _told() -> list[Label]:
    """The steps, and what is asked most."""
    labels = [Label("B6", "In five steps", "section")]
    for row, (step, text) in enumerate(STEPS, 7):
        labels += [Label(f"B{row}", f"{row - 6}. {step}", "step"), Label(f"C{row}", text, "todo")]
    first = 7 + len(STEPS) + 1
    labels.append(Label(f"B{first}", "Good to know", "section"))
    for row, (question, text) in enumerate(ASKED, first + 1):
        labels += [Label(f"B{row}", question, "step"), Label(f"C{row}", text, "todo")]
    return labels


HOW_TO_SHEET = Sheet(
    HOW_TO,
    "Goals are agreed, not handed down. This is how your part of it goes.",
    Group.OWN,
    labels=(Label("B4", "← Your goals", "link", link=GOALS), *_told()),
    portrait=True,
    header_row=4,
    widths={"B": 30, "C": 96},
    heights=dict.fromkeys(range(6, 7 + len(STEPS) + len(ASKED) + 2), 21),
)
