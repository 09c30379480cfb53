"""Whether a written workbook is sound: by our own rules, and by readers that are not ours."""

import datetime as dt
import json
import math
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import python_calamine
from lxml import etree

from conformance.package_lint import MAIN, Package, lint, position, sheets
from looked_at import looked_at

Values = dict[tuple[int, int], Any]
Book = dict[str, Values]

FOLDER = Path(__file__).parent.parent.parent / "build-cache" / "validator"
MICROSOFT = FOLDER / "node_modules" / ".bin" / "ooxml-validator"


asked = {"Microsoft": MICROSOFT.exists()}
"""Who is asked besides us; a run without the tests of Node leaves Node out everywhere."""


class Error(str):
    """An error in a cell, such as ``#N/A``: not the text of the same letters."""


def assert_conforms(path: Path) -> None:
    """No fault by the linter nor by Microsoft's validator where it is there and asked.

    And openpyxl and calamine see the same values.
    """
    assert_none(lint(path))
    if asked["Microsoft"]:
        assert_none(microsoft_faults(path))
    assert_same_books(openpyxl_values(path), calamine_values(path))


def assert_none(found: Sequence[object]) -> None:
    """Nothing was found; else the first of it is said."""
    assert not found, "\n".join(str(one) for one in found[:20])


def assert_same_books(one: Book, two: Book, loose: float = 1e-12) -> None:
    """Two readers see the same sheets, and on each the same values."""
    assert list(one) == list(two), f"sheets {list(one)} and {list(two)}"
    for sheet in one:
        assert_same_values(one[sheet], two[sheet], sheet, loose)


def assert_same_values(one: Values, two: Values, sheet: str, loose: float = 1e-12) -> None:
    """Two readers agree on every cell; an error is an error, a blank a blank."""
    assert_none(
        [
            f"{sheet} {place}: {one.get(place)!r} and {two.get(place)!r}"
            for place in sorted({*one, *two})
            if not same(one.get(place), two.get(place), loose)
        ]
    )


def same(one: Any, two: Any, loose: float = 1e-12) -> bool:
    """Whether two readers mean the same value."""
    one, two = plain(one), plain(two)
    if isinstance(one, float) and isinstance(two, float):
        return math.isclose(one, two, rel_tol=loose, abs_tol=loose)
    return type(one) is type(two) and bool(one == two)


def plain(value: Any) -> Any:
    """A value without the habits of its reader."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return None if value == "" else value


def openpyxl_values(path: Path) -> Book:
    """Cached values by openpyxl."""
    return {
        sheet.title: {
            (cell.row, cell.column): Error(cell.value) if cell.data_type == "e" else cell.value
            for row in sheet.iter_rows()
            for cell in row
            if plain(cell.value) is not None
        }
        for sheet in looked_at(path, data_only=True).worksheets
    }


def calamine_values(path: Path) -> Book:
    """Values by calamine; the errors, which it shows as blanks, from the file itself."""
    book, errors = python_calamine.CalamineWorkbook.from_path(path), error_cells(path)
    return {
        name: {
            (row, column): value
            for row, cells in enumerate(
                book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1
            )
            for column, value in enumerate(cells, start=1)
            if plain(value) is not None
        }
        | errors[name]
        for name in book.sheet_names
    }


def error_cells(path: Path) -> Book:
    """The cells of a workbook that hold an error, straight from its parts."""
    with zipfile.ZipFile(path) as file:
        names = [n for n in file.namelist() if n.endswith((".xml", ".rels"))]
        package = Package(names, {}, {n: etree.fromstring(file.read(n)) for n in names})
    return {
        name: {
            place: Error(cell.findtext(f"{MAIN}v"))
            for cell in package.trees[part].iter(f"{MAIN}c")
            if cell.get("t") == "e" and (place := position(cell.get("r")))
        }
        for name, part in sheets(package, package.main)
    }


def microsoft_faults(path: Path) -> list[Any]:
    """What Microsoft's validator finds in a file."""
    command = [str(MICROSOFT), str(path), "--officeVersion", "Microsoft365"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    found: list[Any] = json.loads(done.stdout)["errors"]
    return found
