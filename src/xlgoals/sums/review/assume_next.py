"""What last period suggests to assume for the next, and why."""

import numpy as np

from xlgoals.sums.review.what_came import Seen

ENOUGH = 2
"""So many cases of people leaving or starting make last year's figure the better guess."""


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
