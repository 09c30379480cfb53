"""Sharing a total out: round parts that still add up exactly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.domain.errors import InputError
from xlgoals.sums.suggest.allocation import (
    blend,
    hold_pins,
    round_goals,
    round_to_total,
    weighted_share,
)

PARTS = st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=30)


def test_the_largest_remainder_gets_the_last_unit() -> None:
    parts, group = np.array([3.4, 3.4, 3.2]), np.zeros(3, int)
    assert round_to_total(parts, np.array([10.0]), group, 1.0).tolist() == [4, 3, 3]


def test_the_last_unit_goes_to_the_largest_remainder_not_to_the_largest_part() -> None:
    found = round_to_total(np.array([10.1, 3.9]), np.array([14.0]), np.zeros(2, int), 1.0)
    assert found.tolist() == [10, 4]


@given(PARTS, st.sampled_from([1.0, 10.0, 1000.0]), st.integers(0, 5000))
def test_parts_are_multiples_of_the_unit_and_add_up(
    parts: list[float], unit: float, units: int
) -> None:
    total = np.array([units * unit])
    found = round_to_total(np.array(parts), total, np.zeros(len(parts), int), unit)
    assert found.sum() == total[0]
    assert np.allclose(found / unit, np.round(found / unit))
    assert (found >= 0).all()


@given(st.lists(PARTS, min_size=1, max_size=5))
def test_every_group_adds_up_by_itself(groups: list[list[float]]) -> None:
    group = np.repeat(np.arange(len(groups)), [len(g) for g in groups])
    totals = np.round(np.array([sum(g) for g in groups]))
    found = round_to_total(np.concatenate(groups), totals, group, 1.0)
    assert np.bincount(group, found).tolist() == totals.tolist()


def test_a_total_that_is_no_multiple_leaves_the_rest_to_the_largest() -> None:
    found = round_to_total(np.array([10.0, 90.0]), np.array([123.45]), np.zeros(2, int), 10.0)
    assert found.sum() == pytest.approx(123.45)
    assert found[0] == 10


def test_pins_hold_and_the_others_carry_the_difference() -> None:
    held = hold_pins(np.array([100.0, 100, 200]), np.array([np.nan, 160, np.nan]), 400)
    assert held.tolist() == [80, 160, 160]


def test_without_a_company_goal_a_pin_moves_nobody_else() -> None:
    held = hold_pins(np.array([100.0, 100]), np.array([np.nan, 160]), np.nan)
    assert held.tolist() == [100, 160]


def test_pins_above_the_goal_are_refused_with_numbers() -> None:
    with pytest.raises(InputError, match=r"500.*200.*other 1 reps"):
        hold_pins(np.array([100.0, 100]), np.array([np.nan, 500]), 200)


def test_pins_of_everybody_above_the_goal_are_refused_with_numbers() -> None:
    values = np.array([100.0, 100])
    with pytest.raises(InputError, match=r"all 2 reps .* 260, 60 more than .* 200"):
        hold_pins(values, np.array([160.0, 100]), 200)
    assert hold_pins(values, np.array([90.0, 100]), 200).tolist() == [90, 100]


def test_the_goal_is_blended_by_its_weight() -> None:
    shares = weighted_share(np.array([300.0, 100]), np.array([100.0, 100]), 0.5)
    assert shares.tolist() == [0.625, 0.375]
    assert blend(np.array([300.0, 100]), shares, 800, 0.5).tolist() == [400, 200]
    assert blend(np.array([300.0, 100]), shares, float("nan"), 0.5).tolist() == [300, 100]


@given(PARTS)
def test_rounded_goals_keep_the_rounded_sum(values: list[float]) -> None:
    found = round_goals(np.array(values), np.zeros(len(values), bool), 100.0)
    assert found.sum() == np.round(sum(values) / 100) * 100
