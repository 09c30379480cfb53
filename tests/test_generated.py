"""What is committed is what the declarations say now."""

import zipfile
from pathlib import Path

import pytest

from build import libreoffice, reference, templates
from same_files import differences, parts

ROOT = Path(__file__).parent.parent
HINT = "run `make build` and commit what it changes"


def test_the_committed_workbooks_are_fresh(tmp_path: Path) -> None:
    for made in [*templates.build(tmp_path), *libreoffice.build(tmp_path)]:
        committed = ROOT / "workbook_templates" / made.name
        assert differences(parts(committed), parts(made)) == [], HINT


def test_the_committed_pages_are_fresh(tmp_path: Path) -> None:
    for made in reference.build(tmp_path):
        committed = (ROOT / "docs" / made.name).read_text(encoding="utf-8")
        assert made.read_text(encoding="utf-8") == committed, HINT


SHEET = "xl/worksheets/sheet1.xml"
CELL = b'<c r="B7" s="3"><f>SUM(C7:D7)</f><v>9344433.445460834</v></c><c r="B8"><v>12</v></c>'


def test_the_last_digits_of_a_number_are_no_difference() -> None:
    assert differences({SHEET: CELL}, {SHEET: CELL.replace(b"0834", b"0828")}) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"9344433.445460834", b"9344433.5"),
        (b">12<", b">13<"),
        (b">12<", b">twelve<"),
        (b"SUM(C7:D7)", b"SUM(C7:D8)"),
        (b's="3"', b's="4"'),
        (b"<v>12</v>", b""),
    ],
)
def test_anything_else_is_a_difference(old: bytes, new: bytes) -> None:
    assert differences({SHEET: CELL}, {SHEET: CELL.replace(old, new)}) != []


def test_a_part_more_or_less_is_a_difference() -> None:
    assert differences({SHEET: CELL}, {SHEET: CELL, "xl/styles.xml": b""}) != []


def test_every_template_can_be_read_as_parts() -> None:
    made = [*(ROOT / "workbook_templates").iterdir()]
    assert made
    assert all(zipfile.is_zipfile(path) for path in made)
