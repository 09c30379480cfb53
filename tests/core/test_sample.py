"""The sample organisation is what it says, and believable."""

import numpy as np
import pandas as pd
import pytest

from xlgoals.core.sample import COMPETITOR_EFFECT, COMPETITOR_FROM, organisation

START = 684


def test_it_has_what_a_sample_needs() -> None:
    made = organisation()
    history, reps = made.history, made.reps
    assert len(reps) == 12
    assert (history["territory"].nunique(), history["product"].nunique()) == (4, 5)
    assert history["month"].nunique() == 36
    assert history["month"].max() == START - 1
    assert reps["left"].notna().sum() == 1
    assert reps["price_latitude"].sum() == 2
    assert (reps["hired"] > np.datetime64("2026-01-01")).sum() == 2
    assert {"Market growth", "Price", "Competitor", "Turnover", "Ramp"} <= set(
        made.assumptions["kind"]
    )
    assert len(made.last_targets) > 30


def test_the_same_seed_gives_the_same_numbers_and_another_one_others() -> None:
    one, same, other = organisation(1), organisation(1), organisation(2)
    assert one.history.equals(same.history)
    assert not one.history["revenue"].equals(other.history["revenue"])


def test_no_stage_of_the_funnel_exceeds_the_one_before() -> None:
    history = organisation().history
    assert (history["proposals"] <= history["opportunities"]).all()
    assert (history["presentations"] <= history["proposals"]).all()
    large = history["revenue"] > 80_000  # the one large order is a sale without a presentation
    assert (history["sales"] <= history["presentations"])[~large].all()
    assert (history["revenue"] <= history["list_revenue"]).all()


def test_single_proposals_are_those_that_history_counts() -> None:
    made = organisation()
    opened = made.proposals["opened"].to_numpy().astype("datetime64[M]").astype(int)
    for month in (START - 1, START - 6, START - 14):
        counted = made.history.loc[made.history["month"] == month, "proposals"].sum()
        assert (opened == month).sum() == counted
    still_open = made.proposals["closed"].isna()
    assert 60 < still_open.sum() < 900
    assert (made.proposals["outcome"][still_open] == "").all()


def close_rate_change(seed: int) -> float:
    """The North's close rate after against before, relative to the other territories."""
    history = organisation(seed).history
    after = history["month"] >= START - COMPETITOR_FROM
    north = history["territory"] == "North"

    def rate(rows: pd.Series) -> float:
        return float(history.loc[rows, "sales"].sum() / history.loc[rows, "presentations"].sum())

    north_change = rate(north & after) / rate(north & ~after)
    return north_change / (rate(~north & after) / rate(~north & ~after)) - 1


def test_the_competitor_costs_the_north_its_share_and_nobody_else() -> None:
    """One sample is noisy; over twenty the planted effect comes out."""
    changes = [close_rate_change(seed) for seed in range(20)]
    assert np.mean(changes) == pytest.approx(COMPETITOR_EFFECT, abs=0.05)


def test_attainment_is_spread_as_in_life() -> None:
    made = organisation()
    last = made.history[made.history["month"] >= START - 12].groupby("rep_id")["revenue"].sum()
    asked = made.last_targets[
        (made.last_targets["metric"] == "Revenue") & (made.last_targets["product"] == "")
    ].set_index("rep_id")["target"]
    share = (last / asked).dropna()
    assert 0.2 <= (share >= 1).mean() <= 0.7
    assert share.min() > 0.5
    assert share.max() < 1.5
