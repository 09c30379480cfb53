"""What stands in a cell, as text, whatever program wrote it."""

import datetime as dt

import pytest

from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (dt.datetime(2025, 1, 7), "2025-01-07"),
        (dt.datetime(2025, 1, 7, 9, 30), "2025-01-07 09:30:00"),
        (272.0, "272"),
        (272.5, "272.5"),
        (None, ""),
        (" Nguye\u0302\u0303n\t", "Nguyễn"),
    ],
)
def test_a_cell_reads_as_its_user_sees_it(cell: Cell, text: str) -> None:
    assert clean(cell) == text
