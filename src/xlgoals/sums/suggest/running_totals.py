"""From the baseline to the suggestion: revenue by series after each step.

Every step is a running total; what a step adds is the difference to the one before, so the steps
add up to the suggestion by construction.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from xlgoals.domain import steps
from xlgoals.domain.months import months_of_dates
from xlgoals.domain.people import REP_ID
from xlgoals.domain.plan_settings import Settings
from xlgoals.domain.step_language import Step
from xlgoals.sums.arrays import Floats, Ints, group_sum
from xlgoals.sums.forecast import baseline
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.suggest.assumption_effects import (
    Staffing,
    apply,
    effects,
    in_scope,
    staffing,
    starting_products,
)
from xlgoals.sums.suggest.last_year_made_normal import estimated_changes
from xlgoals.sums.suggest.settled_goals import by_month, settled
from xlgoals.sums.suggest.staffing import turnover_loss


@dataclass(frozen=True)
class Goals:
    """Revenue goals of the reps who are there in the period."""

    reps: pd.DataFrame
    """(r): rows of the Reps table, those with a goal."""
    here: Ints
    """(r): their positions in the history."""
    series: pd.DataFrame
    """(n): rep (position in ``reps``), territory, product, source (series of the history or −1)."""
    running: Floats
    """(n × steps): revenue after each of ``STEPS``, to the cent; after the last it is suggested."""
    by_month: Floats
    """(r × months): how the suggestion spreads over the period by season; adds up to it."""
    months_used: Ints
    """(r): months of history behind each baseline, at most twelve."""
    growth: float
    """Factor of the team's damped growth."""
    past: Floats
    """(n × t): revenue of each series before the period, NaN where unknown."""
    strength: Floats
    """(r × t): share of full selling strength of each month before the period."""
    ahead: Ints
    """Which months of a forecast from the end of the history are the period's."""
    staying: Floats
    """(r × months, fraction): selling strength that is left after people leave."""
    ramping: Floats
    """(r × months, fraction): that of new hires who are still ramping."""

    @property
    def by_rep(self) -> Floats:
        """(r × steps): running totals of each rep."""
        rep = self.series["rep"].to_numpy()
        return np.round(group_sum(self.running, rep, len(self.reps)), 2)


def goals(
    history: History,
    reps: pd.DataFrame,
    settings: Settings,
    assumptions: pd.DataFrame,
    changes: pd.DataFrame,
) -> Goals:
    """Suggested revenue goals with their steps.

    Args:
        history: What each rep did before the period.
        reps: The Reps table, in the order of ``history.reps``.
        assumptions: The Assumptions table.
        changes: The Changes table.

    Errors:
        InputError: the pinned targets leave nothing for the others.
    """
    here = np.flatnonzero(~(months_of_dates(_dates(reps, "left")) < settings.start))
    team = reps.iloc[here].reset_index(drop=True)
    fresh = starting_products(assumptions, set(history.series["product"]))
    series = baseline.period_series(history, reps, here, fresh)
    people = staffing(assumptions, team, settings.calendar, settings.ramp)
    view = baseline.sight(history, team, series, people, settings)
    months, used, growth = _months(view, team, series, assumptions, changes, settings)
    staying, ramping = _strength(team, people, settings)
    months[steps.TURNOVER] = _latest(months) * staying[view.rep]
    months[steps.RAMP] = _latest(months) * ramping[view.rep]
    expected, by_series = _latest(months), [months[step].sum(axis=1) for step in steps.EXPECTED]
    present = (staying * ramping).mean(axis=1)
    shared = settled(by_series[-1], view.rep, team, present, settings)
    wanted = [shared[step] for step in steps.STEPS if not step.expected]
    running = np.round(np.stack([*by_series, *wanted], axis=1), 2)
    monthly = by_month(expected, running[:, -1], view.rep, len(team), settings)
    return Goals(
        team,
        here,
        series,
        running,
        monthly,
        used,
        growth,
        past=view.by_series,
        strength=view.strength,
        ahead=view.ahead,
        staying=staying,
        ramping=ramping,
    )


def _latest(months: dict[Step, Floats]) -> Floats:
    """Revenue by month after the steps taken so far."""
    return months[next(reversed(months))]


def _dates(reps: pd.DataFrame, name: str) -> NDArray[np.datetime64]:
    """A column of dates as an array."""
    return reps[name].to_numpy("datetime64[s]")


def _months(
    view: baseline.Sight,
    team: pd.DataFrame,
    series: pd.DataFrame,
    assumptions: pd.DataFrame,
    changes: pd.DataFrame,
    settings: Settings,
) -> tuple[dict[Step, Floats], Ints, float]:
    """Revenue (n × months) after the baseline and after each step of assumptions."""
    ids = tuple(team[REP_ID])
    first, reps = baseline.expected(view)
    odd = [(change, in_scope(change.scope, series, ids)) for change in estimated_changes(changes)]
    normal = baseline.expected(baseline.normal(view, odd))[0] if odd else first
    months = {steps.BASELINE: first, steps.MADE_NORMAL: normal}
    assumed = effects(assumptions)
    for step in steps.ASSUMED_STEPS:
        value = _latest(months)
        for effect in (effect for effect in assumed if effect.kind.step == step):
            scope = in_scope(effect.scope, series, ids)
            whole = group_sum(value, view.rep, len(team))[view.rep]
            value = apply(value, effect, scope, settings.calendar, whole)
        months[step] = value
    growth = float(reps.growth[0]) if len(reps.growth) else 1.0
    return months, reps.months_used, growth


def _strength(team: pd.DataFrame, people: Staffing, settings: Settings) -> tuple[Floats, Floats]:
    """Selling strength (r × months) that is left after people leave, and while new hires ramp."""
    calendar, months = settings.calendar, settings.months
    hired, left = (months_of_dates(_dates(team, name))[:, None] for name in ("hired", "left"))
    own = team["chance_of_leaving"].to_numpy(np.float64)[:, None] / months
    leaving = np.where(np.isnan(own), people.leaving, own)
    leaving = np.where(np.isnan(left), leaving, 0.0)
    lost = turnover_loss(leaving, months, people.vacancy, people.ramp, people.schedule)
    staying = np.where(calendar > left, 0.0, 1 - lost)
    return staying, people.strength(calendar - hired)


def step_frame(running: Floats, last_actual: Floats, digits: int) -> pd.DataFrame:
    """Steps as differences of running totals, with the suggestion and last year's figure."""
    running = np.round(running, digits)
    added = np.round(np.diff(running, axis=1, prepend=0.0), digits)
    frame = pd.DataFrame(added, columns=list(steps.COLUMNS))
    return frame.assign(suggested=running[:, -1], last_actual=last_actual)
