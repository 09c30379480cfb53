"""The range that history and assumptions support for each line, and the chance of its goal."""

import numpy as np
import pandas as pd

from xlgoals.domain.steps import EXPECTED, position
from xlgoals.sums.arrays import Floats, Ints, group_sum
from xlgoals.sums.forecast.chance import NORMAL_AT_EDGE, chance_of_reaching
from xlgoals.sums.forecast.series_forecast import forecast
from xlgoals.sums.suggest.funnel import Drawn

SUPPORTED = position(EXPECTED[-1])
"""The last step that says what is expected; those after it say what is wanted."""

RANGE = ("low", "middle", "high", "chance")
"""The columns of a range in a table of lines."""


def of_totals(running: Floats, past: Floats, horizon: int) -> pd.DataFrame:
    """Ranges of totals: what is expected, as wide as each line's own history makes it.

    A line of several series is looked at as one: its history is added up, so that what is good for
    one and bad for another evens out as it did in the past.

    Args:
        running (n × steps): Running totals; the last is the suggestion.
        past (n × t): History of each line by month, NaN where unknown.
        horizon: Months of the period.

    Returns:
        low, middle, high (in the line's unit) and chance (fraction).
    """
    middle = running[:, SUPPORTED]
    doubt = forecast(past, horizon=horizon, pool=np.zeros(len(past))).doubt
    wide = np.exp(NORMAL_AT_EDGE * doubt)
    low, high = np.round(middle / wide, 2), np.round(middle * wide, 2)
    return _frame(low, middle, high, running[:, -1])


def of_rates(goal: Floats, drawn: Drawn, next_tries: Floats) -> pd.DataFrame:
    """Ranges of rates: what we know of a rep's rate, and the luck of the tries that come.

    Variance = rate × (1 − rate) × (1 ÷ (tries so far + k) + 1 ÷ tries to come), where k is how many
    cases the team counts for.

    Args:
        goal (n, fraction): The rate that is asked for.
        drawn: The rates as they are known.
        next_tries (n, count): Tries that the goals ask for.
    """
    spread = drawn.rate * (1 - drawn.rate)
    tries = np.where(next_tries > 0, next_tries, np.nan)
    wide = NORMAL_AT_EDGE * np.sqrt(spread * (1 / drawn.evidence + 1 / tries))
    low, high = np.maximum(drawn.rate - wide, 0.0), np.minimum(drawn.rate + wide, 1.0)
    return _frame(low, drawn.rate, high, goal)


def of_months(
    goal: Floats, by_month: Floats, drawn: Drawn, horizon: int, most: float = 1.0
) -> pd.DataFrame:
    """Ranges of shares of money, such as margins: as far as a rep's months differ.

    Variance = that of the months × (1 ÷ months so far + 1 ÷ months to come). The goal is the
    middle: what is expected and what is asked for are one.

    Args:
        goal (n, fraction): The share that is asked for.
        by_month (n × t, fraction): That of each month; NaN where unknown.
        drawn: The shares as they are known; evidence in months.
        horizon: Months of the period.
        most: No share is higher.
    """
    known = (~np.isnan(by_month)).sum(axis=1)
    mean = np.nansum(by_month, axis=1) / np.maximum(known, 1)
    squares = np.nansum((by_month - mean[:, None]) ** 2, axis=1)
    several = known > 1
    pooled = squares[several].sum() / max((known[several] - 1).sum(), 1)
    spread = (squares + pooled) / np.maximum(known, 1)
    wide = NORMAL_AT_EDGE * np.sqrt(spread * (1 / drawn.evidence + 1 / horizon))
    return _frame(goal - wide, goal, np.minimum(goal + wide, most), goal)


def _frame(low: Floats, middle: Floats, high: Floats, goal: Floats) -> pd.DataFrame:
    """A range with the chance of a goal."""
    chance = chance_of_reaching(goal, low, middle, high)
    columns = zip(RANGE, (low, middle, high, chance), strict=True)
    return pd.DataFrame({name: np.round(values, 4) for name, values in columns})


def added_up(past: Floats, code: Ints, groups: int) -> Floats:
    """History of groups of series (groups × t): unknown where none of a group is known."""
    known = group_sum((~np.isnan(past)).astype(float), code, groups)
    return np.where(known > 0, group_sum(np.nan_to_num(past), code, groups), np.nan)
