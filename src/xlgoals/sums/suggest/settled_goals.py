"""From what is expected to what is wanted: the company goal, pins, stretch, hedge and rounding."""

import numpy as np
import pandas as pd

from xlgoals.domain import steps
from xlgoals.domain.plan_settings import Settings
from xlgoals.domain.step_language import Step
from xlgoals.sums.arrays import Floats, Ints, group_sum
from xlgoals.sums.suggest import allocation


def settled(
    series: Floats, rep: Ints, team: pd.DataFrame, present: Floats, settings: Settings
) -> dict[Step, Floats]:
    """Running totals (n) after each step that says what is wanted."""
    bottom_up = group_sum(series, rep, len(team))
    pins = team["pinned_target"].to_numpy(np.float64)
    free = np.isnan(pins)
    own_share = allocation.weighted_share(
        bottom_up, _potential(team, bottom_up, present), settings.potential
    )
    blended = allocation.blend(bottom_up, own_share, settings.goal, settings.top_down)
    held = allocation.hold_pins(blended, pins, settings.goal)
    stretched = np.where(free, held * (1 + settings.stretch), held)
    hedged = np.where(free, stretched * (1 + settings.hedge), stretched)
    rounded = allocation.round_goals(hedged, ~free, settings.unit)
    totals = {
        steps.TOP_DOWN: blended,
        steps.PINNED: held,
        steps.STRETCH: stretched,
        steps.HEDGE: hedged,
    }
    shares = {step: allocation.spread(series, total, rep) for step, total in totals.items()}
    whole = allocation.round_to_total(series, rounded, rep, settings.detail_unit)
    return shares | {steps.ROUNDING: whole}


def _potential(team: pd.DataFrame, bottom_up: Floats, present: Floats) -> Floats:
    """What each rep's territory could yield: index × average; as history says where it is blank."""
    index = team["potential_index"].to_numpy(np.float64)
    average = bottom_up.mean() if len(bottom_up) else 0.0
    return np.where(np.isnan(index), bottom_up, index * average * present)


def by_month(months: Floats, goal: Floats, rep: Ints, reps: int, settings: Settings) -> Floats:
    """Each rep's goal spread over the months (r × months) like the revenue expected in them."""
    weights = group_sum(months, rep, reps)
    totals = np.round(group_sum(goal, rep, reps), 2)
    owner = np.repeat(np.arange(reps), settings.months)
    flat = allocation.round_to_total(weights.ravel(), totals, owner, settings.detail_unit)
    return flat.reshape(reps, settings.months)
