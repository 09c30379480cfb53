"""What truly happened to the sample organisation: the answers a review is to find."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.sample import cast
from xlgoals.sums.suggest.staffing import ramp_factor


@dataclass(frozen=True)
class Cause:
    """Something that happened: from when, to whom, how much as a share and in last year's money."""

    month: int
    scope: str
    """As on the sheet Changes: ``all``, ``territory: North``, ``rep: R05``."""
    share: float
    """Of revenue in its scope from then on; of the month's, for a one-off."""
    money: float
    """What it added to the revenue of the last twelve months; negative where it took away."""


@dataclass(frozen=True)
class Planted:
    """The true causes behind the last twelve months, and the true rates behind everything."""

    growth: float
    """Of opportunities, a year."""
    competitor: Cause
    price: Cause
    large_order: Cause
    ramp: tuple[float, ...]
    """Share of full strength by month on the job, the first one first."""
    hires: Mapping[str, int]
    """Rep → first month."""
    leaver: str
    left: int
    """First month without the leaver."""
    vacancy: int
    """Months in which nobody was in the leaver's place."""
    turnover: float
    """Leavers of the last twelve months ÷ average headcount in them."""
    latitude: frozenset[str]
    star: str
    struggling: str
    few_presentations: str
    form: Mapping[str, float]
    """Rep → opportunities of the last year against the year before, without growth or season."""
    close_rate: Mapping[str, float]
    """Rep → sales ÷ presentations, where there is no competitor."""


def planted(made: pd.DataFrame, start: int) -> Planted:
    """The true causes, given the cells that were drawn."""
    hires = {who.rep_id: start - who.hired_ago for who in cast.PEOPLE if who.hired_ago <= 12}
    leaver = next(who for who in cast.PEOPLE if who.left_ago)
    followers = [who for who in cast.PEOPLE if 0 < who.hired_ago <= leaver.left_ago]
    return Planted(
        growth=cast.GROWTH,
        competitor=_competitor(made, start),
        price=_price(made, start),
        large_order=_large_order(made),
        ramp=tuple((month + 1) / cast.RAMP for month in range(cast.RAMP)),
        hires=hires,
        leaver=leaver.rep_id,
        left=start - leaver.left_ago,
        vacancy=leaver.left_ago - max(who.hired_ago for who in followers),
        turnover=1 / average_headcount(),
        latitude=frozenset(who.rep_id for who in cast.PEOPLE if who.latitude),
        star="R05",
        struggling="R06",
        few_presentations="R09",
        form={who.rep_id: who.form[2] / who.form[1] for who in cast.PEOPLE},
        close_rate={who.rep_id: who.close_rate for who in cast.PEOPLE},
    )


def average_headcount() -> float:
    """Reps on the job on average over the last twelve months."""
    months = [
        sum(who.left_ago < ago <= who.hired_ago for who in cast.PEOPLE) for ago in range(1, 13)
    ]
    return sum(months) / 12


def strength_sum(months: int, ramp: int) -> float:
    """Months of full strength that a hire's first months amount to."""
    return float(ramp_factor(np.arange(months), ramp).sum())


def _competitor(made: pd.DataFrame, start: int) -> Cause:
    """What the close rate lost in the competitor's territory cost."""
    month = start - cast.COMPETITOR_AGO
    after = made["territory"].eq(cast.COMPETITOR_TERRITORY) & (made["month"] >= month)
    return Cause(
        month,
        f"territory: {cast.COMPETITOR_TERRITORY}",
        cast.COMPETITOR_EFFECT,
        _added(made.loc[after, "revenue"].sum(), cast.COMPETITOR_EFFECT),
    )


def _price(made: pd.DataFrame, start: int) -> Cause:
    """What the higher list prices added."""
    month = start - cast.PRICE_AGO
    after = made[made["month"] >= month]
    revenue = after["revenue"].sum() - after["one_off"].sum()
    return Cause(month, "all", cast.PRICE_EFFECT, _added(revenue, cast.PRICE_EFFECT))


def _added(revenue: float, share: float) -> float:
    """What a change added to the revenue that came after it: negative for a loss."""
    return float(revenue * share / (1 + share))


def _large_order(made: pd.DataFrame) -> Cause:
    """What the large order was against the rest of the rep's month."""
    order = made[made["one_off"] > 0].iloc[0]
    money, month = float(order["one_off"]), int(order["month"])
    mine = made[REP_ID].eq(order[REP_ID]) & made["month"].eq(month)
    share = money / (float(made.loc[mine, "revenue"].sum()) - money)
    return Cause(month, f"rep: {order['rep_id']}", share, money)
