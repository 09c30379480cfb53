"""Ranges and chances of goals: in order, coherent, and falling as the goal rises."""

import numpy as np
import pytest

from small_team import history, reps, suggested
from xlgoals.domain.steps import STEPS
from xlgoals.sums.forecast import ranges
from xlgoals.sums.suggest.funnel import drawn_by_month, drawn_rate

RNG = np.random.default_rng(7)


def lines(history: np.ndarray, goal: float) -> np.ndarray:
    """Running totals that expect what came last, and then ask for a goal."""
    running = np.repeat(history[:, -12:].sum(axis=1, keepdims=True), len(STEPS), axis=1)
    running[:, -1] = goal * running[:, -1]
    return running


def test_the_chance_falls_as_the_goal_rises_and_is_half_in_the_middle() -> None:
    history = RNG.gamma(9, 10, (5, 36))
    chances = [
        ranges.of_totals(lines(history, goal), history, 12)["chance"] for goal in (0.8, 1, 1.2)
    ]
    assert chances[1].tolist() == [0.5] * 5
    assert (chances[0] > 0.5).all()
    assert (chances[2] < 0.5).all()


def test_a_team_is_surer_of_its_total_than_its_reps_of_theirs() -> None:
    """What is luck for one evens out over twelve: the team's chance is not their product or mean."""
    history = RNG.gamma(4, 25, (12, 36))
    reps = ranges.of_totals(lines(history, 0.9), history, 12)
    total = ranges.added_up(history, np.zeros(12, np.int64), 1)
    team = ranges.of_totals(lines(total, 0.9), total, 12)
    assert team["chance"][0] > reps["chance"].max()
    assert team["high"][0] - team["low"][0] < (reps["high"] - reps["low"]).sum()


def test_what_none_of_a_group_knows_stays_unknown() -> None:
    history = np.array([[1.0, np.nan, np.nan], [2.0, 3.0, np.nan]])
    total = ranges.added_up(history, np.zeros(2, np.int64), 1)
    assert total[0, :2].tolist() == [3.0, 3.0]
    assert np.isnan(total[0, 2])


def test_a_rate_of_few_cases_has_a_wide_range() -> None:
    """4 of 4 presentations against 120 of 400."""
    drawn = drawn_rate(np.array([4.0, 120.0, 100.0]), np.array([4.0, 400.0, 400.0]))
    found = ranges.of_rates(drawn.rate, drawn, np.array([100.0, 100.0, 100.0]))
    wide = found["high"] - found["low"]
    assert wide[0] > wide[1]
    assert found["high"].max() < 1
    assert found["chance"].tolist() == pytest.approx([0.5] * 3)


def test_a_margin_of_few_months_is_drawn_to_the_team_and_has_a_wider_range() -> None:
    months = np.clip(RNG.normal([[0.2], [0.3], [0.4], [0.5]], 0.05, (4, 12)), 0, 1)
    months[3, 1:] = np.nan
    own = np.nanmean(months, axis=1)
    drawn = drawn_by_month(own, months)
    moved = np.abs(drawn.rate - own)
    assert moved[3] > 2 * moved[:3].max()
    found = ranges.of_months(drawn.rate, months, drawn, 12)
    wide = (found["high"] - found["low"]).to_numpy()
    assert wide[3] > wide[:3].max()
    assert found["chance"].tolist() == [0.5] * 4


def test_every_goal_but_an_unrecorded_one_has_an_interval() -> None:
    """Rates, activities and margin, of each rep and of the team."""
    past = history(100, 150).assign(
        sales=10.0, presentations=40.0, proposals=50.0, opportunities=100.0, cost=60.0
    )
    lines = suggested(past, reps(2, price_latitude=[True, True])).lines
    assert {"Close rate", "Margin", "Sales", "Opportunities"} <= set(lines["metric"])
    assert lines[list(ranges.RANGE)].notna().all().all()
    assert (lines["low"] <= lines["middle"]).all()
    assert (lines["middle"] <= lines["high"]).all()
