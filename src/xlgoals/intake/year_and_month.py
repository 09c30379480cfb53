"""A file that says the year in one column and the month in another."""

from collections.abc import Sequence
from dataclasses import replace

from xlgoals.domain.month_names import BY_NAME, without_accents
from xlgoals.tables.cell_text import clean
from xlgoals.tables.dates import FIRST_YEAR, LAST_YEAR
from xlgoals.tables.language import Cell
from xlgoals.tables.raw_table import RawTable

YEAR_HEADERS = frozenset(
    [
        "year",
        "calendaryear",
        "jahr",
        "kalenderjahr",
        "annee",
        "ano",
        "anno",
        "jaar",
        "nam",
        "yr",
        "orderyear",
        "salesyear",
    ]
)
"""What a column of calendar years is called; a fiscal year would not go with a month."""


def is_year_header(header: str) -> bool:
    """Whether a column is called one of calendar years."""
    return _plain(header) in YEAR_HEADERS


def joined(source: RawTable, month_header: str) -> tuple[RawTable, str]:
    """The file with whole months in its column of months, and what was done.

    A month without a year – 1 to 12, or a name – takes the year that stands in the same row. Where
    a cell of either cannot be read so, the file stays as it is.

    Args:
        source: The file.
        month_header: Its column of months.
    """
    year_header = next((h for h in source.headers if is_year_header(h)), "")
    if not year_header or year_header == month_header:
        return source, ""
    at, year_at = source.headers.index(month_header), source.headers.index(year_header)
    pairs = [(_month(row[at]), _year(row[year_at])) for row in source.rows]
    filled = [
        pair
        for pair, row in zip(pairs, source.rows, strict=True)
        if any(cell is not None for cell in row)
    ]
    if not filled or not all(month and year for month, year in filled):
        return source, ""
    rows = [
        _with(row, at, f"{year:04}-{month:02}" if month and year else None)
        for row, (month, year) in zip(source.rows, pairs, strict=True)
    ]
    return replace(source, rows=rows), f"{month_header}: with the year in {year_header}."


def _with(row: Sequence[Cell], at: int, cell: Cell) -> list[Cell]:
    """A row with another cell in one place."""
    return [*row[:at], cell, *row[at + 1 :]]


def _plain(header: str) -> str:
    """A header in small letters, without accents, spaces and signs."""
    return "".join(c for c in without_accents(header) if c.isalnum())


def _month(cell: Cell) -> int:
    """A month without a year, 1 to 12; 0 for anything else."""
    text = clean(cell)
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else 0
    return BY_NAME.get(without_accents(text).rstrip("."), 0)


def _year(cell: Cell) -> int:
    """A year of our time; 0 for anything else."""
    text = clean(cell)
    return int(text) if text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR else 0
