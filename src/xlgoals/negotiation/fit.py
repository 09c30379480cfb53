"""Goals that fit each other: activities that bring the revenue, and parts that add up to it."""

from collections.abc import Collection, Mapping

import numpy as np

from xlgoals.domain.errors import InputError
from xlgoals.domain.goal_ids import PARTS, WHOLE, GoalId
from xlgoals.domain.metrics import CLOSE_RATE, DEFAULT, PRESENTATIONS, SALES, Metrics
from xlgoals.sums.suggest.allocation import round_to_total

Goals = Mapping[GoalId, float]


def fitted(
    stands: Goals,
    suggested: Goals,
    settled: Collection[GoalId],
    unit: float,
    metrics: Metrics = DEFAULT,
) -> dict[GoalId, float]:
    """Values for the goals that do not fit the revenue goal yet.

    Activities are scaled alike so that presentations × close rate × average sale brings the
    revenue; products and territories so that they add up to it.

    Args:
        stands: Every goal of a rep as it stands; unknown ones may be left out.
        suggested: Every goal as it is suggested; tells the average sale.
        settled: Goals that both sides have accepted: they are kept.
        unit: What products and territories are rounded to (money).
        metrics: Of the plan; its funnel says which activities there are.

    Errors:
        InputError: there is no revenue goal, or what is settled leaves no way.
    """
    revenue = stands.get(WHOLE, np.nan)
    if np.isnan(revenue):
        raise InputError("There is no revenue goal to fit the others to; propose one first.")
    new = _activities(stands, suggested, settled, metrics)
    for part in PARTS:
        parts = {
            goal: value
            for goal, value in stands.items()
            if goal.metric == WHOLE.metric and goal.part == part
        }
        if len(parts) > 1 and not any(np.isnan(value) for value in parts.values()):
            new |= _parts(parts, settled, revenue, unit)
    return {goal: value for goal, value in new.items() if value != stands[goal]}


def _activities(
    stands: Goals, suggested: Goals, settled: Collection[GoalId], metrics: Metrics
) -> dict[GoalId, float]:
    """Activities that bring the revenue at the close rate and average sale there are."""
    sales, revenue = GoalId(SALES.name), stands[WHOLE]
    sold = suggested.get(sales, np.nan)
    average = suggested.get(WHOLE, np.nan) / sold if sold > 0 else np.nan
    tried = stands.get(GoalId(PRESENTATIONS.name), np.nan)
    brings = tried * stands.get(GoalId(CLOSE_RATE.name), np.nan) * average
    if np.isnan(brings) or brings <= 0:
        return {}
    needed = {sales: revenue / average}
    # From the sale backwards, as it is worked out: the sales that the revenue takes come first.
    goals = [GoalId(metric.name) for metric in reversed(metrics.activities)]
    return {
        goal: float(np.ceil(round(needed.get(goal, stands[goal] * revenue / brings), 6)))
        for goal in goals
        if goal not in settled and not np.isnan(stands.get(goal, np.nan))
    }


def _parts(
    parts: Goals, settled: Collection[GoalId], revenue: float, unit: float
) -> dict[GoalId, float]:
    """Products or territories that add up to the revenue; what is settled is kept."""
    values = np.array(list(parts.values()))
    if abs(values.sum() - revenue) < unit / 2:
        return {}
    free = np.array([goal not in settled for goal in parts])
    agreed = float(values[~free].sum())
    if not free.any() or agreed > revenue:
        raise InputError(
            f"{', '.join(goal.label for goal in parts if goal in settled)}: {agreed:,.0f} is "
            f"agreed, and the revenue is {revenue:,.0f}; reopen one of them, with a reason, to "
            "make them fit."
        )
    rest = np.array([revenue - agreed])
    rounded = round_to_total(values[free], rest, np.zeros(int(free.sum()), np.int64), unit)
    unsettled = [goal for goal in parts if goal not in settled]
    return dict(zip(unsettled, rounded.tolist(), strict=True))
