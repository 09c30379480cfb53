"""Goals for metrics that the funnel does not give: each from the reps' own history.

A sum or an average is expected as revenue is: level × season × growth, less the months in which
nobody is there or a new hire is not yet at full strength. A ratio is drawn to the team's.
"""

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import (
    CLOSE_RATE,
    IN_PROCESS,
    MARGIN,
    REVENUE,
    AddsUp,
    Metric,
    Metrics,
    Term,
    Unit,
)
from xlgoals.domain.plan_settings import Settings
from xlgoals.domain.rates import ratio
from xlgoals.domain.steps import RAMP, STEPS, TURNOVER, position
from xlgoals.sums.arrays import Floats, Ints
from xlgoals.sums.forecast import ranges
from xlgoals.sums.forecast.baseline import potential
from xlgoals.sums.forecast.series_forecast import forecast
from xlgoals.sums.history.monthly_history import History, combined
from xlgoals.sums.suggest.funnel import Drawn, drawn_by_month, drawn_rate
from xlgoals.sums.suggest.goal_lines import Before, added_lines, lines_of, rate_steps
from xlgoals.sums.suggest.running_totals import Goals

BY_OTHER_MEANS = frozenset(metric.name for metric in (REVENUE, CLOSE_RATE, IN_PROCESS, MARGIN))
"""Metrics whose goals follow from revenue, from the funnel, or from proposals."""


def own_lines(
    found: Goals, history: History, settings: Settings, metrics: Metrics
) -> list[pd.DataFrame]:
    """Lines of the Targets table for all other metrics; none for what nobody recorded."""
    lines: list[pd.DataFrame] = []
    for metric in metrics.negotiated:
        if metric.funnel is not None or metric.name in BY_OTHER_MEANS:
            continue
        made = _divided if metric.adds_up is AddsUp.RATIO else _added
        lines += made(metric, found, history, settings, metrics)
    return lines


def _added(
    metric: Metric, found: Goals, history: History, settings: Settings, metrics: Metrics
) -> list[pd.DataFrame]:
    """Lines of a metric that is added up over reps, and over months or averaged over them."""
    past = combined(history.by_rep, metric.above)[found.here]
    if not np.isfinite(past).any():
        return []
    months, used, growth = _expected(past, found)
    staying = months * found.staying
    stages = [months, staying, staying * found.ramping]
    totals = [each.sum(axis=1) if metric.is_sum else each.mean(axis=1) for each in stages]
    running = np.tile(totals[0][:, None], len(STEPS))
    running[:, position(TURNOVER) :] = totals[1][:, None]
    running[:, position(RAMP) :] = totals[2][:, None]
    running[:, -1] = np.round(running[:, -1], metric.digits)
    last = _recent(metric, history, settings)[found.here]
    why = [_why(int(count), growth) for count in used]
    sold = history.sold_in(settings.calendar)[found.here]
    return [added_lines(metric, running, Before(last, sold, past), settings, why)]


def _expected(past: Floats, found: Goals) -> tuple[Floats, Ints, float]:
    """What each rep would do in each month of the period at full strength, as for revenue.

    Returns:
        (r × months); months of history behind each; the factor of the team's growth.
    """
    pool = np.zeros(len(past), np.int64)
    ahead = forecast(past, horizon=int(found.ahead[-1]) + 1, pool=pool, strength=found.strength)
    new = np.where(ahead.months_used == 0, potential(found.reps), 1.0)
    growth = float(ahead.growth[0]) if len(past) else 1.0
    return ahead.mean[:, found.ahead] * new[:, None], ahead.months_used, growth


def _recent(metric: Metric, history: History, settings: Settings) -> Floats:
    """Each rep's sum over the period's months a year ago, or the average of a month (r)."""
    total = sum(
        (term.sign * history.recent(term.measure, settings.calendar) for term in metric.above),
        np.zeros(len(history.reps)),
    )
    if metric.is_sum:
        return np.asarray(total)
    columns = history.recent_columns(settings.calendar)
    return ratio(total, history.selling[:, columns].sum(axis=1))


def _why(months: int, growth: float) -> str:
    """Where a goal comes from, in a sentence."""
    if not months:
        return "No record yet: the team's level."
    level = "the last 12 months" if months == 12 else f"{months} known months"
    level += ", completed by the team's" if months < 12 else ""
    return f"Level of {level}; season and growth ({growth - 1:+.1%}) shared with the team."


def _divided(
    metric: Metric, found: Goals, history: History, settings: Settings, metrics: Metrics
) -> list[pd.DataFrame]:
    """Lines of a ratio: reps' drawn to the team's, whose own comes from sums.

    Counts over counts are drawn as close rates are, by their cases; all else as margins are, by
    how far months differ.
    """
    above, below = (
        combined(history.by_rep, terms)[found.here] for terms in (metric.above, metric.below)
    )
    done, tried = (_year(terms, history)[found.here] for terms in (metric.above, metric.below))
    own = ratio(done, tried)
    known = np.isfinite(own)
    if not known.any():
        return []
    last = ratio(done[known].sum(), tried[known].sum())
    monthly = ratio(above, below)[:, -12:]
    counted = _counts(metric, metrics) and bool(((done >= 0) & (done <= tried))[known].all())
    drawn = drawn_rate(done, tried) if counted else drawn_by_month(own, monthly)
    drawn = Drawn(np.where(np.isnan(drawn.rate), last, drawn.rate), drawn.evidence)
    months, _, _ = _expected(below, found)
    ahead = np.maximum((months * found.staying * found.ramping).sum(axis=1), 0.0)
    weight = ahead if ahead.sum() > 0 else np.ones(len(ahead))
    goal = np.atleast_1d((drawn.rate * weight).sum() / weight.sum())
    months_known = np.atleast_1d(float(np.isfinite(monthly).any(axis=0).sum()))
    whole = Drawn(goal, np.atleast_1d(tried[known].sum()) if counted else months_known)
    lines = []
    for rates, record, tries, by_month in (
        (whole, np.atleast_1d(last), np.atleast_1d(ahead.sum()), _team_months(above, below)),
        (drawn, own, ahead, monthly),
    ):
        asked = np.round(rates.rate, metric.digits)
        spread = (
            ranges.of_rates(asked, rates, tries)
            if counted
            else ranges.of_months(asked, by_month, rates, settings.months, np.inf)
        )
        lines.append(lines_of(rate_steps(rates.rate, record, metric.digits), spread, metric))
    shown = f"{float(last):.1%}" if metric.unit is Unit.SHARE else f"{float(last):,.2f}"
    texts = [
        f"Own record, drawn to the team's {shown}."
        if one
        else f"No record yet: the team's {shown}."
        for one in known
    ]
    return [lines[0].assign(place=-1, why="One sum over the other."), lines[1].assign(why=texts)]


def _year(terms: tuple[Term, ...], history: History) -> Floats:
    """Each rep's sum over the last twelve months (r)."""
    start = np.zeros(len(history.reps))
    return np.asarray(sum((t.sign * history.recent(t.measure) for t in terms), start))


def _team_months(above: Floats, below: Floats) -> Floats:
    """The team's ratio in each of the last twelve months (1 × t), of those whose month is known."""
    both = np.isfinite(above) & np.isfinite(below)
    sums = [
        np.where(both, each, 0.0).sum(axis=0, keepdims=True)[:, -12:] for each in (above, below)
    ]
    return ratio(*sums)


def _counts(metric: Metric, metrics: Metrics) -> bool:
    """Whether both parts of a ratio are counts, as far as the plan's metrics say."""
    counts = {
        name for one in metrics if one.unit is Unit.COUNT and one.is_sum for name in one.columns
    }
    return set(metric.columns) <= counts
