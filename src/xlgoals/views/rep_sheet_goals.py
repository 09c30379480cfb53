"""The goals of a rep's sheet: the columns, and what works itself out in each of them."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from xlgoals.domain.metrics import Direction, Metric, Unit
from xlgoals.tables.computed import Computed
from xlgoals.tables.language import Cell, Column, Kind, Label
from xlgoals.tables.rep_sheet_layout import HEADER_ROW, OWN, Layout


@dataclass(frozen=True)
class GoalRow:
    """The numbers in a goal's row, by what their column holds."""

    cells: Mapping[str, Cell]
    """Of the whole sheet, by address."""
    row: int

    def __getitem__(self, name: str) -> float:
        """A number; NaN where the cell holds none."""
        return number(self.cells.get(f"{AT[name]}{self.row}"))

    def text(self, name: str) -> str:
        """A text; empty where there is none."""
        return str(self.cells.get(f"{AT[name]}{self.row}") or "")


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
    python: Callable[[GoalRow], Cell] | None = None
    """The formula's twin; a blank text where there is nothing to say."""
    hint: str = ""


def number(cell: Cell) -> float:
    """A cell's number; NaN where it holds none."""
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else math.nan


def shown(value: float) -> Cell:
    """A number as a formula gives it: a blank text where it is unknown."""
    return "" if math.isnan(value) else value


# ── The chance of a goal ───────────────────────────────────────────────────────────────────────

AT_EDGE = 1.2815515655446
"""Standard deviations from the middle to an edge of the range, of which one in ten is missed."""


def chance_of(cell: str, span: tuple[str, str, str], counted: str) -> str:
    """The formula of the chance of reaching what stands in a cell.

    Args:
        cell: Its address.
        span: The addresses of the low, the middle and the high end of the range.
        counted: The same three as a list or an area.
    """
    low, middle, high = span
    wide = f"IF({cell}<{middle},{middle}-{low},{high}-{middle})"
    known = f'OR({cell}="",COUNT({counted})<3)'
    sharp = f"IF({cell}>{middle},0,IF({cell}<{middle},1,0.5))"
    steps = f"{AT_EDGE}*({cell}-{middle})/{wide}"
    return f'=IF({known},"",IF({wide}<=0,{sharp},1-NORMSDIST({steps})))'


def chance_at(goal: float, low: float, middle: float, high: float) -> float:
    """The twin of ``chance_of``, as ``sums.forecast.chance`` works it out for columns."""
    if math.isnan(goal + low + middle + high):
        return math.nan
    wide = middle - low if goal < middle else high - middle
    if wide <= 0:
        return 0.5 if goal == middle else float(goal < middle)
    return 0.5 * math.erfc(AT_EDGE * (goal - middle) / wide / math.sqrt(2))


def _chance(name: str, letters: str) -> tuple[str, Callable[[GoalRow], Cell]]:
    """The chance of reaching what stands in a column."""
    formula = chance_of(f"{letters}#", ("S#", "T#", "U#"), "S#:U#")
    return formula, lambda row: shown(
        chance_at(row[name], row["low"], row["middle"], row["high"]),
    )


LOWER = Direction.LOWER.value


def turned(field: Field) -> Field:
    """A chance in a row whose goal may be to stay below a number: there it is turned round."""
    straight = field.python
    if straight is None or not field.name.startswith("chance_"):
        return field

    def python(row: GoalRow) -> Cell:
        chance = straight(row)
        return chance if chance == "" else abs((row.text("better") == LOWER) - number(chance))

    known, _, chance = field.formula.partition(',"",')
    better = f'ABS(({AT["better"]}#="{LOWER}")-{chance[:-1]}))'
    return replace(field, formula=f'{known},"",{better}', python=python)


# ── What lies between two offers ───────────────────────────────────────────────────────────────

BETWEEN = 'IF(T#="",(F#+H#)/2,INT(T#/R#+0.5)*R#)'
BECAUSE = (
    '=IF(O#="","",IF(F#=H#,"both say the same",IF(T#="","half way",'
    'IF(AND(T#>MIN(F#,H#),T#<MAX(F#,H#)),"what history supports",'
    'IF(ABS(F#-T#)<ABS(H#-T#),"yours is nearer to history","the rep\'s is nearer to history")))))'
)
STANDS = '=IF(J#<>"",J#,IF(H#<>"",H#,IF(F#<>"",F#,IF(E#<>"",E#,""))))'


def _compromise(row: GoalRow) -> Cell:
    """What history supports, as far as it lies between the offers; or else their middle."""
    mine, theirs, fair = row["proposed"], row["counter"], row["middle"]
    if math.isnan(mine + theirs):
        return ""
    if math.isnan(fair):
        return (mine + theirs) / 2
    return sorted((mine, theirs, math.floor(fair / row["unit"] + 0.5) * row["unit"]))[1]


def _because(row: GoalRow) -> Cell:
    """Why the compromise lies where it lies."""
    mine, theirs, fair = row["proposed"], row["counter"], row["middle"]
    if math.isnan(mine + theirs):
        return ""
    if mine == theirs:
        return "both say the same"
    if math.isnan(fair):
        return "half way"
    if min(mine, theirs) < fair < max(mine, theirs):
        return "what history supports"
    nearer = abs(mine - fair) < abs(theirs - fair)
    return "yours is nearer to history" if nearer else "the rep's is nearer to history"


def _stands(row: GoalRow) -> Cell:
    """Agreed, or else the answer, or else what is proposed or suggested."""
    offers = (row[name] for name in ("agreed", "counter", "proposed", "suggested"))
    return next((offer for offer in offers if not math.isnan(offer)), "")


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
    Field("chance_proposed", "K", "Chance of proposed", 8, "formula chance",
          *_chance("proposed", "F")),
    Field("chance_counter", "L", "Chance of counter", 8, "formula chance",
          *_chance("counter", "H")),
    Field("chance_agreed", "M", "Chance of agreed", 8, "formula chance", *_chance("agreed", "J")),
    Field("gap", "N", "Gap", 10, "formula value", '=IF(OR(F#="",H#=""),"",H#-F#)',
          lambda row: shown(row["counter"] - row["proposed"])),
    Field("compromise", "O", "Compromise", 11, "formula value",
          f'=IF(OR(F#="",H#=""),"",MEDIAN(F#,H#,{BETWEEN}))', _compromise),
    Field("because", "P", "Since", 13, "formula text", BECAUSE, _because),
    Field("status", "Q", "Status", 12, "slot status"),
    Field("unit", "R", "Rounded to", 9, "note"),
    Field("low", "S", "Low", 9, "note"),
    Field("middle", "T", "Middle", 9, "note"),
    Field("high", "U", "High", 9, "note"),
    Field("stands", "V", "As it stands", 9, "note", STANDS, _stands),
    Field("kind", "W", "Shown as", 9, "note"),
    Field("better", "AB", "Better", 9, "note"),
)  # fmt: skip
AT = {field.name: field.letters for field in FIELDS}
"""Letters of the columns by what they hold."""
TYPED = ("proposed", "why", "counter", "details", "agreed")
ONLY_WHERE_TURNED = ("kind", "better")
"""What is said only in rows whose goal may be to stay below a number."""
WIDTHS = {field.letters: field.width for field in FIELDS if field.name not in ONLY_WHERE_TURNED}
MONTH_COLUMNS = ("X", "Y", "Z", "AA")
"""Month, two years before, year before, goal: from these the chart is drawn."""
HIDDEN = ("R", "S", "T", "U", "V", "W", *MONTH_COLUMNS, "AB")
LAID_OUT_BY = {field.letters: field.header for field in FIELDS if field.name in ("goal", *TYPED)}
"""Headers by which a sheet is known to be laid out as it says."""


def shown_as(metric: Metric) -> str:
    """How the numbers of a metric are shown, in the words of the theme."""
    if metric.unit is Unit.COUNT:
        return "tenths" if metric.digits else "count"
    return str(metric.unit.value)


def slot_shown_as(slot: Metric | str) -> str:
    """How the numbers of a row are shown: products and territories are money."""
    if isinstance(slot, Metric):
        return shown_as(slot)
    return OWN if slot == OWN else "money"


def goal_labels(layout: Layout) -> list[Label]:
    """Headers, and the cells of every row."""
    labels = []
    for field in FIELDS:
        right = "value" in field.look or "chance" in field.look
        look = "header right" if right else "header text"
        labels.append(Label(f"{field.letters}{HEADER_ROW}", field.header, look))
    for row, slot in layout.slots.items():
        if turns(slot):
            labels += [_cell(turned(field), row, slot) for field in FIELDS]
        else:
            fields = (field for field in FIELDS if field.name not in ONLY_WHERE_TURNED)
            labels += [_cell(field, row, slot) for field in fields]
    return labels


def turns(slot: Metric | str) -> bool:
    """Whether the goal of a row may be to stay below a number."""
    return slot.good is Direction.LOWER if isinstance(slot, Metric) else slot == OWN


def _cell(field: Field, row: int, slot: Metric | str) -> Label:
    """One cell of a goal's row."""
    at, kind = f"{field.letters}{row}", slot_shown_as(slot)
    look = field.look.replace("value", kind)
    if field.name == "gap" and kind not in ("share", OWN):
        look = "formula change"
    twin = field.python
    if twin is not None:
        formula = field.formula.replace("#", str(row))
        return Computed(at, formula, look, python=lambda seen: twin(GoalRow(seen.cells, row)))
    what = Kind.NUMBER if "value" in field.look else Kind.TEXT
    column = Column(field.header, what, field.hint)
    return Label(at, "", look, typed=typed_in(column, kind) if field.name in TYPED else None)


def typed_in(column: Column, kind: str) -> Column:
    """What may be typed into a column, in a row whose numbers are shown in some way."""
    if column.kind is Kind.TEXT:
        return column
    if kind == OWN:  # which metric takes the row is not known when the sheet is made
        return replace(column, kind=Kind.NUMBER, low=None, high=None)
    limit = Kind.FRACTION if kind == "share" else Kind.MONEY
    return replace(column, kind=limit, low=0, high=1.0 if kind == "share" else None)
