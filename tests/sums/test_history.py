"""Zero, unknown and not selling are three different things."""

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import DEFAULT
from xlgoals.sums.history.monthly_history import tidy

START = 684


def reps(*ids: str, hired: str = "NaT", left: str = "NaT") -> pd.DataFrame:
    day = lambda text: pd.Series(np.array([text] * len(ids), "datetime64[s]"))  # noqa: E731
    return pd.DataFrame({"rep_id": ids, "hired": day(hired), "left": day(left)})


def rows(*cells: tuple[int, str, float]) -> pd.DataFrame:
    """(months before the period, rep, revenue)."""
    table = pd.DataFrame(cells, columns=["ago", "rep_id", "revenue"])
    table["month"] = (START - table.pop("ago")).astype(float)
    for name in DEFAULT.measures:
        table[name] = table[name] if name == "revenue" else np.nan
    return table.assign(territory="North", product="A")


def test_a_month_without_a_row_is_zero_while_others_sold() -> None:
    past = tidy(rows((3, "A", 10), (1, "A", 30), (2, "B", 5)), reps("A", "B"), START)
    assert past.by_rep["revenue"][0].tolist() == [10, 0, 30]


def test_a_blank_cell_is_unknown_and_makes_the_sum_unknown() -> None:
    past = tidy(rows((2, "A", 10), (1, "A", np.nan)), reps("A"), START)
    assert past.by_rep["revenue"][0, 0] == 10
    assert np.isnan(past.by_rep["revenue"][0, 1])
    assert np.isnan(past.recent("revenue")[0])


def test_a_month_nobody_has_rows_for_is_unknown_to_all() -> None:
    past = tidy(rows((3, "A", 10), (1, "A", 30)), reps("A"), START)
    assert np.isnan(past.by_rep["revenue"][0, 1])


def test_months_before_the_first_row_are_not_selling() -> None:
    past = tidy(rows((3, "A", 10), (2, "A", 0), (1, "B", 5)), reps("A", "B"), START)
    assert past.selling.tolist() == [[True, True, True], [False, False, True]]
    assert past.recent("revenue").tolist() == [10, 5]


def test_months_between_hire_and_first_sale_are_zero() -> None:
    past = tidy(rows((4, "A", 1), (1, "B", 5)), reps("A", "B", hired="2026-10-01"), START)
    assert past.selling[1].tolist() == [False, True, True, True]


def test_a_rep_who_left_is_not_selling_afterwards() -> None:
    past = tidy(rows((3, "A", 10), (1, "B", 5)), reps("A", "B", left="2026-11-15"), START)
    assert past.selling[0].tolist() == [True, True, False]


def test_rows_of_the_period_itself_do_not_count() -> None:
    past = tidy(rows((1, "A", 10), (0, "A", 99), (-3, "A", 99)), reps("A"), START)
    assert past.recent("revenue").tolist() == [10]


def test_columns_that_nobody_filled_are_unknown_not_zero() -> None:
    past = tidy(rows((2, "A", 10), (1, "B", 5)), reps("A", "B"), START)
    assert np.isnan(past.recent("presentations")).all()


def test_the_order_of_rows_does_not_matter() -> None:
    table = rows((3, "A", 10), (1, "A", 30), (2, "B", 5), (3, "B", 7))
    one, other = tidy(table, reps("A", "B"), START), tidy(table.iloc[::-1], reps("A", "B"), START)
    assert np.array_equal(one.revenue, other.revenue, equal_nan=True)


def test_no_rows_at_all_is_an_empty_history() -> None:
    past = tidy(rows().iloc[:0], reps("A"), START)
    assert past.revenue.shape == (0, 0)
    assert np.isnan(past.recent("revenue")).all()
