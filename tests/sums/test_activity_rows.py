"""Activities are their own rows: what a row is not about, it does not say."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from xlgoals.domain.metrics import DEFAULT
from xlgoals.sums.history.activity_rows import SAYS_RESULTS, as_said
from xlgoals.sums.history.monthly_history import History, tidy

JAN = 660
REPS = pd.DataFrame(
    {
        "rep_id": ["A", "B"],
        "hired": pd.to_datetime([None, None]),
        "left": pd.to_datetime([None, None]),
    }
)
Row = tuple[int, str, str, dict[str, float]]


def history(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"month": month, "rep_id": rep, "territory": "", "product": product}
            | {name: said.get(name, np.nan) for name in DEFAULT.measures}
            for month, rep, product, said in rows
        ]
    )


def tidied(*rows: Row) -> History:
    return tidy(as_said(history(*rows), DEFAULT), REPS, JAN + 12)


ORDERS: tuple[Row, ...] = (
    (JAN, "A", "X", {"revenue": 100.0, "sales": 2.0}),
    (JAN, "A", "Y", {"revenue": 50.0, "sales": 1.0}),
    (JAN, "B", "X", {"revenue": 70.0, "sales": 1.0}),
)
CALLS: Row = (JAN, "A", "", {"presentations": 20.0})


def test_a_row_of_activities_says_nothing_of_what_was_sold() -> None:
    past = tidied(*ORDERS, CALLS)
    assert past.by_rep["revenue"].tolist() == [[150.0], [70.0]]
    assert past.by_rep["sales"].tolist() == [[3.0], [1.0]]


def test_orders_say_nothing_of_activities_and_nobody_s_are_unknown() -> None:
    shown = tidied(*ORDERS, CALLS).by_rep["presentations"]
    assert shown[0].tolist() == [20.0]
    assert np.isnan(shown[1]).all()  # nobody recorded those of B


def test_an_order_without_an_amount_stays_unknown() -> None:
    """Its blank is no zero: the sum of the others would look like all of it."""
    past = tidied(*ORDERS, CALLS, (JAN, "A", "Z", {"sales": 1.0}))
    assert np.isnan(past.by_rep["revenue"][0]).all()
    assert past.by_rep["sales"][0].tolist() == [4.0]


def test_a_month_with_activities_only_has_no_sales_where_the_team_s_are_known() -> None:
    rows = (*ORDERS, CALLS, (JAN + 1, "A", "", {"presentations": 5.0}))
    last = (JAN + 1, "B", "X", {"revenue": 7.0, "sales": 1.0})
    assert tidied(*rows, last).by_rep["revenue"].tolist() == [[150.0, 0.0], [70.0, 7.0]]


def test_activities_after_the_last_orders_do_not_end_the_history_later() -> None:
    past = tidied(*ORDERS, CALLS, (JAN + 1, "A", "", {"presentations": 5.0}))
    assert past.months.tolist() == [JAN]


def test_a_product_of_activities_only_is_none_to_sell() -> None:
    past = tidied(*ORDERS, (JAN, "A", "Activity", {"presentations": 20.0}))
    sold = past.series[past.series["sells"]]
    assert sorted(set(sold["product"])) == ["X", "Y"]


def test_a_row_that_says_nothing_is_one_whose_sales_nobody_knows() -> None:
    past = tidied(*ORDERS, (JAN, "A", "Z", {}))
    assert np.isnan(past.by_rep["revenue"][0]).all()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.sampled_from("AB"),
            st.sampled_from("XY"),
            st.integers(0, 900),
            st.integers(0, 9),
            st.one_of(st.none(), st.integers(0, 40)),
        ),
        min_size=1,
        max_size=12,
        unique_by=lambda row: row[:3],
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=300, deadline=None)
def test_one_row_or_two_are_the_same(rows: list[tuple], order: object) -> None:
    """A row with everything, and the same as one of orders and one of activities."""
    whole: list[Row] = []
    parted: list[Row] = []
    for month, rep, product, revenue, sales, shown in rows:
        results = {"revenue": float(revenue), "sales": float(sales)}
        acts = {} if shown is None else {"presentations": float(shown)}
        whole.append((JAN + month, rep, product, results | acts))
        parted.append((JAN + month, rep, product, results))
        if acts:
            parted.append((JAN + month, rep, "", acts))
    order.shuffle(parted)  # type: ignore[attr-defined]
    one, two = tidied(*whole), tidied(*parted)
    for name in ("revenue", "sales", "presentations"):
        np.testing.assert_allclose(one.by_rep[name], two.by_rep[name], rtol=1e-12)


def test_a_history_without_activities_is_as_it_was() -> None:
    rows = history(*ORDERS)
    said = as_said(rows, DEFAULT)
    pd.testing.assert_frame_equal(said.drop(columns=SAYS_RESULTS), rows)
