"""Whether a workbook shows what its formulas give, by LibreOffice."""

import tempfile
from pathlib import Path

import office

from conformance.check import assert_same_books, openpyxl_values


def assert_shows_what_it_gives(path: Path) -> None:
    """LibreOffice works out every formula anew and comes to the values that the file shows."""
    with tempfile.TemporaryDirectory() as folder:
        again = office.convert(path, Path(folder), "xlsx", recalculate=True)
        assert_same_books(openpyxl_values(path), openpyxl_values(again), loose=1e-9)
