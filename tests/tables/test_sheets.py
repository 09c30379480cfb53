"""The declarations of the sheets are sound."""

import re

import pytest

from xlgoals.tables.language import Role, Sheet
from xlgoals.views.plan_sheets import SHEETS, find_sheet
from xlgoals.views.start import STEPS
from xlgoals.views.theme import LABELS, width

TABLES = {sheet.table.name: sheet.table for sheet in SHEETS if sheet.table}


def test_names_are_unique_and_legal() -> None:
    names = [sheet.name for sheet in SHEETS]
    assert len({name.casefold() for name in names}) == len(names)
    assert len(TABLES) == len([sheet for sheet in SHEETS if sheet.table])
    for name in names:
        assert len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\']", name)


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.table], ids=lambda sheet: sheet.name)
def test_a_sheets_declaration_holds_together(sheet: Sheet) -> None:
    assert sheet.purpose.endswith(".")
    table = sheet.table
    assert table is not None
    assert len({header.casefold() for header in table.headers}) == len(table.headers)
    assert len({column.name for column in table.columns}) == len(table.columns)
    assert set(table.key) <= set(table.headers)
    for column in table.columns:
        assert 0 < len(column.hint) <= 255
        assert 8 <= width(column) <= 40
        assert bool(column.formula) == (column.role is Role.FORMULA)
        assert not column.unit_from or column.unit_from in table.headers
        for other, header in re.findall(r"(\w+)\[\[#This Row\],\[([^\]]+)\]\]", column.formula):
            assert header in TABLES[other].headers
        if column.refers_to:
            assert column.refers_to[1] in TABLES[column.refers_to[0]].headers
    for chart in sheet.charts:
        assert chart.name.startswith("xlgoals ")
        drawn = find_sheet(chart.sheet) if chart.sheet else sheet
        assert drawn is not None
        assert drawn.table is not None
        headers = {chart.categories, *(series.header for series in chart.series)}
        assert headers <= set(drawn.table.headers)


def test_labels_have_a_place_a_look_and_columns_that_exist() -> None:
    for sheet in SHEETS:
        places = [label.at for label in sheet.labels]
        assert len(set(places)) == len(places)
        for label in sheet.labels:
            assert label.look in LABELS
            for table, header in re.findall(r"(\w+)\[([^\]]+)\]", label.text):
                assert header in TABLES[table].headers
    assert all(find_sheet(sheet) for _, _, sheet, _ in STEPS)


def test_a_sheet_is_found_by_its_name_or_its_tables() -> None:
    for name in ("Last targets", "lasttargets", "LAST TARGETS", "LastTargets"):
        found = find_sheet(name)
        assert found is not None
        assert found.name == "Last targets"
    assert find_sheet("Nothing") is None
