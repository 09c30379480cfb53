"""Whether a written workbook is sound: by our own rules, and by readers that are not ours."""

import datetime as dt
import json
import math
import subprocess
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine

from conformance.package_lint import lint

FOLDER = Path(__file__).parent.parent.parent / "build-cache" / "validator"
MICROSOFT = FOLDER / "node_modules" / ".bin" / "ooxml-validator"


def assert_conforms(path: Path) -> None:
    """No fault by the linter, and openpyxl and calamine see the same values."""
    assert lint(path) == []
    if MICROSOFT.exists():
        assert microsoft_faults(path) == []
    one, two = openpyxl_values(path), calamine_values(path)
    assert list(one) == list(two)
    for sheet in one:
        assert_same_values(one[sheet], two[sheet], sheet)


def assert_same_values(
    one: dict[tuple[int, int], Any], two: dict[tuple[int, int], Any], sheet: str
) -> None:
    """Two readers agree on every cell; an error is an error, a blank a blank."""
    different = [
        f"{sheet} {place}: {one.get(place)!r} and {two.get(place)!r}"
        for place in {*one, *two}
        if not same(one.get(place), two.get(place))
    ]
    assert different == []


def same(one: Any, two: Any) -> bool:
    """Whether two readers mean the same value."""
    one, two = plain(one), plain(two)
    if isinstance(one, float) and isinstance(two, float):
        return math.isclose(one, two, rel_tol=1e-12, abs_tol=1e-12)
    return bool(one == two)


def plain(value: Any) -> Any:
    """A value without the habits of its reader."""
    if isinstance(value, str) and value.startswith("#"):
        return None  # one of the readers shows errors as blanks
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return None if value == "" else value


def openpyxl_values(path: Path) -> dict[str, dict[tuple[int, int], Any]]:
    """Cached values by openpyxl."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            (cell.row, cell.column): cell.value
            for row in sheet.iter_rows()
            for cell in row
            if plain(cell.value) is not None
        }
        for sheet in book.worksheets
    }


def calamine_values(path: Path) -> dict[str, dict[tuple[int, int], Any]]:
    """Values by calamine."""
    book = python_calamine.CalamineWorkbook.from_path(path)
    return {
        name: {
            (row, column): value
            for row, cells in enumerate(
                book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1
            )
            for column, value in enumerate(cells, start=1)
            if plain(value) is not None
        }
        for name in book.sheet_names
    }


def microsoft_faults(path: Path) -> list[Any]:
    """What Microsoft's validator finds in a file."""
    command = [str(MICROSOFT), str(path), "--officeVersion", "Microsoft365"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    found: list[Any] = json.loads(done.stdout)["errors"]
    return found
