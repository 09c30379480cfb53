"""What the manager knows to have happened: how much it did, as told and as history shows it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.months import months_of_dates
from xlgoals.domain.rates import close_rate, ratio
from xlgoals.sums.arrays import Bools, Floats
from xlgoals.sums.history.two_year_history import TwoYearHistory
from xlgoals.sums.suggest.assumption_effects import in_scope

LEAST_PRESENTATIONS = 10
"""So many presentations before and after a change make a close rate that says something."""


@dataclass(frozen=True)
class MeasuredChange:
    """One row of sheet Changes, with what it did."""

    what: str
    scope: str
    month: int
    one_off: bool
    told: float
    """Share of revenue as the manager wrote it; NaN where left blank."""
    measured: float
    """Change of the close rate in its scope since then; NaN for a one-off, for a change that holds
    for all (nothing is left to compare with), or with too few cases."""
    rates: tuple[float, float]
    """Close rate in its scope before and since."""
    inside: Bools
    """(n): the series in its scope."""

    @property
    def share(self) -> float:
        """The share that counts: as told, or else as measured."""
        return self.measured if np.isnan(self.told) else self.told


def measured_changes(years: TwoYearHistory, changes: pd.DataFrame) -> list[MeasuredChange]:
    """The changes that are dated within the history, in the order of their rows."""
    months = months_of_dates(changes["date"].to_numpy("datetime64[s]"))
    what = changes.get("what_changed", changes["scope"]).tolist()
    kinds = (changes["lasting_or_one_off"] == "One-off").tolist()
    measured_rows = []
    for at, month in enumerate(months):
        if not len(years.months) or not years.months[0] < month <= years.months[-1]:
            continue
        scope, told = str(changes["scope"].iloc[at]), float(changes["effect"].iloc[at])
        inside = in_scope(scope, years.series, years.past.reps)
        rates = rates_around(years, inside, int(month))
        apart = not kinds[at] and not inside.all() and rates[0] > 0
        measured = rates[1] / rates[0] - 1 if apart else np.nan
        told = told if told > -1 else np.nan
        measured_rows.append(
            MeasuredChange(
                str(what[at]), scope, int(month), kinds[at], told, measured, rates, inside
            )
        )
    return measured_rows


def rates_around(years: TwoYearHistory, inside: Bools, month: int) -> tuple[float, float]:
    """Close rate of some series before a month, and since; NaN where there are too few cases."""
    since = years.months >= month
    rates = []
    for when in (~since, since):
        sales, presented = (years.total(name, inside, when) for name in ("sales", "presentations"))
        enough = presented >= LEAST_PRESENTATIONS
        rates.append(float(close_rate(sales, presented)) if enough else np.nan)
    return rates[0], rates[1]


def lost_since(years: TwoYearHistory, inside: Bools, month: int) -> float:
    """What another close rate since a month did to revenue there: negative for a loss.

    (rate since − rate before) × presentations since × revenue of a sale since.
    """
    since = years.months >= month
    before, after = rates_around(years, inside, month)
    presented, sales, revenue = (
        years.total(name, inside, since) for name in ("presentations", "sales", "revenue")
    )
    return float((after - before) * presented * ratio(revenue, sales))


def effects(years: TwoYearHistory, changes: list[MeasuredChange]) -> Floats:
    """What each change did to the revenue of each series, last year against the year before.

    A change with the share e turned what would have come into what came: × (1 + e). It so added
    revenue × e ÷ (1 + e). Where several hold at once, what they did together is shared out by the
    logarithm of 1 + e, which depends on no order.

    Returns:
        (n × changes): 0 where the share is unknown, or the change is older than both years.
    """
    revenue = years.values["revenue"]
    logs = np.zeros((len(changes), *revenue.shape))
    for at, change in enumerate(changes):
        if np.isnan(change.share) or change.share <= -1:
            continue
        when = years.months == change.month if change.one_off else years.months >= change.month
        logs[at] = np.where(change.inside[:, None] & when, np.log1p(change.share), 0.0)
    together = logs.sum(axis=0)
    # (1 − e^−x) ÷ x, which is 1 where x is 0
    weight = np.divide(
        -np.expm1(-together), together, out=np.ones_like(together), where=np.abs(together) > 1e-12
    )
    added = logs * (revenue * weight)
    by_series = np.zeros((len(revenue), len(changes)))
    first = years.months[years.before][:1]
    for at, change in enumerate(changes):
        if len(first) and change.month < first[0]:
            continue
        now, then = added[at][:, years.last].sum(axis=1), added[at][:, years.before].sum(axis=1)
        by_series[:, at] = now - then
    return by_series
