"""The order of day and month is a property of a column; what nothing proves is asked."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.domain.errors import InputError
from xlgoals.intake.date_habits import DateOrder, date_order
from xlgoals.tables.dates import parse_date
from xlgoals.tables.language import Cell


def order_of(*cells: Cell, told: str = "") -> DateOrder:
    return date_order("Order Date", cells, range(2, 2 + len(cells)), told)


def test_one_date_proves_the_order_of_all() -> None:
    found = order_of("1/1/2025", "1/3/2025", "1/10/2025", "1/13/2025", None, "2/11/2025")
    assert found == DateOrder("mdy", reason="month/day/year: row 5, “1/13/2025”")


def test_dates_of_which_none_proves_it_are_asked_about() -> None:
    found = order_of("1/2/2025", "3/4/2025", "5/5/2025")
    assert (found.open, found.order) == (True, "")
    assert found.reason == (
        "2 dates such as “1/2/2025” could be two days: say --dates dmy or --dates mdy"
    )


def test_what_the_user_says_counts() -> None:
    assert order_of("1/2/2025", told="dmy").order == "dmy"


@pytest.mark.parametrize(
    "cells", [("2025-01-02",), ("Jan 2025", None), (dt.date(2025, 1, 2), 45292.0), ("01.2025",), ()]
)
def test_dates_that_need_no_order_say_nothing(cells: tuple[Cell, ...]) -> None:
    assert order_of(*cells) == DateOrder()


def test_the_same_day_in_every_order_asks_nothing() -> None:
    assert not order_of("1/1/2025", "02/02/2025").open


def test_dots_stand_between_day_and_month() -> None:
    assert order_of("01.02.2025").order == "dmy"
    assert order_of("01.02.2025", "01.13.2025").order == "mdy"


def test_two_digit_years_can_stand_first() -> None:
    assert order_of("25-01-13", "25-01-99").order == "dmy"
    assert order_of("25-01-02").open
    assert order_of("25-12-31", "26-12-31", "99-01-01").order == "ymd"


def test_dates_that_contradict_each_other_stop_it_with_both_rows() -> None:
    with pytest.raises(InputError, match=r"row 2, “13/01/2025” and row 3, “01/13/2025”"):
        order_of("13/01/2025", "01/13/2025")


def test_dates_that_a_program_turned_round_are_refused() -> None:
    """13/01 could not be a month, so it stayed text; 03/01 became the first of March."""
    turned = (dt.date(2025, 3, 1), dt.date(2025, 4, 1), "13/01/2025", "28/01/2025")
    with pytest.raises(InputError, match="2 real dates, all on the 1st to the 12th"):
        order_of(*turned)
    assert order_of(*turned, dt.date(2025, 1, 30)).order == "dmy"


FORMS = {"dmy": "{d}/{m}/{y}", "mdy": "{m}-{d}-{y}", "ymd": "{y}/{m}/{d}"}


@given(
    st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2079, 12, 31)), min_size=1, max_size=40),
    st.sampled_from(sorted(FORMS)),
    st.booleans(),
)
def test_a_column_comes_back_exactly_or_is_asked_about(
    days: list[dt.date], order: str, short: bool
) -> None:
    texts = [
        FORMS[order].format(
            d=f"{day.day:02}", m=f"{day.month:02}", y=f"{day:%y}" if short else day.year
        )
        for day in days
    ]
    found = order_of(*texts)
    if not found.open:
        assert [parse_date(text, found.order) for text in texts] == days
    assert [parse_date(text, order) for text in texts] == days
