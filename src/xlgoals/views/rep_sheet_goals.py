"""The goals of a negotiation sheet: a row for each that a rep may have, and what stands in it."""

from dataclasses import dataclass

from xlgoals.domain.metrics import DEFAULT
from xlgoals.tables.language import Column, Kind, Label

HEADER_ROW = 9
MOST_PRODUCTS, MOST_TERRITORIES = 12, 8
"""So many are talked about one by one; what is left over is one goal more."""
SLOTS = (
    *DEFAULT.names,
    *("product",) * (MOST_PRODUCTS + 1),
    *("territory",) * (MOST_TERRITORIES + 1),
)
"""What each row is for, from the first below the headers."""
BOTTOM = HEADER_ROW + len(SLOTS)
FORMAT = {
    "Revenue": "money",
    "Close rate": "share",
    "Margin": "share",
    "Proposals in process": "tenths",
}
"""How a metric is shown; the others are counts, products and territories are money."""


@dataclass(frozen=True)
class Field:
    """A column of the goals."""

    name: str
    letters: str
    header: str
    width: int
    look: str
    """Whose it is and what it holds; ``value`` stands for the unit of the row's goal."""
    formula: str = ""
    """With ``#`` for the row."""
    hint: str = ""


def chance(value: str) -> str:
    """The chance of reaching what stands in a column, from the row's range."""
    return chance_of(f"{value}#", ("S#", "T#", "U#"), "S#:U#")


def chance_of(cell: str, span: tuple[str, str, str], counted: str) -> str:
    """The chance of reaching what stands in a cell, as ``core.chance`` works it out.

    Args:
        cell: Its address.
        span: The addresses of the low, the middle and the high end of the range.
        counted: The same three as a list or an area.
    """
    low, middle, high = span
    wide = f"IF({cell}<{middle},{middle}-{low},{high}-{middle})"
    known = f'OR({cell}="",COUNT({counted})<3)'
    sharp = f"IF({cell}>{middle},0,IF({cell}<{middle},1,0.5))"
    steps = f"1.2815515655446*({cell}-{middle})/{wide}"
    return f'=IF({known},"",IF({wide}<=0,{sharp},1-NORMSDIST({steps})))'


BETWEEN = 'IF(T#="",(F#+H#)/2,INT(T#/R#+0.5)*R#)'
BECAUSE = (
    '=IF(O#="","",IF(F#=H#,"both say the same",IF(T#="","half way",'
    'IF(AND(T#>MIN(F#,H#),T#<MAX(F#,H#)),"what history supports",'
    'IF(ABS(F#-T#)<ABS(H#-T#),"yours is nearer to history","the rep\'s is nearer to history")))))'
)
STANDS = '=IF(J#<>"",J#,IF(H#<>"",H#,IF(F#<>"",F#,IF(E#<>"",E#,""))))'

FIELDS = (
    Field("goal", "B", "Goal", 22, "goal"),
    Field("last_actual", "C", "Last year", 10, "written value"),
    Field("attainment", "D", "Of last goal", 7, "written chance"),
    Field("suggested", "E", "Suggested", 10, "written value"),
    Field("proposed", "F", "Proposed", 10, "input value", hint="What you propose."),
    Field("why", "G", "Why", 22, "input text", hint="Your reason, for the rep to read."),
    Field("counter", "H", "Counter", 10, "input value", hint="What the rep answers."),
    Field("details", "I", "Details", 22, "input text", hint="What the rep builds it on."),
    Field("agreed", "J", "Agreed", 10, "input value", hint="What you both accept."),
    Field("chance_proposed", "K", "Chance of proposed", 8, "formula chance", chance("F")),
    Field("chance_counter", "L", "Chance of counter", 8, "formula chance", chance("H")),
    Field("chance_agreed", "M", "Chance of agreed", 8, "formula chance", chance("J")),
    Field("gap", "N", "Gap", 10, "formula value", '=IF(OR(F#="",H#=""),"",H#-F#)'),
    Field(
        "compromise",
        "O",
        "Compromise",
        11,
        "formula value",
        f'=IF(OR(F#="",H#=""),"",MEDIAN(F#,H#,{BETWEEN}))',
    ),
    Field("because", "P", "Since", 13, "formula text", BECAUSE),
    Field("status", "Q", "Status", 12, "slot status"),
    Field("unit", "R", "Rounded to", 9, "note"),
    Field("low", "S", "Low", 9, "note"),
    Field("middle", "T", "Middle", 9, "note"),
    Field("high", "U", "High", 9, "note"),
    Field("stands", "V", "As it stands", 9, "note", STANDS),
)
AT = {field.name: field.letters for field in FIELDS}
"""Letters of the columns by what they hold."""
TYPED = ("proposed", "why", "counter", "details", "agreed")
WIDTHS = {field.letters: field.width for field in FIELDS}
HIDDEN = ("R", "S", "T", "U", "V", "W", "X", "Y", "Z", "AA")


def shown_as(slot: str) -> str:
    """How the numbers of a row are shown."""
    return FORMAT.get(slot, "count") if slot in DEFAULT else "money"


def goal_labels() -> list[Label]:
    """Headers, and the cells of every row."""
    labels = []
    for field in FIELDS:
        right = "value" in field.look or "chance" in field.look
        labels.append(
            Label(
                f"{field.letters}{HEADER_ROW}",
                field.header,
                "header right" if right else "header text",
            )
        )
    for row, slot in enumerate(SLOTS, HEADER_ROW + 1):
        labels += [_cell(field, row, slot) for field in FIELDS]
    return labels


def _cell(field: Field, row: int, slot: str) -> Label:
    """One cell of a goal's row."""
    at = f"{field.letters}{row}"
    kind = shown_as(slot)
    look = field.look.replace("value", kind)
    if field.name == "gap" and kind != "share":
        look = "formula change"
    formula = field.formula.replace("#", str(row))
    number = field.name in TYPED and "value" in field.look
    limit = Kind.FRACTION if kind == "share" else Kind.MONEY
    high = 1.0 if kind == "share" else None
    typed = (
        Column(field.header, limit if number else Kind.TEXT, field.hint, low=0 if number else None,
               high=high if number else None)
        if field.name in TYPED
        else None
    )  # fmt: skip
    return Label(at, formula, look, name=at if formula else "", typed=typed)
