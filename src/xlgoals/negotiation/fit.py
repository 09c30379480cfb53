"""Goals that fit each other: activities that bring the revenue, and parts that add up to it."""

from collections.abc import Mapping

import numpy as np

from xlgoals.domain.errors import InputError
from xlgoals.negotiation.goals import REVENUE
from xlgoals.sums.suggest.allocation import round_to_total

ACTIVITIES = ("Sales", "Presentations", "Proposals", "Opportunities")
GROUPS = ("Product: ", "Territory: ")


def fitted(
    stands: Mapping[str, float], suggested: Mapping[str, float], settled: set[str], unit: float
) -> dict[str, float]:
    """Values for the goals that do not fit the revenue goal yet, by name.

    Activities are scaled alike so that presentations × close rate × average sale brings the
    revenue; products and territories so that they add up to it.

    Args:
        stands: Every goal of a rep as it stands; unknown ones may be left out.
        suggested: Every goal as it is suggested; tells the average sale.
        settled: Names of goals that both sides have accepted: they are kept.
        unit: What products and territories are rounded to (money).

    Errors:
        InputError: there is no revenue goal, or what is settled leaves no way.
    """
    revenue = stands.get(REVENUE, np.nan)
    if np.isnan(revenue):
        raise InputError("There is no revenue goal to fit the others to; propose one first.")
    new = _activities(stands, suggested, settled, revenue)
    for begin in GROUPS:
        parts = {name: value for name, value in stands.items() if name.startswith(begin)}
        if len(parts) > 1 and not any(np.isnan(value) for value in parts.values()):
            new |= _parts(parts, settled, revenue, unit)
    return {name: value for name, value in new.items() if value != stands[name]}


def _activities(
    stands: Mapping[str, float],
    suggested: Mapping[str, float],
    settled: set[str],
    revenue: float,
) -> dict[str, float]:
    """Activities that bring the revenue at the close rate and average sale there are."""
    tried, rate = stands.get("Presentations", np.nan), stands.get("Close rate", np.nan)
    sales = suggested.get("Sales", np.nan)
    average = suggested.get(REVENUE, np.nan) / sales if sales > 0 else np.nan
    brings = tried * rate * average
    if np.isnan(brings) or brings <= 0:
        return {}
    factor = revenue / brings
    needed = {"Sales": revenue / average}
    return {
        name: float(np.ceil(round(needed.get(name, stands[name] * factor), 6)))
        for name in ACTIVITIES
        if name not in settled and not np.isnan(stands.get(name, np.nan))
    }


def _parts(
    parts: Mapping[str, float], settled: set[str], revenue: float, unit: float
) -> dict[str, float]:
    """Products or territories that add up to the revenue; what is settled is kept."""
    names = list(parts)
    values = np.array([parts[name] for name in names])
    if abs(values.sum() - revenue) < unit / 2:
        return {}
    free = np.array([name not in settled for name in names])
    kept = float(values[~free].sum())
    if not free.any() or kept > revenue:
        raise InputError(
            f"{', '.join(name for name in names if name in settled)}: {kept:,.0f} is agreed, and "
            f"the revenue is {revenue:,.0f}; reopen one of them, with a reason, to make them fit."
        )
    rest = np.array([revenue - kept])
    rounded = round_to_total(values[free], rest, np.zeros(int(free.sum()), np.int64), unit)
    return dict(zip(np.array(names, object)[free], rounded.tolist(), strict=True))
