"""What the comparison of two readers calls the same value, and what it does not."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from conformance.check import (
    Error,
    assert_same_books,
    calamine_values,
    openpyxl_values,
    same,
)
from conformance.recalculation import assert_shows_what_it_gives

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (1, 1.0),
        (0.1 + 0.2, 0.3),
        (None, ""),
        (dt.datetime(2027, 1, 1), dt.date(2027, 1, 1)),
        (Error("#N/A"), Error("#N/A")),
    ],
)
def test_two_ways_to_say_it_are_the_same(one: object, two: object) -> None:
    assert same(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (True, 1),
        (1, 1 + 1e-9),
        (0, None),
        ("1", 1),
        (Error("#N/A"), None),
        (Error("#N/A"), Error("#NAME?")),
        (Error("#N/A"), "#N/A"),
        ("#1 in the north", None),
    ],
)
def test_two_things_are_not_the_same(one: object, two: object) -> None:
    assert not same(one, two)


def test_both_readers_tell_an_error_from_the_same_letters(tmp_path: Path) -> None:
    path = tmp_path / "errors.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("A")
    sheet.write_formula("A1", "=NA()", value="#N/A")
    sheet.write_formula("A2", "=1/0", value="#DIV/0!")
    sheet.write_string("A3", "#N/A")
    book.close()
    seen = {(1, 1): Error("#N/A"), (2, 1): Error("#DIV/0!"), (3, 1): "#N/A"}
    for values in (openpyxl_values(path), calamine_values(path)):
        assert_same_books(values, {"A": seen})
    assert type(calamine_values(path)["A"][3, 1]) is str


def formula(path: Path, text: str, value: float) -> Path:
    """A workbook of one formula and the value that it shows."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("A").write_formula("A1", text, value=value)
    book.close()
    return path


@pytest.mark.libreoffice
def test_a_formula_that_gives_what_it_shows_is_sound(tmp_path: Path) -> None:
    assert_shows_what_it_gives(formula(tmp_path / "right.xlsx", "=6*7", 42))


@pytest.mark.libreoffice
def test_a_formula_that_shows_a_stale_value_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="A \\(1, 1\\): 41 and 42"):
        assert_shows_what_it_gives(formula(tmp_path / "stale.xlsx", "=6*7", 41))


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "name",
    [
        "sales_goals_example.xlsx",
        "sales_goals.xlsx",
    ],
)
def test_the_committed_workbooks_show_what_they_give(name: str) -> None:
    assert_shows_what_it_gives(ROOT / "workbook_templates" / name)
