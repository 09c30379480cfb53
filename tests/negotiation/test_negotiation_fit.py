"""Goals that fit each other: activities bring the revenue, parts add up to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.domain.errors import InputError
from xlgoals.domain.goal_ids import goal_id
from xlgoals.domain.metrics import DEFAULT, Metrics
from xlgoals.negotiation import fit

SUGGESTED = {
    "Revenue": 1000.0, "Sales": 10.0, "Presentations": 40.0, "Close rate": 0.25,
    "Proposals": 50.0, "Product: A": 600.0, "Product: B": 400.0,
}  # fmt: skip
"""An average sale of 100."""


def fitted(
    stands: dict[str, float],
    suggested: dict[str, float],
    settled: set[str],
    unit: float,
    metrics: Metrics = DEFAULT,
) -> dict[str, float]:
    """The same with goals by their labels."""
    named = (
        {goal_id(label): value for label, value in goals.items()} for goals in (stands, suggested)
    )
    new = fit.fitted(*named, {goal_id(label) for label in settled}, unit, metrics)
    return {goal.label: value for goal, value in new.items()}


def test_twice_the_revenue_takes_twice_the_activities_and_parts() -> None:
    """Revenue 2,000 ÷ average sale 100 = 20 sales ÷ close rate 0.25 = 80 presentations."""
    assert fitted({**SUGGESTED, "Revenue": 2000.0}, SUGGESTED, set(), 10.0) == {
        "Sales": 20.0, "Presentations": 80.0, "Proposals": 100.0,
        "Product: A": 1200.0, "Product: B": 800.0,
    }  # fmt: skip


def test_what_fits_already_is_left_alone() -> None:
    assert fitted(SUGGESTED, SUGGESTED, set(), 10.0) == {}


def test_what_is_agreed_stays_and_the_others_carry_the_difference() -> None:
    new = fitted({**SUGGESTED, "Revenue": 900.0}, SUGGESTED, {"Product: A", "Sales"}, 10.0)
    assert "Product: A" not in new
    assert "Sales" not in new
    assert new["Product: B"] == 300.0


def test_agreed_parts_above_the_revenue_are_refused_with_numbers() -> None:
    with pytest.raises(InputError, match=r"Product: A: 600 is agreed, and the revenue is 500"):
        fitted({**SUGGESTED, "Revenue": 500.0}, SUGGESTED, {"Product: A"}, 10.0)
    with pytest.raises(InputError, match=r"1,000 is agreed"):
        fitted({**SUGGESTED, "Revenue": 1100.0}, SUGGESTED, {"Product: A", "Product: B"}, 10.0)


def test_without_a_revenue_goal_there_is_nothing_to_fit_to() -> None:
    with pytest.raises(InputError, match="propose one first"):
        fitted({"Sales": 3.0}, SUGGESTED, set(), 1.0)


def test_unknown_activities_are_left_out() -> None:
    stands = {"Revenue": 2000.0, "Product: A": 500.0, "Product: B": 500.0}
    assert fitted(stands, stands, set(), 1.0) == {"Product: A": 1000.0, "Product: B": 1000.0}


@given(
    st.floats(1, 1e9), st.lists(st.floats(0, 1e8), min_size=2, max_size=13),
    st.sampled_from([0.01, 1.0, 100.0]),
)  # fmt: skip
def test_parts_add_up_whatever_they_were(revenue: float, parts: list[float], unit: float) -> None:
    stands = {"Revenue": round(revenue, 2), **{f"Territory: {n}": p for n, p in enumerate(parts)}}
    new = {**stands, **fitted(stands, stands, set(), unit)}
    total = sum(value for name, value in new.items() if name != "Revenue")
    assert abs(total - new["Revenue"]) <= max(unit / 2, 1e-6 * revenue)
