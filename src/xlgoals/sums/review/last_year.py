"""Last year, explained: attainment, causes, assumptions and findings from one history."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import DEFAULT, Metrics
from xlgoals.sums.history import last_targets as goals
from xlgoals.sums.history.measured_changes import measured_changes
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.history.rep_metrics import pipeline
from xlgoals.sums.history.two_year_history import TwoYearHistory, two_year_history
from xlgoals.sums.review.attainment import BETWEEN, PRODUCT, REP, REP_PRODUCT, TERRITORY, looked_at
from xlgoals.sums.review.causes import Causes, causes
from xlgoals.sums.review.lessons import lessons
from xlgoals.sums.suggest.assumption_effects import staffing

BIG = 0.1
"""A goal missed by so much of it wants a reason."""
LEVELS_WITH_REASON = (REP, TERRITORY, PRODUCT)


@dataclass(frozen=True)
class Review:
    """Everything that looking back gives."""

    years: TwoYearHistory
    attained: pd.DataFrame
    """As ``attainment.looked_at`` gives it."""
    causes: Causes
    lessons: pd.DataFrame


def review(  # noqa: PLR0913 – each is a table of the plan
    past: History,
    rows: pd.DataFrame,
    *,
    reps: pd.DataFrame,
    last_targets: pd.DataFrame,
    assumptions: pd.DataFrame,
    changes: pd.DataFrame,
    proposals: pd.DataFrame,
    schedule: tuple[float, ...] = (),
    metrics: Metrics = DEFAULT,
) -> Review:
    """Last year, explained.

    Args:
        past: The history before the period, made tidy.
        rows: The same as rows.
        reps, last_targets, assumptions, changes, proposals: The plan's tables.
        schedule (fraction): What a new hire brings month by month, where the plan says so.
        metrics: Those of the plan.
    """
    people = staffing(assumptions, reps, past.months[-12:], schedule)
    years = two_year_history(past, rows, people.ramp, people.schedule)
    seen = reps.assign(in_process=pipeline(proposals, past)[0])
    asked = goals.by_rep(goals.revenue_targets(last_targets, past.months[-12:]))
    target = asked.reindex(past.reps).to_numpy(np.float64)
    happened = measured_changes(years, changes)
    return Review(
        years,
        looked_at(years, seen, last_targets, metrics),
        causes(years, reps, target, happened),
        lessons(years, reps, assumptions, happened),
    )


def missed(table: pd.DataFrame) -> pd.DataFrame:
    """The big misses of reps, territories and products that nobody has given a reason for.

    Args:
        table: by, id, name, target, gap, reason.

    Returns:
        Those rows, the largest miss first.
    """
    asked = table["by"].isin(LEVELS_WITH_REASON) & (table["reason"].fillna("") == "")
    big = table["gap"] <= -BIG * table["target"]
    return table[asked & big & (table["target"] > 0)].sort_values("gap", kind="stable")


def reasons_for(table: pd.DataFrame, rep_id: str) -> tuple[str, ...]:
    """What the manager wrote about a rep's year, in sentences.

    Args:
        table: The Review table: by, id, name, target, actual, reason, and noted (a date or blank).
        rep_id: Whose reasons; those about single products of the rep follow.
    """
    reasoned = table[table["reason"].fillna("") != ""]
    own = reasoned[(reasoned["by"] == REP) & (reasoned["id"] == rep_id)]
    pairs = reasoned[
        (reasoned["by"] == REP_PRODUCT) & reasoned["id"].str.startswith(f"{rep_id}{BETWEEN}")
    ]
    return tuple(
        _reason(row, str(row["id"]).partition(BETWEEN)[2])
        for row in pd.concat([own, pairs]).to_dict("records")
    )


def _reason(row: dict[Hashable, Any], product: str) -> str:
    """One reason as a sentence: about what, how far it was off, why, and since when it is known."""
    about = f"{product}: " if product else ""
    target, actual = (float(row[name]) for name in ("target", "actual"))
    came = f"{actual / target:.0%} of the goal. " if target > 0 and actual == actual else ""  # noqa: PLR0124
    noted = row.get("noted")
    since = "" if noted is None or pd.isna(noted) else f" (noted {str(noted)[:10]})"
    text = str(row["reason"]).strip()
    return f"{about}{came}{text}{'' if text[-1:] in '.!?…' else '.'}{since}"
