"""LibreOffice opens the plans, and works out what the file says."""

from pathlib import Path

import office
import pytest

from conformance.check import Error, calamine_values, openpyxl_values
from conformance.recalculation import assert_shows_what_it_gives

pytestmark = pytest.mark.libreoffice


def test_every_formula_gives_the_value_the_file_shows(sample: Path) -> None:
    """A hard recalculation changes no cell by more than 1e-9."""
    assert_shows_what_it_gives(sample)


def test_no_cell_of_the_sample_is_an_error_but_not_available(sample: Path, tmp_path: Path) -> None:
    again = office.convert(sample, tmp_path / "out", "xlsx", recalculate=True)
    for sheet, values in openpyxl_values(again).items():
        assert {str(v) for v in values.values() if isinstance(v, Error)} <= {"#N/A"}, sheet


def test_an_empty_plan_opens_without_an_error(empty: Path, tmp_path: Path) -> None:
    again = office.convert(empty, tmp_path / "out", "xlsx", recalculate=True)
    for sheet, values in openpyxl_values(again).items():
        assert not [v for v in values.values() if isinstance(v, Error)], sheet


def test_a_changed_input_changes_the_formulas(empty: Path, tmp_path: Path) -> None:
    again = office.convert(empty, tmp_path / "out", "xlsx", recalculate=True)
    assert calamine_values(again)["Start"][11, 6] == "● next"
    assert calamine_values(again)["Start"][12, 6] == "– later"


def test_every_visible_sheet_prints(sample: Path, tmp_path: Path) -> None:
    pdf = office.to_pdf(sample, tmp_path, one_page_a_sheet=True)
    picture = office.to_png(pdf, tmp_path / "png", 40, 1)[0]
    assert picture.stat().st_size > 5_000
