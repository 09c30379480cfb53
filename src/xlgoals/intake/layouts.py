"""A file as a table with one row a row: whatever stands above, below and between is set aside."""

from collections.abc import Mapping
from dataclasses import dataclass

from xlgoals.domain.problems import Problem
from xlgoals.intake.column_mapping import recognised
from xlgoals.intake.fill_down import filled_down
from xlgoals.intake.header_search import find_headers, unreadable
from xlgoals.intake.months_across import across, turned
from xlgoals.intake.total_rows import no_rows
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell, Kind, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.source import Source

DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Layout:
    """The rows of a file, and how they were found."""

    table: RawTable
    sentences: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    """Headers of the plan that the layout itself gives, whatever column the user named for them."""


def laid_out(source: Source, table: Table, told: Mapping[str, str], sheet_name: str = "") -> Layout:
    """The rows of a file below its column names.

    Rows keep their numbers: a total or a footer becomes a blank row.

    Errors:
        FileError: there is nothing in it.
        InputError: it has formulas without a value.
    """
    found = find_headers(source, table, told, sheet_name)
    unreadable(source, found.sheet, found.at)
    top, width = found.at + 1, len(found.names)
    below = found.sheet.rows[top:]
    problems: list[Problem] = []
    if not source.typed:
        below, problems = _sound(source.name, below, width, top + 1)
    rows = [[*row[:width], *[None] * (width - len(row))] for row in below]
    names = _names(table, found.names, told)
    aside = no_rows(found.names, rows, top + 1, names)
    rows, filled = filled_down(found.names, rows, names, found.sheet, top, aside.at)
    rows = [[None] * width if at in aside.at else row for at, row in enumerate(rows)]
    made = RawTable(
        source.name,
        found.names,
        rows,
        top + 1,
        date1904=source.date1904,
        problems=tuple(p for p in problems if p.row - top - 1 not in aside.at),
    )
    above = [clean(cell) for row in found.sheet.rows[: found.at] for cell in row if clean(cell)]
    title = [found.sheet.name] if found.sheet.name else []
    shape = turned(made, table, told, [*title, *above])
    return Layout(
        shape.table,
        (*source.notes, *found.sentences, *aside.sentences, *filled, *shape.sentences),
        (*source.questions, *found.questions, *shape.questions),
        shape.given,
    )


def _names(table: Table, headers: tuple[str, ...], told: Mapping[str, str]) -> list[int]:
    """The columns of names, from the left: those of the table's key that are no months."""
    free = [header for at, header in enumerate(headers) if at not in across(headers)]
    places = []
    for header in table.key:
        column = table.column(header)
        name = told.get(header) or recognised(column, free)[0]
        groups = column.kind is Kind.TEXT or column.refers_to
        if name in headers and groups:
            places.append(headers.index(name))
    return sorted(places)


def _sound(
    name: str, rows: list[list[Cell]], width: int, first_row: int
) -> tuple[list[list[Cell]], list[Problem]]:
    """Rows of a text file that are what they seem; the others become problems and blank.

    A row with more cells than there are headers, and a text that swallowed the rows below it.
    """
    kept: list[list[Cell]] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, first_row):
        flaw = _too_long(row, width) or _swallowed(row, width)
        if flaw:
            problems.append(Problem(name, number, "", *flaw))
        kept.append([] if flaw else row)
    return kept, problems


def _too_long(row: list[Cell], width: int) -> tuple[str, str] | None:
    """What is found and wanted where a row has cells without a header."""
    filled = max((at for at, cell in enumerate(row, 1) if cell is not None), default=0)
    if filled <= width:
        return None
    hint = "; a number such as 1,234 must stand in quotation marks"
    return f"{filled} cells", f"{width}, as the row with the column names has{hint}"


def _swallowed(row: list[Cell], width: int) -> tuple[str, str] | None:
    """What is found and wanted where a text goes over lines that look like rows."""
    for cell in row:
        lines = str(cell).splitlines()[1:] if isinstance(cell, str) and "\n" in cell else []
        if any(max(line.count(sign) for sign in DELIMITERS) >= max(width - 1, 1) for line in lines):
            return (
                f"a text over {len(lines) + 1} lines that holds other rows",
                "a quotation mark at its end, in the row where it begins",
            )
    return None
