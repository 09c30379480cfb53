"""What it did to last year's revenue that an assumption turned out otherwise than assumed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.assumption_kinds import ActsOn, kinds_that_change
from xlgoals.sums.arrays import Bools
from xlgoals.sums.history.measured_changes import MeasuredChange
from xlgoals.sums.history.two_year_history import YEAR, TwoYearHistory
from xlgoals.sums.review import what_came
from xlgoals.sums.suggest.assumption_effects import in_scope
from xlgoals.sums.suggest.staffing import RAMP_MONTHS, VACANCY_MONTHS, ramp_factor, turnover_loss


@dataclass(frozen=True)
class LookedAt:
    """What all assumptions are held against."""

    years: TwoYearHistory
    reps: pd.DataFrame
    assumptions: pd.DataFrame
    changes: list[MeasuredChange]

    def inside(self, scope: str) -> Bools:
        """(n): the series in a scope."""
        return in_scope(scope, self.years.series, self.years.past.reps)

    def lasting(self, scope: str) -> list[MeasuredChange]:
        """The changes of a scope that stay."""
        return [change for change in self.changes if change.scope == scope and not change.one_off]

    def typed(self, acts_on: ActsOn, default: float) -> float:
        """How an assumption about this turned out, as typed."""
        rows = self.assumptions[self.assumptions["kind"].isin(kinds_that_change(acts_on))]
        actual = rows["last_period_actual"].dropna()
        return float(actual.iloc[-1]) if len(actual) else default


def on_revenue(looked: LookedAt, scope: str, assumed: float, actual: float) -> float:
    """What another share than assumed did to the revenue of a scope, all year."""
    return _revenue_changed(looked, scope, looked.years.last, actual - assumed, actual)


def since_the_change(looked: LookedAt, scope: str, assumed: float, actual: float) -> float:
    """What another share than assumed did since a dated change; unknown without one."""
    changes, years = looked.lasting(scope), looked.years
    if not changes:
        return np.nan
    months = years.last & (years.months >= changes[-1].month)
    return _revenue_changed(looked, scope, months, actual - assumed, actual)


def _revenue_changed(
    looked: LookedAt, scope: str, months: Bools, more: float, actual: float
) -> float:
    """What a share more did to the revenue that came; unknown where nothing could come."""
    if actual <= -1:
        return np.nan
    revenue = looked.years.sums("revenue", months)[looked.inside(scope)].sum()
    return float(revenue) * more / (1 + actual)


def of_leavings(looked: LookedAt, _scope: str, assumed: float, actual: float) -> float:
    """What more leavings than assumed did to the team's revenue."""
    if np.isnan(_full_month(looked)):
        return np.nan
    waits = (
        looked.typed(ActsOn.VACANCY, VACANCY_MONTHS),
        looked.typed(ActsOn.RAMP, RAMP_MONTHS),
    )
    more, fewer = (turnover_loss([rate], YEAR, *waits).mean() for rate in (actual, assumed))
    years = looked.years
    return -float(more - fewer) * float(years.sums("revenue", years.last).sum())


def of_vacancies(looked: LookedAt, _scope: str, assumed: float, actual: float) -> float:
    """What longer vacancies than assumed did to the team's revenue."""
    left = what_came.turnover(looked.years, looked.reps).cases
    return -(actual - assumed) * left * _full_month(looked)


def of_ramps(looked: LookedAt, _scope: str, assumed: float, actual: float) -> float:
    """What a longer ramp than assumed did to the team's revenue."""
    past, last = looked.years.past, looked.years.last
    hired = np.nan_to_num(past.hired, nan=-np.inf)[:, None]
    on_job = (looked.years.months - hired)[:, last]
    had, expected = (
        np.where(past.selling[:, last], ramp_factor(np.minimum(on_job, 1e6), length), 0.0).sum()
        for length in (actual, assumed)
    )
    return float(had - expected) * _full_month(looked)


def _full_month(looked: LookedAt) -> float:
    """What a month at full strength brought last year; unknown where there was none."""
    years = looked.years
    present = float(years.strength[:, years.last].sum())
    revenue = float(years.sums("revenue", years.last).sum())
    return revenue / present if present else np.nan
