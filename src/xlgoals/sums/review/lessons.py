"""Last year's assumptions looked at again: assumed, how it turned out, what that did, what next.

How a kind of assumption is looked back upon is one row of ``LESSONS``.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from xlgoals.domain.assumption_kinds import MONEY, LookBack, kind_named
from xlgoals.sums.history.measured_changes import MeasuredChange
from xlgoals.sums.history.two_year_history import TwoYearHistory
from xlgoals.sums.review import assume_next, lesson_effects, what_came
from xlgoals.sums.review.lesson_effects import LookedAt
from xlgoals.sums.review.what_came import NOT_SEEN, Seen


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


LESSONS: Mapping[LookBack, Lesson] = {
    LookBack.GROWTH: Lesson(
        lambda at, scope: what_came.growth(at.years, at.inside(scope)),
        lesson_effects.on_revenue,
        assume_next.half_way,
    ),
    LookBack.SALE_PRICE: Lesson(
        lambda at, scope: what_came.price(at.years, at.inside(scope)),
        lesson_effects.on_revenue,
        assume_next.as_it_came,
    ),
    LookBack.CLOSE_RATE: Lesson(
        lambda at, scope: what_came.close_rate_since(at.lasting(scope)),
        lesson_effects.since_the_change,
        assume_next.nothing_on_top,
    ),
    LookBack.PEOPLE_WHO_LEFT: Lesson(
        lambda at, _: what_came.turnover(at.years, at.reps),
        lesson_effects.of_leavings,
        assume_next.leavings,
    ),
    LookBack.EMPTY_PLACES: Lesson(
        lambda at, _: what_came.vacancy(at.years, at.reps),
        lesson_effects.of_vacancies,
        assume_next.months,
    ),
    LookBack.HIRES: Lesson(
        lambda at, _: what_came.ramp(at.years), lesson_effects.of_ramps, assume_next.months
    ),
    LookBack.AS_TYPED: Lesson(
        lambda _at, _scope: NOT_SEEN, lesson_effects.on_revenue, assume_next.half_way
    ),
}

if LOST := set(LookBack) - set(LESSONS):
    raise AssertionError(f"Nobody looks back by {', '.join(way.value for way in LOST)}.")
