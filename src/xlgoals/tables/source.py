"""A file to import from, as it was read: its sheets with all their rows, before anything is found.

Hosts make it, from text, workbooks, web pages or Parquet; the front door finds out what it means.
"""

from dataclasses import dataclass

from xlgoals.tables.language import Cell


@dataclass(frozen=True)
class SourceSheet:
    """All rows of a sheet from its first on: ``rows[i]`` is row ``i + 1``; a blank is None."""

    rows: list[list[Cell]]
    name: str = ""
    """Blank where the file has no sheets."""
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Areas of one cell: first row, first column, last row, last column, each from 0."""
    unworked: tuple[str, ...] = ()
    """Cells with a formula and no value, such as ``C4``."""


@dataclass(frozen=True)
class Source:
    """A file, or the answer of a database."""

    name: str
    """What problems call it: the file's name."""
    sheets: tuple[SourceSheet, ...]
    date1904: bool = False
    typed: bool = False
    """Whether cells have types of their own; in a text file all of them are text."""
    has_headers: bool = False
    """Whether the first row is known to hold the column names."""
    notes: tuple[str, ...] = ()
    """How it was read, such as the encoding, for the user to see."""
    questions: tuple[str, ...] = ()
    """What has to be said before anything is taken."""
