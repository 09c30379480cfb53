"""LibreOffice opens the plans, and works out what the file says."""

import math
from pathlib import Path

import office
import pytest

from conformance.check import calamine_values, openpyxl_values, same

pytestmark = pytest.mark.libreoffice


def test_every_formula_gives_the_value_the_file_shows(sample: Path, tmp_path: Path) -> None:
    """A hard recalculation changes no cell by more than 1e-9, and leaves no error but #N/A."""
    again = office.convert(sample, tmp_path / "out", "xlsx", recalculate=True)
    before, after = openpyxl_values(sample), openpyxl_values(again)
    assert list(before) == list(after)
    for sheet in before:
        different = {
            place: (value, after[sheet].get(place))
            for place, value in before[sheet].items()
            if not near(value, after[sheet].get(place))
        }
        assert different == {}, sheet
        errors = {v for v in after[sheet].values() if isinstance(v, str) and v.startswith("#")}
        assert errors <= {"#N/A"}, sheet


def test_an_empty_plan_opens_without_an_error(empty: Path, tmp_path: Path) -> None:
    again = office.convert(empty, tmp_path / "out", "xlsx", recalculate=True)
    for sheet, values in openpyxl_values(again).items():
        assert not [v for v in values.values() if str(v).startswith("#")], sheet


def near(one: object, two: object) -> bool:
    if isinstance(one, int | float) and isinstance(two, int | float):
        return math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-9)
    return same(one, two)


def test_a_changed_input_changes_the_formulas(empty: Path, tmp_path: Path) -> None:
    again = office.convert(empty, tmp_path / "out", "xlsx", recalculate=True)
    assert calamine_values(again)["Start"][11, 6] == "● next"
    assert calamine_values(again)["Start"][12, 6] == "– later"


def test_every_visible_sheet_prints(sample: Path, tmp_path: Path) -> None:
    pdf = office.to_pdf(sample, tmp_path, one_page_a_sheet=True)
    picture = office.to_png(pdf, tmp_path / "png", 40, 1)[0]
    assert picture.stat().st_size > 5_000
