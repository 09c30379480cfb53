"""How good such suggestions would have been: the plan's own past, told from before it came.

From the nineteenth month on, every third month is taken as if it were today. The baseline and what
one would use instead look ahead as far as the history goes, up to a year, and are held against what
came. Assumptions, the company goal and pins have no part in it.
"""

import numpy as np
import pandas as pd

from xlgoals.domain.rates import ratio
from xlgoals.sums.arrays import Floats
from xlgoals.sums.forecast.series_forecast import forecast
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.suggest.assumption_effects import Staffing

FIRST, EVERY, AHEAD, LEAST_AHEAD = 18, 3, 12, 6
"""Months before the first trial, between trials, that a trial looks ahead, and at least."""

PLUS = 0.05
"""What “last year plus a percentage” adds."""

STATED = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Chances whose goals are tried."""

OURS = "Baseline"
METHODS = (OURS, "Last year", f"Last year + {PLUS:.0%}", "Mean of 12 months")
SCALED = {method: f"{method} MASE" for method in METHODS}
"""Columns of the scaled errors."""

MEASURED = ("error", "annual", "mase", "bias")
"""What is measured of a method."""


def trials(history: History, people: Staffing) -> pd.DataFrame:
    """Every rep at every origin who sold in the year before and all the time after.

    Args:
        history: What each rep did.
        people: What is expected of each rep's ramp.

    Returns:
        origin (month number), months, rep, came, one column a method (the total it told), one for
        each stated chance (the goal that has it), and one a method with ``MASE`` behind its name:
        its mean error of a month over that of “as a year before” in the past.
    """
    sales = history.by_rep["revenue"]
    strength = people.strength(history.on_job)
    width = sales.shape[1]
    origins = range(FIRST, width - LEAST_AHEAD + 1, EVERY)
    parts = [_trial(history, sales, strength, origin) for origin in origins]
    columns = ["origin", "months", "rep", "came", *METHODS, *map(str, STATED), *SCALED.values()]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _trial(history: History, sales: Floats, strength: Floats, origin: int) -> pd.DataFrame:
    """All reps at one origin."""
    past, ahead = sales[:, :origin], sales[:, origin : origin + AHEAD]
    months = ahead.shape[1]
    ours = forecast(
        past,
        horizon=months,
        pool=np.zeros(len(past)),
        strength=strength[:, :origin],
        quantiles=tuple(1 - stated for stated in STATED),
    )
    last = past[:, -12:]
    same, mean = last[:, :months], last.mean(axis=1, keepdims=True)
    guesses = (ours.mean, same, same * (1 + PLUS), np.repeat(mean, months, axis=1))
    usual = _usual_move(past)
    scaled = [ratio(np.abs(guess - ahead).mean(axis=1), usual) for guess in guesses]
    totals = [guess.sum(axis=1) for guess in guesses]
    known = ~np.isnan(np.hstack([last, ahead])).any(axis=1)
    frame = pd.DataFrame(
        {
            "origin": float(history.months[origin]),
            "months": months,
            "rep": history.reps,
            "came": ahead.sum(axis=1),
            **dict(zip(METHODS, totals, strict=True)),
            **{str(stated): ours.total_quantiles[:, at] for at, stated in enumerate(STATED)},
            **dict(zip(SCALED.values(), scaled, strict=True)),
        }
    )
    return frame.loc[np.flatnonzero(known)]


def _usual_move(past: Floats) -> Floats:
    """How far a month lies from the same one a year before, on average; NaN where unknown or 0."""
    moves = np.abs(past[:, 12:] - past[:, :-12])
    known = ~np.isnan(moves)
    return ratio(np.where(known, moves, 0.0).sum(axis=1), known.sum(axis=1).astype(float))


def table(cases: pd.DataFrame) -> pd.DataFrame:
    """The Backtest table: the chances; each method over all trials; then trial by trial.

    Returns:
        from (month number, NaN for all), method, cases, error (WAPE: |guess − came| ÷ came, over
        all reps), annual (that of one rep, on average), mase, bias (guess ÷ came − 1), stated and
        reached (fractions).
    """
    rows = [_reached(cases, stated) for stated in STATED]
    rows += [_errors(cases, method, np.nan) for method in METHODS]
    for origin, some in cases.groupby("origin", sort=True):
        rows += [_errors(some, method, float(origin)) for method in METHODS]  # type: ignore[arg-type]
    return pd.DataFrame(rows, columns=["from", "method", "cases", *MEASURED, "stated", "reached"])


def _errors(cases: pd.DataFrame, method: str, origin: float) -> dict[str, object]:
    """How far one method was off."""
    came, guess = cases["came"].to_numpy(float), cases[method].to_numpy(float)
    total = came.sum()
    scaled = cases[SCALED[method]].to_numpy(float)
    each = ratio(np.abs(guess - came), came)
    return {
        "from": origin,
        "method": method,
        "cases": float(len(cases)),
        "error": float(ratio(np.abs(guess - came).sum(), total)),
        "annual": _mean_of_known(each),
        "mase": _mean_of_known(scaled),
        "bias": float(ratio(guess.sum(), total)) - 1,
        "stated": np.nan,
        "reached": np.nan,
    }


def _mean_of_known(values: Floats) -> float:
    """The mean of what is known; NaN where nothing is."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else np.nan


def _reached(cases: pd.DataFrame, stated: float) -> dict[str, object]:
    """How often goals with a stated chance were reached."""
    done = cases["came"].to_numpy(float) >= cases[str(stated)].to_numpy(float)
    return {
        "from": np.nan,
        "method": f"Goals shown with {stated:.0%}",
        "cases": float(len(cases)),
        **dict.fromkeys(MEASURED, np.nan),
        "stated": stated,
        "reached": float(ratio(float(done.sum()), float(len(done)))),
    }
