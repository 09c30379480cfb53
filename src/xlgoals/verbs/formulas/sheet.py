"""Sheet Formulas: its cells, and what they give."""

from itertools import groupby

from xlgoals.functions.catalogue import BY_NAME
from xlgoals.functions.cells import ErrorValue
from xlgoals.tables.computed import Computed
from xlgoals.tables.language import Cell, CellError, Group, Label, Sheet
from xlgoals.verbs.formulas.examples import EXAMPLES, Example

NAME = "Formulas"
FIRST_ROW = 6


def _labels() -> tuple[Label, ...]:
    """A heading for each group, and a row for each function: question, answer, formula."""
    labels: list[Label] = []
    row = FIRST_ROW
    for group, examples in groupby(EXAMPLES, key=lambda each: BY_NAME[each.name].group):
        labels += [
            Label(f"B{row}", group, "head"),
            Label(f"C{row}", "What it answers here", "head"),
            Label(f"D{row}", "Answer", "head right"),
            Label(f"E{row}", "Formula", "head indented"),
        ]
        for each in examples:
            row += 1
            labels += _row(row, each)
        row += 2
    return tuple(labels)


def _row(row: int, each: Example) -> tuple[Label, ...]:
    """One function."""
    formula = f"={each.part.text}"
    return (
        Label(f"B{row}", each.name, "step"),
        Label(f"C{row}", each.question, "todo"),
        Computed(f"D{row}", formula, each.look, python=lambda s: _cell(each.part.value(s.tables))),
        Label(f"E{row}", formula, "code", literal=True),
    )


SHEET = Sheet(
    NAME,
    "Every function of xlgoals at work on this plan; copy what you need. docs/functions.md tells "
    "more.",
    Group.RESULT,
    labels=_labels(),
    widths={"B": 30, "C": 62, "D": 16, "E": 110},
)


def _cell(value: object) -> Cell:
    """An answer as a cell."""
    if isinstance(value, ErrorValue):
        return CellError(str(value))
    return value if isinstance(value, float) else CellError("#N/A")
