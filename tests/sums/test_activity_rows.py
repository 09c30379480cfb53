"""Activities are their own rows: they say nothing about sales, and sales nothing about them."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from test_history import START, reps

from xlgoals.domain.metrics import DEFAULT
from xlgoals.sums.history.activity_rows import activity_rows
from xlgoals.sums.history.monthly_history import History, tidy
from xlgoals.sums.history.two_year_history import two_year_history
from xlgoals.sums.review.attainment import looked_at
from xlgoals.sums.track.tracking import actual_by_month

UNKNOWN = np.nan
MONEY = ("revenue", "sales")


def rows(*cells: tuple[int, str, str, float, float, float]) -> pd.DataFrame:
    """(months before the period, rep, product, presentations, sales, revenue)."""
    names = ["ago", "rep_id", "product", "presentations", "sales", "revenue"]
    table = pd.DataFrame(cells, columns=names)
    table["month"] = (START - table.pop("ago")).astype(float)
    others = set(DEFAULT.measures) - {*names}
    return table.assign(territory="North", **dict.fromkeys(sorted(others), np.nan))


def made(table: pd.DataFrame) -> History:
    return tidy(table, reps("A", "B"), START)


ORDERS = [
    (ago, rep, product, UNKNOWN, 1.0, 100.0 * ago)
    for ago in (3, 2, 1)
    for rep, product in (("A", "Alpha"), ("B", "Beta"))
]
CALLS = [(ago, rep, "", 20.0, UNKNOWN, UNKNOWN) for ago in (3, 2, 1) for rep in ("A", "B")]


def test_rows_of_activities_beside_orders_leave_money_as_it_is_and_are_known() -> None:
    alone, both = made(rows(*ORDERS)), made(rows(*ORDERS, *CALLS))
    for name in MONEY:
        assert np.array_equal(both.by_rep[name], alone.by_rep[name], equal_nan=True)
    assert both.by_rep["presentations"].tolist() == [[20] * 3] * 2
    assert np.isnan(alone.by_rep["presentations"]).all()
    assert both.series["product"].tolist() == ["Alpha", "Beta"]
    assert both.recent("revenue").tolist() == [600, 600]


def test_a_month_with_activities_and_no_order_is_a_month_without_sales() -> None:
    past = made(rows(*ORDERS[:4], ORDERS[5], *CALLS))
    assert past.by_rep["revenue"][0].tolist() == [300, 200, 0]
    assert past.by_rep["presentations"][0].tolist() == [20, 20, 20]


def test_activities_after_the_last_order_do_not_lengthen_the_history() -> None:
    past = made(rows(*ORDERS[:4], *CALLS))
    assert past.months.tolist() == [START - 3, START - 2]
    assert past.recent("revenue").tolist() == [500, 500]


def test_who_has_orders_and_no_activities_has_unknown_activities() -> None:
    past = made(rows(*ORDERS, *CALLS[:5]))
    assert past.by_rep["presentations"][0].tolist() == [20, 20, 20]
    assert np.isnan(past.by_rep["presentations"][1, 2])


def test_an_order_without_its_amount_is_still_unknown() -> None:
    order = (1, "A", "Gamma", UNKNOWN, 1.0, UNKNOWN)
    past = made(rows(*ORDERS, order, *CALLS))
    assert np.isnan(past.by_rep["revenue"][0, 2])
    assert past.by_rep["sales"][0, 2] == 2


def test_an_amount_left_blank_in_a_table_that_holds_both_in_one_row_is_unknown() -> None:
    """Beta is sold elsewhere, and the rows of that month tell of sales and activities at once."""
    whole = [(1, "A", "Alpha", 10.0, 1.0, 100.0), (2, "A", "Beta", 5.0, 1.0, 50.0)]
    past = made(rows(*whole, (1, "A", "Beta", 5.0, UNKNOWN, UNKNOWN)))
    assert past.by_rep["presentations"][0].tolist() == [5, 15]
    assert np.isnan(past.by_rep["revenue"][0, 1])


def test_where_no_row_tells_both_activities_with_a_product_are_no_blank_amounts() -> None:
    calls = [(1, "A", "Beta", 20.0, UNKNOWN, UNKNOWN), (1, "B", "Beta", 20.0, UNKNOWN, UNKNOWN)]
    assert made(rows(*ORDERS, *calls)).by_rep["revenue"].tolist() == [[300, 200, 100]] * 2
    alone = made(rows(*ORDERS[:4], ORDERS[5], *calls))
    assert alone.by_rep["revenue"][0].tolist() == [300, 200, 0]


def test_what_was_never_sold_is_no_blank_amount_even_where_rows_tell_both() -> None:
    whole = (1, "A", "Alpha", 10.0, 1.0, 100.0)
    past = made(rows(whole, (1, "A", "Activity", 5.0, UNKNOWN, UNKNOWN)))
    assert past.by_rep["revenue"][0].tolist() == [100]
    assert past.by_rep["presentations"][0].tolist() == [15]


def test_presentations_left_blank_amidst_rows_that_have_them_are_unknown() -> None:
    whole = [(1, "A", "Alpha", 10.0, 1.0, 100.0), (1, "A", "Beta", UNKNOWN, 1.0, 50.0)]
    past = made(rows(*whole))
    assert past.by_rep["revenue"][0].tolist() == [150]
    assert np.isnan(past.by_rep["presentations"][0, 0])


def test_a_history_of_activities_alone_is_as_it_was() -> None:
    table = rows(*CALLS)
    assert not activity_rows(table).any()
    assert made(table).by_rep["presentations"].tolist() == [[20] * 3] * 2


def test_looking_back_reps_have_activities_and_parts_do_not() -> None:
    table = rows(*ORDERS, *CALLS)
    years = two_year_history(made(table), table, 0.0)
    when = np.ones(3, bool)
    assert years.by_rep("presentations", when).tolist() == [60, 60]
    assert years.total("presentations", np.ones(2, bool), when) == 120
    assert np.isnan(years.sums("presentations", when)).all()
    assert years.sums("revenue", when).tolist() == [600, 600]


def test_goals_for_activities_are_held_against_what_each_rep_did_in_all() -> None:
    table = rows(*ORDERS, *CALLS)
    years = two_year_history(made(table), table, 0.0)
    goals = pd.DataFrame({"rep_id": ["A"], "territory": "", "product": "", "month": np.nan})
    goals = goals.assign(metric="Presentations", target=50.0)
    named = reps("A", "B").assign(rep=["Ann", "Bob"])
    seen = looked_at(years, named, goals)
    seen = seen[seen["metric"] == "Presentations"].set_index("by")
    assert seen.loc[["Team", "Rep"], "actual"].tolist() == [120, 60]


def test_a_part_of_a_rep_has_no_part_of_the_activities() -> None:
    table = rows(*ORDERS, (1, "A", "Beta", UNKNOWN, 1.0, 7.0), *CALLS)
    years = two_year_history(made(table), table, 0.0)
    assert years.series["product"].tolist() == ["Alpha", "Beta", "Beta"]
    only = np.array([True, False, False])
    assert np.isnan(years.total("presentations", only, np.ones(3, bool)))


def test_following_a_period_takes_activities_and_money_from_their_rows() -> None:
    table = rows(*ORDERS[:5], *CALLS)
    for name, came in (
        ("revenue", [[300, 200, 100], [300, 200, 0]]),
        ("presentations", [[20] * 3] * 2),
    ):
        assert actual_by_month(table, ["A", "B"], name, START - 3, 3).tolist() == came


def test_a_month_with_activities_alone_has_unknown_sales_while_it_is_followed() -> None:
    came = actual_by_month(rows(*ORDERS[:4], *CALLS), ["A", "B"], "revenue", START - 3, 3)
    assert came[:, :2].tolist() == [[300, 200]] * 2
    assert np.isnan(came[:, 2]).all()


ORDER = st.tuples(
    st.integers(1, 4),
    st.sampled_from("AB"),
    st.sampled_from(["Alpha", "Beta"]),
    st.one_of(st.just(UNKNOWN), st.integers(0, 40).map(float)),
    st.integers(0, 9).map(float),
    st.one_of(st.just(UNKNOWN), st.integers(-99, 99).map(float)),
)
ACTIVITY = st.tuples(
    st.integers(1, 5),
    st.sampled_from("AB"),
    st.sampled_from(["", "Activity"]),
    st.integers(0, 40).map(float),
    st.just(UNKNOWN),
    st.just(UNKNOWN),
)


def alike(one: History, other: History, *names: str) -> bool:
    return all(np.array_equal(one.by_rep[n], other.by_rep[n], equal_nan=True) for n in names)


@given(st.lists(ORDER, min_size=1, max_size=12), st.lists(ACTIVITY, max_size=8))
def test_adding_rows_of_activities_changes_nothing_about_money(
    orders: list[tuple[int, str, str, float, float, float]],
    activities: list[tuple[int, str, str, float, float, float]],
) -> None:
    alone, both = made(rows(*orders)), made(rows(*orders, *activities))
    assert alike(alone, both, *MONEY)
    assert np.array_equal(alone.revenue, both.revenue, equal_nan=True)
    assert alone.series.equals(both.series)
    assert alone.months.tolist() == both.months.tolist()
    assert np.array_equal(alone.selling, both.selling)


@given(st.lists(ORDER, min_size=1, max_size=12), st.data())
def test_splitting_a_row_in_two_changes_no_known_sum_and_no_money(
    orders: list[tuple[int, str, str, float, float, float]], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(orders) - 1))
    ago, rep, product, shown, sales, revenue = orders[at]
    halves = [
        (ago, rep, product, shown, UNKNOWN, UNKNOWN),
        (ago, rep, product, UNKNOWN, sales, revenue),
    ][int(np.isnan(shown)) :]
    whole = made(rows(*orders))
    split = made(rows(*orders[:at], *halves, *orders[at + 1 :]))
    assert alike(whole, split, *MONEY)
    known = ~np.isnan(whole.by_rep["presentations"])
    before, after = (one.by_rep["presentations"][known] for one in (whole, split))
    assert before.tolist() == after.tolist()


@given(st.lists(st.one_of(ORDER, ACTIVITY), min_size=1, max_size=12), st.randoms())
def test_the_order_of_rows_changes_nothing(
    cells: list[tuple[int, str, str, float, float, float]], luck: object
) -> None:
    mixed = cells.copy()
    luck.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = made(rows(*cells)), made(rows(*mixed))
    assert alike(one, other, *DEFAULT.measures)


@given(st.lists(ACTIVITY, max_size=8))
def test_zeros_and_blanks_of_activity_rows_are_the_same_beside_orders(
    activities: list[tuple[int, str, str, float, float, float]],
) -> None:
    inside = [row for row in activities if row[0] <= 3]
    zeros = [(*row[:4], 0.0, 0.0) for row in inside]
    one, other = made(rows(*ORDERS, *inside)), made(rows(*ORDERS, *zeros))
    assert alike(one, other, *MONEY)
    told = ~np.isnan(other.by_rep["presentations"])
    assert (
        one.by_rep["presentations"][told].tolist() == other.by_rep["presentations"][told].tolist()
    )
