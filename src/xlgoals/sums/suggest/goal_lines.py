"""Lines of the Targets table: steps of a goal beside its range, each rep's and the team's."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import Direction, Metric
from xlgoals.domain.plan_settings import Settings
from xlgoals.domain.steps import COLUMNS, STEPS
from xlgoals.sums.arrays import Bools, Floats, sum_of_those
from xlgoals.sums.forecast import ranges
from xlgoals.sums.suggest.running_totals import step_frame


def lines_of(steps: pd.DataFrame, spread: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """Steps and ranges (a row a rep) with the columns that name a line.

    Where less is better, the chance is that of staying at the goal or below it.
    """
    if metric.good is Direction.LOWER:
        spread = spread.assign(chance=np.round(1 - spread["chance"], 4))
    frame = pd.concat([steps, spread], axis=1)
    names = {"metric": metric.name, "unit": metric.unit.value, "territory": "", "product": ""}
    return frame.assign(place=np.arange(len(frame)), **names)


@dataclass(frozen=True)
class Before:
    """What the reps who have a goal did of a metric before the period."""

    last_actual: Floats
    """(r): of the same months last year; NaN where unknown."""
    sold: Bools
    """(r): who was selling in them: those who were not are no part of the team's."""
    by_month: Floats
    """(r × t): NaN where unknown; it says how wide the ranges are."""


def added_lines(
    metric: Metric, running: Floats, before: Before, settings: Settings, why: list[str]
) -> pd.DataFrame:
    """Lines of a goal whose team's is the sum of the reps'; unknown where one of them is.

    Args:
        running (r × steps): Running totals; the last is the suggestion.
        why: A sentence a rep.
    """
    together = np.zeros(len(running), np.int64)
    everybody = ranges.added_up(before.by_month, together, 1)
    spread = ranges.of_totals(running, before.by_month, settings.months)
    total = running.sum(axis=0, keepdims=True)
    lines = lines_of(step_frame(running, before.last_actual, 2), spread, metric).assign(why=why)
    team = lines_of(
        step_frame(total, np.full(1, np.nan), 2),
        ranges.of_totals(total, everybody, settings.months),
        metric,
    )
    numbers = [*COLUMNS, "suggested"]
    team = team.assign(
        **{name: round(lines[name].sum(skipna=False), 2) for name in numbers},
        last_actual=sum_of_those(before.last_actual, before.sold, together, 1),
        place=-1,
        why="Sum of all reps.",
    )
    return pd.concat([team, lines], ignore_index=True)


def rate_steps(
    rate: Floats, last_actual: Floats, digits: int, price: Floats | None = None
) -> pd.DataFrame:
    """Steps of a rate: where it starts, what price adds to it, and rounding."""
    running = np.tile(rate[:, None], len(STEPS))
    if price is not None:
        running = 1 - (1 - running) / price
    running[:, -1] = np.round(running[:, -1], digits)
    return step_frame(running, last_actual, 6)
