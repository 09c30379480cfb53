"""Which rows of an export make History, and which make Proposals."""

import datetime as dt

import pytest

from xlgoals.domain.errors import InputError
from xlgoals.intake.each_row_a_sale import each_row_is_a_sale
from xlgoals.intake.row_conditions import asked_for, conditions
from xlgoals.intake.stages import stage_column
from xlgoals.intake.which_rows import for_history, for_proposals, says_expected
from xlgoals.tables.language import Cell

HEADERS = ["Deal ID", "Owner", "Close Date", "Stage", "Amount"]
ROWS: list[list[Cell]] = [
    ["1", "A", "2025-11-01", "Closed Won", 100.0],
    ["2", "A", "2025-12-01", "Closed Lost", 100.0],
    ["3", "A", "2026-03-31", "Negotiation", 100.0],
    ["4", "B", "2026-06-30", "Prospecting", 100.0],
]
STAGE = stage_column(HEADERS, ROWS)
DATES = [dt.date.fromisoformat(str(row[2])) for row in ROWS]


def test_only_won_rows_make_history_and_the_preview_counts_the_others() -> None:
    which = for_history(STAGE, (), ROWS)
    assert which.counts.tolist() == [True, False, False, False]
    assert which.sentences[0] == (
        "1 of 4 rows count: Stage says won; 1 lost and 2 open are left aside."
    )
    assert which.left_out == {}


def test_without_a_stage_all_rows_count() -> None:
    assert for_history(None, (), ROWS).counts.all()


def test_a_row_that_says_neither_is_a_loss_with_a_reason() -> None:
    rows: list[list[Cell]] = [*ROWS, ["5", "B", "2026-06-30", "Closed", 1.0]]
    which = for_history(stage_column(HEADERS, rows), (), rows)
    assert which.left_out == {4: "Stage says “Closed”: neither won nor lost nor open"}
    assert "1 unclear" in which.sentences[0]


def test_all_deals_make_proposals_and_an_open_one_has_no_close_date() -> None:
    which = for_proposals(STAGE, (), ROWS, DATES, "Close Date")
    assert which.counts.all()
    assert which.outcomes == ["Won", "Lost", None, None]
    assert which.still_open.tolist() == [False, False, True, True]
    assert which.sentences[:2] == (
        "Stage says: 1 won, 1 lost, 2 open.",
        "2 open deals have an expected close date; it is left out.",
    )


def test_a_won_deal_without_a_readable_close_date_stays_out() -> None:
    which = for_proposals(STAGE, (), ROWS, [None, *DATES[1:]], "Close Date")
    assert which.counts.tolist() == [False, True, True, True]
    assert which.left_out[0].startswith("Stage says “Closed Won”, and Close Date has no date")


def test_a_table_of_proposals_as_we_write_it_keeps_its_close_dates() -> None:
    rows: list[list[Cell]] = [["1", "Won"], ["2", "Lost"], ["3", None]]
    which = for_proposals(stage_column(["ID", "Outcome"], rows), (), rows, DATES[:3])
    assert not which.still_open.any()


def test_the_user_says_which_rows_count() -> None:
    wanted = conditions(["stage=closed won, Negotiation", "Owner!=B"], HEADERS)
    which = for_history(STAGE, wanted, ROWS)
    assert which.counts.tolist() == [True, False, True, False]
    assert which.sentences == (
        "2 of 4 rows count: Stage is closed won or Negotiation and Owner is not B.",
    )


def test_what_is_asked_of_another_column_leaves_the_stage_its_say() -> None:
    assert for_history(STAGE, conditions(["Owner=A"], HEADERS), ROWS).counts.sum() == 1


def test_several_conditions_on_one_column_are_alternatives() -> None:
    wanted = conditions(["Deal ID=1", "Deal ID=2", "Deal ID!=3", "Deal ID!=4"], HEADERS)
    assert asked_for(wanted, ROWS)[0].tolist() == [True, True, False, False]


def test_a_value_may_be_a_number_a_blank_or_have_a_comma() -> None:
    rows: list[list[Cell]] = [["Ohio, East", 1.0], ["West", None]]
    for text, first in (('A="Ohio, East"', True), ("B=1", True), ("B=", False)):
        mask = asked_for(conditions([text], ["A", "B"]), rows)[0]
        assert mask.tolist() == [first, not first]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Stag=Won", "no column “Stag”; did you mean “Stage”"),
        ("Stage Won", "has no “=”"),
        ("Stage=Wonn", "in no row Stage is Wonn; Stage has “Closed Won” (1), “Closed Lost” (1)"),
    ],
)
def test_a_condition_that_cannot_hold_says_what_there_is(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        asked_for(conditions([text], HEADERS), ROWS)
    assert message in str(caught.value)


def test_a_value_to_leave_out_that_nobody_has_is_told() -> None:
    mask, said = asked_for(conditions(["Stage!=Lostt"], HEADERS), ROWS)
    assert mask.all()
    assert said[1].startswith("No row has Stage Lostt; Stage has “Closed Won” (1)")


def test_each_row_of_an_order_file_is_a_sale() -> None:
    keys = list(range(4))
    assert "each of 4 rows is one sale (Deal ID numbers them)" in each_row_is_a_sale(
        {"Month", "Revenue"}, HEADERS, ROWS, keys
    )
    plain = ["Owner", "Month", "Amount"]
    rows: list[list[Cell]] = [["A", "2025-01", 1.0], ["A", "2025-01", 2.0]]
    assert "some rep and month have several" in each_row_is_a_sale(
        {"Month", "Revenue"}, plain, rows, [1, 1]
    )
    assert not each_row_is_a_sale({"Month", "Revenue"}, plain, rows, [1, 2])
    assert not each_row_is_a_sale({"Month", "Revenue", "Sales"}, plain, rows, [1, 1])


def test_lines_of_one_order_are_named() -> None:
    rows: list[list[Cell]] = [["7", 1.0], ["7", 2.0]]
    said = each_row_is_a_sale({"Revenue"}, ["Order No.", "Amount"], rows, [1, 2])
    assert "Order No. has only 1 different ones: rows may be lines of one order." in said


@pytest.mark.parametrize("header", ["Expected Close", "Est. Close Date", "Fermeture prévue"])
def test_an_expected_date_is_known_by_its_name(header: str) -> None:
    assert says_expected(header)
    assert not says_expected("Date du contrat")
