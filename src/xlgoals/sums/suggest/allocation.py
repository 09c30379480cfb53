"""Sharing a total out so that the parts are round and still add up exactly."""

import numpy as np

from xlgoals.domain.errors import InputError
from xlgoals.sums.arrays import Bools, Floats, Ints, group_sum

CENT = 0.01
"""Sums of money that differ by less are the same."""


def round_to_total(parts: Floats, totals: Floats, group: Ints, unit: float) -> Floats:
    """Parts rounded to a unit so that each group adds up to its total (largest remainder).

    Args:
        parts (n): Non-negative amounts; within a group they are scaled to its total first.
        totals (g): What each group must add up to.
        group (n): Position in ``totals`` of each part.
        unit: What every part is a multiple of. Where a total is none, its largest part takes
            what is left over.

    Returns:
        (n): multiples of the unit; the sum of each group is its total.
    """
    if not len(parts):
        return parts.copy()
    scaled = spread(parts, totals, group)
    whole = np.floor(scaled / unit + 1e-9)
    missing = np.floor(totals / unit + 1e-9) - group_sum(whole, group, len(totals))
    order = np.lexsort((-(scaled / unit - whole), group))
    rank = np.empty(len(parts), np.int64)
    starts = np.searchsorted(group[order], np.arange(len(totals)))
    rank[order] = np.arange(len(parts)) - starts[group[order]]
    rounded = (whole + (rank < missing[group])) * unit
    left_over = totals - group_sum(rounded, group, len(totals))
    largest = np.lexsort((-scaled, group))[starts.clip(max=len(parts) - 1)]
    present = np.bincount(group, minlength=len(totals)) > 0
    rounded[largest[present]] += np.round(left_over[present], 6)
    return np.round(rounded, 6)


def spread(parts: Floats, totals: Floats, group: Ints) -> Floats:
    """Parts in proportion, adding up to the totals; equal parts where all are zero."""
    sums = group_sum(parts, group, len(totals))
    counts = np.bincount(group, minlength=len(totals))
    even = sums[group] <= 0
    weights = np.where(even, 1.0, parts)
    sums = np.where(sums <= 0, counts, sums)
    return weights / sums[group] * totals[group]


def blend(bottom_up: Floats, shares: Floats, goal: float, weight: float) -> Floats:
    """What history supports, drawn towards each one's share of the goal.

    (1 − weight) × bottom-up + weight × goal × share.
    """
    if np.isnan(goal):
        return bottom_up
    return (1 - weight) * bottom_up + weight * goal * shares


def weighted_share(history: Floats, potential: Floats, weight: float) -> Floats:
    """Share of a whole: (1 − weight) × share of history + weight × share of potential."""
    return (1 - weight) * _share(history) + weight * _share(potential)


def _share(values: Floats) -> Floats:
    """Each value over the sum; equal shares where the sum is zero."""
    total = values.sum()
    return values / total if total > 0 else np.full(len(values), 1 / max(len(values), 1))


def hold_pins(values: Floats, pins: Floats, goal: float) -> Floats:
    """Pinned values as they are; with a company goal the others are re-spread: the total stays.

    Args:
        values (n): Goals before pinning.
        pins (n): The pinned goal, or NaN.
        goal: The company goal, or NaN.

    Errors:
        InputError: the pins leave nothing for the others, or are above the goal when all have one.
    """
    pinned = ~np.isnan(pins)
    if np.isnan(goal) or not pinned.any():
        return np.where(pinned, pins, values)
    if pinned.all():
        return _all_pinned(pins, goal)
    total, promised = values.sum(), pins[pinned].sum()
    free = values[~pinned]
    if total - promised <= 0:
        raise InputError(
            f"Reps!Pinned target: the pinned targets add up to {promised:,.0f}, but all goals "
            f"together come to {total:,.0f}, so nothing is left for the other {len(free)} reps; "
            "lower a pin, raise the company goal, or lower its weight."
        )
    result = pins.copy()
    base = free if free.sum() > 0 else np.ones(len(free))
    result[~pinned] = base / base.sum() * (total - promised)
    return result


def _all_pinned(pins: Floats, goal: float) -> Floats:
    """The pins of a team in which everybody has one; nobody is left to carry a difference."""
    if pins.sum() > goal + CENT:
        raise InputError(
            f"Reps!Pinned target: all {len(pins)} reps are pinned, and their targets add up to "
            f"{pins.sum():,.0f}, {pins.sum() - goal:,.0f} more than the company goal of "
            f"{goal:,.0f}; lower a pin or raise the company goal."
        )
    return pins.copy()


def round_goals(values: Floats, pinned: Bools, unit: float) -> Floats:
    """Goals as multiples of the unit whose sum is the rounded sum; pinned ones as they are."""
    result = values.copy()
    free = np.flatnonzero(~pinned)
    if not len(free):
        return result
    total = np.array([np.round(values[free].sum() / unit) * unit])
    result[free] = round_to_total(values[free], total, np.zeros(len(free), np.int64), unit)
    return result
