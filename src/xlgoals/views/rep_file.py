"""A rep's file: their goals, room to answer, a place to try things out, and how it works.

It is the negotiation sheet of the plan, seen from the other side of the table: the same cells in
the same places, without what is the manager's alone.
"""

from dataclasses import replace

from xlgoals.tables.language import Column, Group, Kind, Label, Sheet
from xlgoals.views import rep_sheet as plan_sheet
from xlgoals.views.rep_sheet_goals import AT, BOTTOM, HEADER_ROW, HIDDEN, SLOTS, chance_of

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
WIDTHS = {
    **plan_sheet.SHEET.widths,
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


def _kept(label: Label) -> bool:
    """Whether a cell of the plan's sheet is in the rep's file as well."""
    letters, row = _split(label.at)
    if row > plan_sheet.SIGNED - 1 or row == 4:
        return False
    if HEADER_ROW <= row <= BOTTOM and letters in {AT[name] for name in LEFT_OUT}:
        return False
    return label.at != plan_sheet.MARK


def _split(address: str) -> tuple[str, int]:
    """Letters and row of a cell."""
    letters = address.rstrip("0123456789")
    return letters, int(address[len(letters) :])


def _turned(label: Label) -> Label:
    """A cell as the rep sees it: what only the manager types is written, what they type is open."""
    letters, row = _split(label.at)
    name = {letters: name for name, letters in AT.items()}.get(letters, "")
    if label.text == "The team so far":
        return replace(label, text="", look="tile top")
    if label.at == plan_sheet.TEAM:
        return Label(label.at, "", "tile line")
    if row == HEADER_ROW:
        return replace(label, text=HEADERS.get(name, label.text))
    if row in plan_sheet.CHECKS:
        text = label.text
        for theirs, own in SAID.items():
            text = text.replace(theirs, own)
        return replace(label, text=text)
    if row == plan_sheet.EVIDENCE:
        return replace(label, text=EXPLAINED.get(letters, label.text))
    if HEADER_ROW < row <= BOTTOM and label.typed is not None:
        if name not in ANSWERS:
            return replace(label, look=label.look.replace("input", "written"), typed=None)
        return replace(label, typed=replace(label.typed, header=HEADERS[name], hint=HINTS[name]))
    return label


GOALS_SHEET = Sheet(
    GOALS,
    PURPOSE,
    Group.NEGOTIATION,
    labels=(
        Label(STAMP, "", "mark"),
        Label("B4", THEN, "purpose"),
        Label("L4", "Try things out →", "link", link=WHAT_IF),
        *(_turned(label) for label in plan_sheet.SHEET.labels if _kept(label)),
    ),
    charts=(replace(plan_sheet.HISTORY, size=(760, 330)),),
    portrait=True,
    header_row=HEADER_ROW,
    widths=WIDTHS,
    heights=plan_sheet.SHEET.heights,
    hidden=(*HIDDEN, "M", "N", "O", "P"),
)

# ── What if ────────────────────────────────────────────────────────────────────────────────────

TRIED, PIPELINE, WANTED = 7, 16, 24
"""Header rows of the three questions."""
RESULTS = ("Revenue", "Chance of that revenue")
REVENUE, SALES, PRESENTATIONS, RATE, IN_PROCESS = (
    HEADER_ROW + 1 + SLOTS.index(name)
    for name in ("Revenue", "Sales", "Presentations", "Close rate", "Proposals in process")
)


def _goal(field: str, row: int) -> str:
    """A cell of the goals, as a formula says it."""
    return f"'{GOALS}'!${AT[field]}${row}"


def _chance_of(cell: str) -> str:
    """The chance of a revenue, from the range that history supports."""
    low, middle, high = (_goal(name, REVENUE) for name in ("low", "middle", "high"))
    return chance_of(cell, (low, middle, high), f"{low},{middle},{high}")


def _product(*cells: str) -> str:
    """Cells multiplied, where all of them are known."""
    return f'=IF(COUNT({",".join(cells)})={len(cells)},{"*".join(cells)},"")'


def _header(row: int, *texts: str) -> list[Label]:
    """The header of one question."""
    return [
        Label(f"{letters}{row}", text, "header text" if letters in "BE" else "header right")
        for letters, text in zip("BCDE", texts, strict=True)
    ]


def _line(row: int, name: str, unit: str, proposed: str, own: str, note: str = "") -> list[Label]:
    """One row: what it is, as proposed, the rep's own, and what it means.

    ``own`` is a formula; empty where the rep types.
    """
    typed = None
    if not own:
        limit = Kind.FRACTION if unit == "share" else Kind.MONEY
        high = 1.0 if unit == "share" else None
        hint = "Try another number. This is not an answer: it stays in your file."
        typed = Column(name, limit, hint, low=0, high=high)
    shown = "result" if name in RESULTS and own else "formula"
    given = f"{shown} {unit}" if own else f"input {unit}"
    return [
        Label(f"B{row}", name, "goal"),
        Label(f"C{row}", proposed, f"{shown} {unit}", name=f"C{row}"),
        Label(f"D{row}", own, given, name=f"D{row}" if own else "", typed=typed),
        Label(f"E{row}", note, "aside"),
    ]


def _tried() -> list[Label]:
    """What activities bring."""
    at = TRIED + 1
    column = "Proposed to you"
    money = f"{_goal('proposed', REVENUE)}/{_goal('proposed', SALES)}"
    known = f"COUNT({_goal('proposed', REVENUE)},{_goal('proposed', SALES)})=2"
    average = f'=IF({known},IF({_goal("proposed", SALES)}>0,{money},""),"")'
    return [
        Label(f"B{TRIED - 1}", "If I do this, what does it bring?", "section"),
        *_header(TRIED, "In the period", column, "What if", ""),
        *_line(at, "Presentations", "count", _shown("proposed", PRESENTATIONS), "",
               "← type here: how many you will make"),
        *_line(at + 1, "Close rate", "share", _shown("proposed", RATE), "",
               "← sales out of a hundred presentations"),
        *_line(at + 2, "Average sale", "money", average, "", "← revenue of one sale"),
        *_line(at + 3, "Sales", "tenths", _product(f"C{at}", f"C{at + 1}"),
               _product(f"D{at}", f"D{at + 1}"), "presentations × close rate"),
        *_line(at + 4, "Revenue", "money", _product(f"C{at + 3}", f"C{at + 2}"),
               _product(f"D{at + 3}", f"D{at + 2}"), "sales × average sale"),
        *_line(at + 5, "Chance of that revenue", "chance", _chance_of(f"C{at + 4}"),
               _chance_of(f"D{at + 4}"), "from your own history and what is expected"),
    ]  # fmt: skip


def _pipeline() -> list[Label]:
    """What proposals in process bring."""
    at, average = PIPELINE + 1, TRIED + 3
    sales, process = _goal("suggested", SALES), _goal("suggested", IN_PROCESS)
    each = f'=IF(COUNT({sales},{process})=2,IF({process}>0,{sales}/{process},""),"")'
    return [
        Label(f"B{PIPELINE - 1}", "If I keep so many proposals open, what comes of it?", "section"),
        *_header(PIPELINE, "In the period", "Proposed to you", "What if", ""),
        *_line(at, "Proposals in process, on average", "tenths", _shown("proposed", IN_PROCESS), "",
               "← type here: open at the same time"),
        *_line(at + 1, "Sales that each place brings", "tenths", each, "",
               "← more when proposals are decided faster, or won more often"),
        *_line(at + 2, "Sales", "tenths", _product(f"C{at}", f"C{at + 1}"),
               _product(f"D{at}", f"D{at + 1}"), "proposals in process × sales that each brings"),
        *_line(at + 3, "Revenue", "money", _product(f"C{at + 2}", f"C{average}"),
               _product(f"D{at + 2}", f"D{average}"), "sales × average sale, as above"),
        *_line(at + 4, "Chance of that revenue", "chance", _chance_of(f"C{at + 3}"),
               _chance_of(f"D{at + 3}"), ""),
    ]  # fmt: skip


def _wanted() -> list[Label]:
    """What a revenue takes."""
    at, rate, average = WANTED + 1, TRIED + 2, TRIED + 3
    takes = {
        letters: f"=IF(COUNT({letters}{at},{letters}{average})=2,"
        f'IF({letters}{average}>0,{letters}{at}/{letters}{average},""),"")'
        for letters in "CD"
    }
    tries = {
        letters: f"=IF(COUNT({letters}{at + 1},{letters}{rate})=2,"
        f'IF({letters}{rate}>0,{letters}{at + 1}/{letters}{rate},""),"")'
        for letters in "CD"
    }
    return [
        Label(f"B{WANTED - 1}", "If this is what I want to bring, what does it take?", "section"),
        *_header(WANTED, "In the period", "Proposed to you", "What if", ""),
        *_line(at, "Revenue", "money", _shown("proposed", REVENUE), "", "← type here"),
        *_line(at + 1, "Sales", "tenths", takes["C"], takes["D"],
               "revenue ÷ average sale, as above"),
        *_line(at + 2, "Presentations", "tenths", tries["C"], tries["D"],
               "sales ÷ close rate, as above"),
        *_line(at + 3, "Chance of that revenue", "chance", _chance_of(f"C{at}"),
               _chance_of(f"D{at}"), ""),
    ]  # fmt: skip


def _shown(field: str, row: int) -> str:
    """A goal's number, blank where there is none."""
    cell = _goal(field, row)
    return f'=IF(COUNT({cell})=1,{cell},"")'


WHAT_IF_SHEET = Sheet(
    WHAT_IF,
    "Type into the yellow cells and see at once. This is for you alone: it is no answer, and "
    "nobody reads it.",
    Group.OWN,
    labels=(
        Label("B4", "← Your goals", "link", link=GOALS),
        *_tried(),
        *_pipeline(),
        *_wanted(),
    ),
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
