"""Formulas with their arguments in cells of their own, as a user has them."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from xlgoals.functions.call import call
from xlgoals.functions.catalogue import BY_NAME
from xlgoals.functions.cells import ErrorValue

FIRST_ANSWER = 4
"""Rows of the sheet before the first case."""


@dataclass(frozen=True)
class Case:
    """A formula, and where its answer lies in the sheet (both from 0)."""

    formula: str
    row: int
    column: int
    answer: list[list[object]]


def lay_out(cases: list[tuple[str, tuple[object, ...]]], path: Path) -> list[Case]:
    """A workbook in which each function has its arguments beside it, with the answers we give."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Cases")
    row, made = FIRST_ANSWER, []
    for name, arguments in cases:
        answer = call(BY_NAME[name], arguments)
        column, texts, height = 1, [], len(answer)
        for argument in arguments:
            if isinstance(argument, list):
                texts.append(_block(sheet, row, column, argument))
                height = max(height, len(argument))
                column += len(argument[0]) + 1
            else:
                texts.append(_constant(argument))
        formula = f"={name}({','.join(texts)})"
        last = row + len(answer) - 1, column + len(answer[0]) - 1
        sheet.write_array_formula(row, column, *last, f"{{{formula}}}")
        made.append(Case(f"{row + 1}: {formula}", row, column, answer))
        row += height + 1
    book.close()
    return made


def _block(sheet: object, row: int, column: int, cells: list[list[object]]) -> str:
    """Write an argument's cells; returns their range."""
    for down, line in enumerate(cells):
        for across, cell in enumerate(line):
            at = row + down, column + across
            if isinstance(cell, ErrorValue):
                sheet.write_formula(*at, f"={cell}", None, cell)  # type: ignore[attr-defined]
            elif isinstance(cell, str):
                sheet.write_string(*at, cell)  # type: ignore[attr-defined]
            elif cell is not None:
                sheet.write(*at, cell)  # type: ignore[attr-defined]
    return str(
        xlsxwriter.utility.xl_range(row, column, row + len(cells) - 1, column + len(cells[0]) - 1)
    )


def _constant(argument: object) -> str:
    """An argument that is typed into the formula."""
    if isinstance(argument, bool):
        return str(argument).upper()
    if isinstance(argument, dt.date):
        return f"DATE({argument.year},{argument.month},{argument.day})"
    if isinstance(argument, ErrorValue):
        return str(argument)
    if isinstance(argument, str):
        return f'"{argument}"'
    return "" if argument is None else f"{argument!r}"
