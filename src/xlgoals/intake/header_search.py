"""Where the column names of a file are: on which sheet, and in which row."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlgoals.domain.errors import FileError, InputError
from xlgoals.domain.problems import named, quoted
from xlgoals.intake.column_mapping import named_columns, plain
from xlgoals.intake.months_across import across
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell, Table
from xlgoals.tables.source import Source, SourceSheet

DEEP = 60
"""So many rows of a sheet are looked at; no preamble is longer."""
REQUIRED = 3
"""How much more a column counts that the table cannot do without."""


@dataclass(frozen=True)
class Headers:
    """The sheet and the row with the column names."""

    sheet: SourceSheet
    at: int
    """The row, from 0."""
    names: tuple[str, ...]
    """Each once, none blank."""
    sentences: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Candidate:
    score: int
    required: int
    sheet: int
    at: int


def find_headers(
    source: Source, table: Table, told: Mapping[str, str], sheet_name: str = ""
) -> Headers:
    """The row whose cells name most of the table's columns.

    Args:
        source: The file.
        table: What is to be filled.
        told: Header of the plan → header of the file, as the user says.
        sheet_name: The plan's name of the table's sheet: one of that name is preferred.

    Errors:
        FileError: there is nothing in the file, or nothing below the column names.
    """
    shown = [one for one in source.sheets if not one.hidden or len(source.sheets) == 1]
    if not any(any(map(_filled, one.rows)) for one in shown):
        hidden = [one.name for one in source.sheets if one.hidden]
        also = f"; hidden sheets are {', '.join(hidden)} (--sheet)" if hidden else ""
        raise FileError(f"{source.name} is empty: there is no row with column names{also}.")
    found = [
        _Candidate(*score, number, at)
        for number, one in enumerate(shown)
        for at, row in enumerate(one.rows[: 1 if source.has_headers else DEEP])
        if (score := _score(row, table, told)) and any(map(_filled, one.rows[at + 1 :]))
    ]
    need = sum(column.required for column in table.columns)
    if not found:
        return _named(source, *_first_row(source, shown))

    def rank(one: _Candidate) -> tuple[int, bool, int, int]:
        own = shown[one.sheet].name.casefold() == sheet_name.casefold() != ""
        return one.score, own, -one.sheet, -one.at

    best = max(found, key=rank)
    sheet = shown[best.sheet]
    others = {one.sheet for one in found if one.required >= best.required >= need and need}
    twins = [shown[number].name for number in sorted(others - {best.sheet})]
    questions: tuple[str, ...] = ()
    if twins and sheet.name.casefold() != sheet_name.casefold():
        which = named([quoted(name) for name in (sheet.name, *twins)])
        questions = (f"Sheets {which} have these columns: say which with --sheet.",)
    made = _named(source, sheet, best.at)
    return Headers(sheet, best.at, made.names, made.sentences, questions)


def _filled(row: Sequence[Cell]) -> bool:
    """Whether a row says anything."""
    return any(cell is not None and clean(cell) != "" for cell in row)


def _score(row: Sequence[Cell], table: Table, told: Mapping[str, str]) -> tuple[int, int] | None:
    """How many columns a row names, and how many of those required; None for no header."""
    texts = [clean(cell) for cell in row if isinstance(cell, str) and cell.strip()]
    if not texts or len(set(texts)) < 1:
        return None
    names = {plain(text) for text in texts}
    said = [header for header, name in told.items() if plain(name) in names]
    taken = {plain(header) for header in said} | {
        plain(header) for header in named_columns(table, texts)
    }
    if "Month" in table.headers and across([_name(cell) for cell in row]):
        taken.add(plain("Month"))
    hits = [column for column in table.columns if plain(column.header) in taken]
    if not hits:
        return None
    required = sum(column.required for column in hits)
    return len(hits) + REQUIRED * required, required


def _first_row(source: Source, shown: Sequence[SourceSheet]) -> tuple[SourceSheet, int]:
    """The first row with several texts, where nothing is recognised. FileError for none."""
    for sheet in shown:
        for at, row in enumerate(sheet.rows):
            texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
            if texts and len(texts) >= min(2, len(row)):
                if not any(map(_filled, sheet.rows[at + 1 :])):
                    raise FileError(f"{source.name} has column names but no rows below them.")
                return sheet, at
    raise FileError(f"{source.name} is empty: there is no row with column names.")


def _named(source: Source, sheet: SourceSheet, at: int) -> Headers:
    """The names of a row, each made unlike the others, and where they were found."""
    cells = [_name(cell) for cell in sheet.rows[at]]
    rows = sheet.rows[at + 1 :]
    while (
        cells
        and not cells[-1]
        and not any(len(r) >= len(cells) and clean(r[len(cells) - 1]) for r in rows)
    ):
        cells.pop()
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = cell or f"column {number}"
        times = names.count(name) and 2
        while times and f"{name} ({times})" in names:
            times += 1
        names.append(f"{name} ({times})" if times else name)
    where = f"sheet {quoted(sheet.name)}, " if sheet.name else ""
    above = [clean(next(filter(_says, row))) for row in sheet.rows[:at] if any(map(_says, row))]
    said = []
    if sheet.name or above:
        over = f"; above them: {named([quoted(text) for text in above], 2)}" if above else ""
        said.append(f"Column names: {where}row {at + 1}{over}.")
    if others := [one.name for one in source.sheets if one is not sheet and one.name]:
        said.append(f"Other sheets, not read: {named(others)}.")
    return Headers(sheet, at, tuple(names), tuple(said))


def _says(cell: Cell) -> bool:
    """Whether a cell says anything."""
    return cell is not None and clean(cell) != ""


def _name(cell: Cell) -> str:
    """A header as text; a date above a column of months as the month."""
    if isinstance(cell, dt.date):
        return f"{cell:%Y-%m}"
    return " ".join(clean(cell).split())


def unreadable(source: Source, sheet: SourceSheet, at: int) -> None:
    """Refuse formulas that no program has worked out. InputError where there are any.

    What such a cell would be is not in the file; a blank in its place would be a wrong number.
    """
    below = [cell for cell in sheet.unworked if int("".join(filter(str.isdigit, cell))) > at + 1]
    if below:
        raise InputError(
            f"{source.name} has {len(below):,} formulas without a value, such as {below[0]}: the "
            "program that wrote it did not work them out. Open it in Excel or LibreOffice once and "
            "save it; then import it."
        )
