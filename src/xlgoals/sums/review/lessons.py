"""Last year's assumptions looked at again: assumed, how it turned out, what that did, what next.

How a kind of assumption is looked back upon is one row of ``LESSONS``.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from xlgoals.domain.assumption_kinds import MONEY, ActsOn, LookBack, kind_named, kinds_that_change
from xlgoals.sums.arrays import Bools
from xlgoals.sums.history.measured_changes import MeasuredChange
from xlgoals.sums.history.two_year_history import YEAR, TwoYearHistory
from xlgoals.sums.review import what_came
from xlgoals.sums.review.what_came import NOT_SEEN, Seen
from xlgoals.sums.suggest.assumption_effects import in_scope
from xlgoals.sums.suggest.staffing import RAMP_MONTHS, VACANCY_MONTHS, ramp_factor, turnover_loss

ENOUGH = 2
"""So many cases of people leaving or starting make last year's figure the better guess."""


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


@dataclass(frozen=True)
class Lesson:
    """How one kind of assumption is looked back upon."""

    seen: Callable[[LookedAt, str], Seen]
    """What history says of it, in a scope."""
    effect: Callable[[LookedAt, str, float, float], float]
    """What it did to revenue, in a scope, that things turned out otherwise than assumed."""
    following: Callable[[float, float, Seen], tuple[float, str]]
    """What to assume next, and why: from what was assumed, how it came, and what history says."""


def lessons(
    years: TwoYearHistory,
    reps: pd.DataFrame,
    assumptions: pd.DataFrame,
    changes: list[MeasuredChange],
) -> pd.DataFrame:
    """Each assumption of last period against what happened.

    Args:
        reps: The Reps table, in the order of the history's reps.
        assumptions: id, kind, scope, unit, last_period_assumed, last_period_actual, next_period.
        changes: What is known to have happened.

    Returns:
        id, kind, scope, unit, assumed, actual, told_by, effect (money), next_period, suggested,
        reason; one row for each assumption about which last period said something.
    """
    rows = assumptions[
        assumptions["last_period_assumed"].notna() | assumptions["last_period_actual"].notna()
    ]
    looked = LookedAt(years, reps, assumptions, changes)
    learnt = [_one(looked, row) for row in rows.to_dict("records")]
    names = ["id", "kind", "scope", "unit", "assumed", "actual", "told_by", "effect"]
    return pd.DataFrame(learnt, columns=[*names, "next_period", "suggested", "reason"])


def _one(looked: LookedAt, row: dict[Hashable, Any]) -> dict[str, object]:
    """One assumption."""
    lesson, scope = LESSONS[kind_named(row["kind"]).looked_back], row["scope"]
    seen = lesson.seen(looked, scope)
    typed, assumed = (float(row[f"last_period_{name}"]) for name in ("actual", "assumed"))
    actual = typed if np.isnan(seen.value) else seen.value
    how = "" if np.isnan(actual) else "as you typed it" if np.isnan(seen.value) else seen.how
    if row["unit"] == MONEY or np.isnan(actual - assumed):
        effect = actual - assumed
    else:
        effect = lesson.effect(looked, scope, assumed, actual)
    if np.isnan(actual):
        suggested = np.nan
        reason = "Type how it turned out on sheet Assumptions; history does not tell."
    else:
        suggested, reason = lesson.following(assumed, actual, seen)
    kept = {name: row[name] for name in ("id", "kind", "scope", "unit", "next_period")}
    return kept | {
        "assumed": assumed,
        "actual": actual,
        "told_by": how,
        "effect": effect,
        "suggested": suggested,
        "reason": reason,
    }


# ── What it did ────────────────────────────────────────────────────────────────────────────────


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


# ── What to assume next ────────────────────────────────────────────────────────────────────────


def half_way(assumed: float, actual: float, _seen: Seen) -> tuple[float, str]:
    """Between what was assumed and what came."""
    if np.isnan(assumed):
        return actual, "What happened; nothing was assumed."
    half = round((assumed + actual) / 2, 3)
    return half, "Half-way: one year is one case, as much luck as trend."


def leavings(assumed: float, actual: float, seen: Seen) -> tuple[float, str]:
    """What happened where it was more than chance; otherwise half-way."""
    if seen.cases >= ENOUGH and not np.isnan(assumed):
        return round(actual, 3), f"What happened; {seen.cases} people are more than chance."
    return half_way(assumed, actual, seen)


def months(assumed: float, actual: float, seen: Seen) -> tuple[float, str]:
    """Whole months: what happened, or half-way after a single case."""
    if seen.cases >= ENOUGH or np.isnan(assumed) or not seen.cases:
        return float(round(actual)), f"What happened{f', {seen.how}' if seen.how else ''}."
    middle = float(np.ceil((assumed + actual) / 2))
    return middle, f"Half-way, on the careful side: {seen.how} is one case."


def nothing_on_top(_assumed: float, _actual: float, _seen: Seen) -> tuple[float, str]:
    """Nothing: it is in last year's months."""
    return 0.0, "What they took so far is in last year's months; type only what comes on top."


def as_it_came(_assumed: float, actual: float, _seen: Seen) -> tuple[float, str]:
    """What arrived."""
    return actual, "What arrived of last year's rise; a new list is a rise of its own."


LESSONS: Mapping[LookBack, Lesson] = {
    LookBack.GROWTH: Lesson(
        lambda at, scope: what_came.growth(at.years, at.inside(scope)), on_revenue, half_way
    ),
    LookBack.SALE_PRICE: Lesson(
        lambda at, scope: what_came.price(at.years, at.inside(scope)), on_revenue, as_it_came
    ),
    LookBack.CLOSE_RATE: Lesson(
        lambda at, scope: what_came.close_rate_since(at.lasting(scope)),
        since_the_change,
        nothing_on_top,
    ),
    LookBack.PEOPLE_WHO_LEFT: Lesson(
        lambda at, _: what_came.turnover(at.years, at.reps), of_leavings, leavings
    ),
    LookBack.EMPTY_PLACES: Lesson(
        lambda at, _: what_came.vacancy(at.years, at.reps), of_vacancies, months
    ),
    LookBack.HIRES: Lesson(lambda at, _: what_came.ramp(at.years), of_ramps, months),
    LookBack.AS_TYPED: Lesson(lambda _at, _scope: NOT_SEEN, on_revenue, half_way),
}

if LOST := set(LookBack) - set(LESSONS):
    raise AssertionError(f"Nobody looks back by {', '.join(way.value for way in LOST)}.")
