"""The rows of a file that stay out of the plan, beside it as a file of their own."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from xlgoals.domain.errors import FileError
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell, CellError

LIVE = ("=", "+", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula, also in a text file."""


def write_left_out(
    plan: Path,
    source: str,
    headers: Sequence[str],
    rows: Sequence[tuple[int, Sequence[Cell], str]],
) -> Path:
    """Write the rows into ``<source>.left-out.csv`` in the plan's folder.

    Args:
        plan: The plan.
        source: Name of the file that they come from.
        headers: Of that file.
        rows: Each with its row in the file and the reason.

    Errors:
        FileError: it cannot be written there.
    """
    path = plan.with_name(f"{Path(source).stem}.left-out.csv")
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["Row", "Why it stays out", *map(_still, headers)])
    writer.writerows([row, reason, *map(_still, cells)] for row, cells, reason in rows)
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(text.getvalue().encode("utf-8-sig"))
        os.replace(fresh, path)
    except OSError as error:
        raise FileError(
            f"{path} cannot be written ({error.strerror}); close it, and import again."
        ) from None
    return path


def _still(cell: Cell) -> str:
    """A cell's text, which no program takes for a formula."""
    text = cell.code if isinstance(cell, CellError) else clean(cell)
    live = text.startswith(LIVE) or (text[:1] == "-" and not text[1:2].isdigit())
    return f"'{text}" if live and len(text) > 1 else text
