"""Where a period ends: the suggestion's range before it, what came after it, and in between both."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.sums.forecast.chance import NORMAL_AT_EDGE, chance_of_reaching
from xlgoals.sums.track.projection import Expected, end, luck, month_noise

HERE = np.ones((1, 12))


def expected(
    middle: float = 1200.0,
    doubt: float = 0.15,
    noise: float = 0.04,
    share: np.ndarray | None = None,
) -> Expected:
    wide = np.exp(NORMAL_AT_EDGE * doubt)
    flat = np.full((1, 12), 1 / 12) if share is None else share
    one = np.array([middle])
    return Expected(one / wide, one, one * wide, flat, np.array([noise]))


def at(gone: int, actual: float, of: Expected | None = None) -> tuple[float, float, float]:
    found = end(of or expected(), np.array([actual]), gone, HERE)
    return float(found.low[0]), float(found.middle[0]), float(found.high[0])


def test_before_the_period_it_is_the_range_of_the_suggestion() -> None:
    of = expected()
    wanted = [of.low[0], of.middle[0], of.high[0]]
    assert at(0, 0.0) == pytest.approx(wanted)
    found = end(of, np.zeros(1), 0, HERE)
    goal = np.array([1300.0])
    assert found.chance(goal) == pytest.approx(chance_of_reaching(goal, of.low, of.middle, of.high))


def test_when_it_is_over_it_is_what_came() -> None:
    assert at(12, 987.0) == pytest.approx((987, 987, 987))
    found = end(expected(), np.array([987.0]), 12, HERE)
    assert found.chance(np.array([987.0])).tolist() == [0.5]
    assert found.chance(np.array([988.0])).tolist() == [0.0]
    assert found.chance(np.array([986.0])).tolist() == [1.0]


def test_who_is_on_plan_ends_where_it_was_expected() -> None:
    for gone in range(13):
        assert at(gone, gone * 100.0)[1] == pytest.approx(1200)


@given(st.integers(1, 11), st.floats(0, 3000), st.floats(1, 500))
def test_who_brought_more_ends_higher_and_never_by_less_than_that(
    gone: int, actual: float, more: float
) -> None:
    one, other = at(gone, actual)[1], at(gone, actual + more)[1]
    assert other - one >= more * (1 - 1e-9)


@given(st.integers(1, 11), st.floats(0, 3000))
def test_it_lies_between_the_plan_for_the_rest_and_the_pace_for_the_rest(
    gone: int, actual: float
) -> None:
    planned, paced = actual + 1200 * (12 - gone) / 12, actual / gone * 12
    low, high = sorted((planned, paced))
    assert low - 1e-6 <= at(gone, actual)[1] <= high + 1e-6


@given(st.floats(0.03, 0.5), st.floats(0.0, 0.3))
def test_the_range_narrows_as_the_period_goes(doubt: float, noise: float) -> None:
    of = expected(doubt=doubt, noise=noise)
    wide = [high - low for low, _, high in (at(gone, gone * 100.0, of) for gone in range(13))]
    assert all(before >= after - 1e-9 for before, after in pairwise(wide))


def test_calm_months_tell_more_than_wild_ones() -> None:
    calm, wild = (at(3, 450.0, expected(noise=noise))[1] for noise in (0.001, 0.2))
    assert calm > wild
    assert calm == pytest.approx(1800, rel=0.03)


def test_the_chances_keep_their_promise_where_the_world_is_as_assumed() -> None:
    """20,000 reps whose level and months are drawn as the model says, four months in."""
    draw = np.random.default_rng(5)
    count, doubt, noise = 20_000, 0.2, 0.06
    of = expected(doubt=doubt, noise=noise)
    own = np.sqrt(doubt**2 - of.luck[0])
    month = np.sqrt(of.luck[0] * 12)
    level = np.exp(draw.normal(0, own, count))
    months = 100 * level[:, None] * np.exp(draw.normal(-(month**2) / 2, month, (count, 12)))
    many = Expected(*(np.repeat(x, count) for x in (of.low, of.middle, of.high)),
                    np.repeat(of.share, count, 0), np.repeat(of.noise, count))  # fmt: skip
    found = end(many, months[:, :4].sum(axis=1), 4, np.ones((count, 12)))
    total = months.sum(axis=1)
    for name, wanted in (("low", 0.1), ("middle", 0.5), ("high", 0.9)):
        assert (total <= getattr(found, name)).mean() == pytest.approx(wanted, abs=0.03)


def test_who_leaves_brings_nothing_afterwards() -> None:
    staying = np.ones((1, 12))
    staying[0, 6:] = 0
    found = end(expected(), np.array([300.0]), 3, staying)
    assert found.middle[0] == pytest.approx(600)


def test_without_an_expectation_it_is_pace_alone_and_has_no_range() -> None:
    nothing = np.array([np.nan])
    of = Expected(nothing, nothing, nothing, np.full((1, 12), 1 / 12), np.array([0.04]))
    low, middle, high = at(3, 90.0, of)
    assert middle == pytest.approx(360)
    assert np.isnan([low, high]).all()


def test_unknown_stays_unknown() -> None:
    assert np.isnan(at(3, np.nan)).all()


def test_luck_is_smaller_over_more_months() -> None:
    found = [float(luck(expected(), gone)[0]) for gone in (1, 4, 12)]
    assert found == sorted(found, reverse=True)
    assert np.isnan(luck(expected(), 0)).all()


def test_noise_is_none_where_every_month_is_alike_and_grows_with_them() -> None:
    pool = np.zeros(2, np.int64)
    calm = month_noise(np.full((2, 36), 100.0), pool)
    wild = month_noise(np.random.default_rng(1).gamma(4, 25, (2, 36)), pool)
    assert (calm < 0.01).all()
    assert (wild > 0.1).all()
    assert month_noise(np.full((1, 5), np.nan), np.zeros(1, np.int64))[0] == pytest.approx(0.04)
