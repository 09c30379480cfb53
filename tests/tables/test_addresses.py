"""Addresses, areas and references: beyond column Z, with signs in sheets' names."""

import pytest

from xlgoals.tables.addresses import Area, column_letters, column_number, place_of, with_sheet


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_letters_and_numbers_of_columns_are_each_other_s_reverse(number: int, letters: str) -> None:
    assert (column_letters(number), column_number(letters)) == (letters, number)


def test_an_address_is_a_row_and_a_column() -> None:
    assert place_of("AB12") == (12, 28)


@pytest.mark.parametrize("text", ["B6:AX18", "$B$6:$AX$18"])
def test_an_area_knows_its_corners_with_or_without_dollars(text: str) -> None:
    assert Area.of(text) == Area(6, 2, 18, 50)
    assert (str(Area.of(text)), Area.of(text).fixed) == ("B6:AX18", "$B$6:$AX$18")


@pytest.mark.parametrize("text", ["A:C", "3:4", "", "Team[Agreed]", "'S'!A1", "A1,B2"])
def test_what_is_no_single_rectangle_is_no_area(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 – the text of openpyxl's own differs
        Area.of(text)


def test_references_follow_a_sheet_s_new_name_and_others_do_not() -> None:
    formula = "=SUM('Rep''s sheet'!B2:B9)+'My Rep''s sheet'!B2&\"'Rep''s sheet'!\"&Team!A1"
    after = "=SUM('N · Zoë & Co'!B2:B9)+'My Rep''s sheet'!B2&\"'Rep''s sheet'!\"&Team!A1"
    assert with_sheet(formula, "Rep's sheet", "N · Zoë & Co") == after


def test_a_reference_without_quotes_is_found_and_a_longer_name_that_ends_alike_is_not() -> None:
    assert with_sheet("Team!$B$2:$B$9", "Team", "N · A") == "'N · A'!$B$2:$B$9"
    assert with_sheet("MyTeam!$B$2", "Team", "N · A") == "MyTeam!$B$2"
