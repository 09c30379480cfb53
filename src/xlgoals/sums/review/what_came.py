"""How last period's assumptions turned out, as far as history says."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.months import months_of_dates
from xlgoals.sums.arrays import Bools, Floats
from xlgoals.sums.history.measured_changes import MeasuredChange
from xlgoals.sums.history.two_year_history import YEAR, TwoYearHistory
from xlgoals.sums.suggest.staffing import ramp_factor

FULL = YEAR - 0.5
"""Months at full strength of a rep whose two years can be compared."""
LONGEST_RAMP = 12


@dataclass(frozen=True)
class Seen:
    """How an assumption turned out."""

    value: float
    """NaN where history cannot say."""
    how: str
    """What it was worked out from."""
    cases: int = 0
    """People behind it."""


NOT_SEEN = Seen(np.nan, "")


def growth(years: TwoYearHistory, inside: Bools) -> Seen:
    """Opportunities (or else sales, or revenue) against the year before, of reps there in both."""
    both = np.logical_and.reduce(
        [years.strength[:, when].sum(axis=1) >= FULL for when in (years.before, years.last)]
    )
    used = inside & both[years.rep]
    for measure in ("opportunities", "sales", "revenue"):
        then, now = (years.total(measure, used, when) for when in (years.before, years.last))
        if used.any() and then > 0 and not np.isnan(now):
            people = len(np.unique(years.rep[used]))
            return Seen(now / then - 1, f"{measure} of the {people} reps who were there both years")
    return NOT_SEEN


def price(years: TwoYearHistory, inside: Bools) -> Seen:
    """What a sale brought against the year before, product by product, at last year's mix."""
    if not years.before.any():
        return NOT_SEEN
    product = pd.factorize(years.series["product"])[0]
    for measure in ("list_revenue", "revenue"):
        table = pd.DataFrame({"product": product[inside]})
        for name in (measure, "sales"):
            for year, when in (("then", years.before), ("now", years.last)):
                table[f"{name}_{year}"] = years.sums(name, when)[inside]
        sums = table.groupby("product").sum(min_count=1)
        sold = sums[(sums["sales_then"] > 0) & (sums["sales_now"] > 0)]
        if not len(sold) or sums.isna().any(axis=None):
            continue
        at_old = (sold[f"{measure}_then"] / sold["sales_then"] * sold["sales_now"]).sum()
        if at_old > 0:
            value = float(sold[f"{measure}_now"].sum() / at_old - 1)
            word = "list revenue" if measure == "list_revenue" else "revenue"
            return Seen(value, f"{word} a sale, product by product, year on year")
    return NOT_SEEN


def close_rate_since(lasting: list[MeasuredChange]) -> Seen:
    """The close rate since the last change of a scope."""
    if not lasting or np.isnan(lasting[-1].measured):
        return NOT_SEEN
    return Seen(lasting[-1].measured, f"close rate since “{lasting[-1].what}”")


def turnover(years: TwoYearHistory, reps: pd.DataFrame) -> Seen:
    """Those who left during the last twelve months ÷ the average number of people."""
    months = years.months[years.last]
    if not len(months):
        return NOT_SEEN
    hired, left = _dates(reps, "hired"), _dates(reps, "left")
    employed = ~(hired[:, None] > months) & ~(left[:, None] < months)
    gone = int(((left >= months[0] - 1) & (left < months[-1])).sum())
    people = employed.sum(axis=0).mean()
    if not people:
        return NOT_SEEN
    return Seen(gone / people, f"{gone} left, of {people:.1f} on average", gone)


def vacancy(years: TwoYearHistory, reps: pd.DataFrame) -> Seen:
    """Months from a leaving of the last year to the next hire there, or to the end of it."""
    months = years.months[years.last]
    hired, left = _dates(reps, "hired"), _dates(reps, "left")
    empty = []
    home = reps["territory"].to_numpy()
    for at in np.flatnonzero((left >= months[0] - 1) & (left < months[-1])) if len(months) else []:
        later = hired[(home == home[at]) & (hired > left[at])]
        empty.append(min(later.min(initial=np.inf), months[-1] + 1) - left[at] - 1)
    if not empty:
        return NOT_SEEN
    places = (
        "1 place that fell empty" if len(empty) == 1 else f"{len(empty)} places that fell empty"
    )
    return Seen(float(np.mean(empty)), places, len(empty))


def ramp(years: TwoYearHistory) -> Seen:
    """Months until hires did what others do: the straight rise that fits their months best.

    A hire's month is told as a share of the average month of those at full strength, so that the
    season is out of it; each hire has a level of their own.
    """
    hired = years.past.hired
    since = years.months - np.where(np.isnan(hired), np.inf, hired)[:, None]
    new = np.flatnonzero((since[:, -1:] < 2 * YEAR).any(axis=1) & (hired >= years.months[0] + 1))
    full = (years.strength >= 1).all(axis=1)
    measure = next(
        (name for name in years.values if np.isfinite(_rep_months(years, name)).all()), ""
    )
    if not len(new) or not full.any() or not measure:
        return NOT_SEEN
    done = _rep_months(years, measure)
    usual = done[full].mean(axis=0)
    error = np.zeros(LONGEST_RAMP)
    used = 0
    for at in new:
        mine = (
            (since[at] >= 0) & (since[at] < 2 * LONGEST_RAMP) & years.past.selling[at] & (usual > 0)
        )
        if mine.sum() <= 3:
            continue
        used += 1
        error += [
            _misfit(done[at, mine], usual[mine], since[at, mine], n + 1)
            for n in range(LONGEST_RAMP)
        ]
    if not used:
        return NOT_SEEN
    people = "1 hire" if used == 1 else f"{used} hires"
    return Seen(float(error.argmin() + 1), f"{measure} of {people} by month on the job", used)


def _misfit(done: Floats, usual: Floats, since: Floats, months: int) -> float:
    """How far a hire's months lie from a rise over so many months, for the best level."""
    rise = usual * ramp_factor(since, months)
    level = (rise * done / usual).sum() / (rise * rise / usual).sum()
    return float(((done - level * rise) ** 2 / usual).sum())


def _rep_months(years: TwoYearHistory, measure: str) -> Floats:
    """A measure by rep and month."""
    return np.where(years.past.selling, years.past.by_rep[measure], 0.0)


def _dates(reps: pd.DataFrame, name: str) -> Floats:
    """A column of dates as month numbers."""
    return months_of_dates(reps[name].to_numpy("datetime64[s]"))
