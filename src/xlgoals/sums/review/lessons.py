"""Last year's assumptions looked at again: assumed, how it turned out, what that did, what next."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from xlgoals.domain.months import months_of_dates
from xlgoals.sums.arrays import Bools, Floats
from xlgoals.sums.history.measured_changes import Known
from xlgoals.sums.history.two_year_history import YEAR, Ledger
from xlgoals.sums.suggest.assumption_effects import in_scope
from xlgoals.sums.suggest.staffing import RAMP_MONTHS, VACANCY_MONTHS, ramp_factor, turnover_loss

FULL = YEAR - 0.5
"""Months at full strength of a rep whose two years can be compared."""
LONGEST_RAMP = 12
ENOUGH = 2
"""So many cases of people leaving or starting make last year's figure the better guess."""


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


def lessons(
    book: Ledger, reps: pd.DataFrame, assumptions: pd.DataFrame, changes: list[Known]
) -> pd.DataFrame:
    """Each assumption of last period against what happened.

    Args:
        reps: The Reps table, in the order of the ledger's reps.
        assumptions: id, kind, scope, unit, last_period_assumed, last_period_actual, next_period.
        changes: What is known to have happened.

    Returns:
        id, kind, scope, unit, assumed, actual, told_by, effect (money), next_period, suggested,
        reason; one row for each assumption about which last period said something.
    """
    rows = assumptions[
        assumptions["last_period_assumed"].notna() | assumptions["last_period_actual"].notna()
    ]
    case = _Case(book, reps, assumptions, changes)
    found = [_one(case, row) for row in rows.to_dict("records")]
    names = ["id", "kind", "scope", "unit", "assumed", "actual", "told_by", "effect"]
    return pd.DataFrame(found, columns=[*names, "next_period", "suggested", "reason"])


@dataclass(frozen=True)
class _Case:
    """What all assumptions are held against."""

    book: Ledger
    reps: pd.DataFrame
    assumptions: pd.DataFrame
    changes: list[Known]

    def lasting(self, scope: str) -> list[Known]:
        """The changes of a scope that stay."""
        return [change for change in self.changes if change.scope == scope and not change.one_off]

    def told(self, kind: str, default: float) -> float:
        """How an assumption of this kind turned out, as typed."""
        rows = self.assumptions[self.assumptions["kind"] == kind]
        typed = rows["last_period_actual"].dropna()
        return float(typed.iloc[-1]) if len(typed) else default


def _one(case: _Case, row: dict[Hashable, Any]) -> dict[str, object]:
    """One assumption."""
    kind, scope = row["kind"], row["scope"]
    seen = _seen(case, kind, scope)
    typed, assumed = (float(row[f"last_period_{name}"]) for name in ("actual", "assumed"))
    actual = typed if np.isnan(seen.value) else seen.value
    how = "" if np.isnan(actual) else "as you typed it" if np.isnan(seen.value) else seen.how
    money = row["unit"] == "money"
    effect = actual - assumed if money else _effect(case, kind, scope, assumed, actual)
    suggested, reason = _next(kind, assumed, actual, seen)
    kept = {name: row[name] for name in ("id", "kind", "scope", "unit", "next_period")}
    return kept | {
        "assumed": assumed,
        "actual": actual,
        "told_by": how,
        "effect": effect,
        "suggested": suggested,
        "reason": reason,
    }


def _seen(case: _Case, kind: str, scope: str) -> Seen:
    """What history says of a kind of assumption."""
    book = case.book
    inside = in_scope(scope, book.series, book.past.reps)
    known = case.lasting(scope)
    if kind == "Competitor" and known and not np.isnan(known[-1].measured):
        return Seen(known[-1].measured, f"close rate since “{known[-1].what}”")
    ways: dict[str, Callable[[], Seen]] = {
        "Market growth": lambda: growth(book, inside),
        "Price": lambda: price(book, inside),
        "Turnover": lambda: turnover(book, case.reps),
        "Vacancy": lambda: vacancy(book, case.reps),
        "Ramp": lambda: ramp(book),
    }
    return ways[kind]() if kind in ways else NOT_SEEN


def growth(book: Ledger, inside: Bools) -> Seen:
    """Opportunities (or else sales, or revenue) against the year before, of reps there in both."""
    both = np.logical_and.reduce(
        [book.strength[:, when].sum(axis=1) >= FULL for when in (book.before, book.last)]
    )
    used = inside & both[book.rep]
    for measure in ("opportunities", "sales", "revenue"):
        then, now = (
            float(book.sums(measure, when)[used].sum()) for when in (book.before, book.last)
        )
        if used.any() and then > 0 and not np.isnan(now):
            people = len(np.unique(book.rep[used]))
            return Seen(now / then - 1, f"{measure} of the {people} reps who were there both years")
    return NOT_SEEN


def price(book: Ledger, inside: Bools) -> Seen:
    """What a sale brought against the year before, product by product, at last year's mix."""
    if not book.before.any():
        return NOT_SEEN
    product = pd.factorize(book.series["product"])[0]
    for measure in ("list_revenue", "revenue"):
        table = pd.DataFrame({"product": product[inside]})
        for name in (measure, "sales"):
            for year, when in (("then", book.before), ("now", book.last)):
                table[f"{name}_{year}"] = book.sums(name, when)[inside]
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


def turnover(book: Ledger, reps: pd.DataFrame) -> Seen:
    """Those who left during the last twelve months ÷ the average number of people."""
    months = book.months[book.last]
    if not len(months):
        return NOT_SEEN
    hired, left = _dates(reps, "hired"), _dates(reps, "left")
    there = ~(hired[:, None] > months) & ~(left[:, None] < months)
    gone = int(((left >= months[0] - 1) & (left < months[-1])).sum())
    people = there.sum(axis=0).mean()
    if not people:
        return NOT_SEEN
    return Seen(gone / people, f"{gone} left, of {people:.1f} on average", gone)


def vacancy(book: Ledger, reps: pd.DataFrame) -> Seen:
    """Months from a leaving of the last year to the next hire there, or to the end of it."""
    months = book.months[book.last]
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


def ramp(book: Ledger) -> Seen:
    """Months until hires did what others do: the straight rise that fits their months best.

    A hire's month is told as a share of the average month of those at full strength, so that the
    season is out of it; each hire has a level of their own.
    """
    hired = book.past.hired
    since = book.months - np.where(np.isnan(hired), np.inf, hired)[:, None]
    new = np.flatnonzero((since[:, -1:] < 2 * YEAR).any(axis=1) & (hired >= book.months[0] + 1))
    full = (book.strength >= 1).all(axis=1)
    measure = next((name for name in book.values if np.isfinite(_rep_months(book, name)).all()), "")
    if not len(new) or not full.any() or not measure:
        return NOT_SEEN
    done = _rep_months(book, measure)
    usual = done[full].mean(axis=0)
    error = np.zeros(LONGEST_RAMP)
    used = 0
    for at in new:
        mine = (
            (since[at] >= 0) & (since[at] < 2 * LONGEST_RAMP) & book.past.selling[at] & (usual > 0)
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


def _rep_months(book: Ledger, measure: str) -> Floats:
    """A measure by rep and month."""
    return np.where(book.past.selling, book.past.by_rep[measure], 0.0)


def _dates(reps: pd.DataFrame, name: str) -> Floats:
    """A column of dates as month numbers."""
    return months_of_dates(reps[name].to_numpy("datetime64[s]"))


def _effect(case: _Case, kind: str, scope: str, assumed: float, actual: float) -> float:
    """What it did to last year's revenue that things turned out otherwise than assumed.

    Unknown for a competitor of whom sheet Changes does not say since when.
    """
    if np.isnan(assumed) or np.isnan(actual):
        return np.nan
    if kind in {"Turnover", "Vacancy", "Ramp"}:
        return _staff_effect(case, kind, assumed, actual)
    book, known = case.book, case.lasting(scope)
    if actual <= -1 or (kind == "Competitor" and not known):
        return np.nan
    months = book.last & (book.months >= known[-1].month) if kind == "Competitor" else book.last
    inside = in_scope(scope, book.series, book.past.reps)
    revenue = float(book.sums("revenue", months)[inside].sum())
    return revenue * (actual - assumed) / (1 + actual)


def _staff_effect(case: _Case, kind: str, assumed: float, actual: float) -> float:
    """What more leavings, longer vacancies or a longer ramp than assumed did to revenue."""
    book = case.book
    revenue = float(book.sums("revenue", book.last).sum())
    present = float(book.strength[:, book.last].sum())
    if not present:
        return np.nan
    month = revenue / present
    if kind == "Ramp":
        on_job = (book.months - np.nan_to_num(book.past.hired, nan=-np.inf)[:, None])[:, book.last]
        there = book.past.selling[:, book.last]
        had, wanted = (
            np.where(there, ramp_factor(np.minimum(on_job, 1e6), length), 0.0).sum()
            for length in (actual, assumed)
        )
        return float(had - wanted) * month
    if kind == "Vacancy":
        return -(actual - assumed) * turnover(book, case.reps).cases * month
    waits = case.told("Vacancy", VACANCY_MONTHS), case.told("Ramp", RAMP_MONTHS)
    more, fewer = (turnover_loss([rate], YEAR, *waits).mean() for rate in (actual, assumed))
    return -float(more - fewer) * revenue


def _next(kind: str, assumed: float, actual: float, seen: Seen) -> tuple[float, str]:
    """What to assume next, and why."""
    if np.isnan(actual):
        return np.nan, "Type how it turned out on sheet Assumptions; history does not tell."
    if kind in {"Vacancy", "Ramp"}:
        return _months(assumed, actual, seen)
    if kind == "Competitor":
        return 0.0, "What they took so far is in last year's months; type only what comes on top."
    if kind == "Price":
        return actual, "What arrived of last year's rise; a new list is a rise of its own."
    if np.isnan(assumed):
        return actual, "What happened; nothing was assumed."
    if kind == "Turnover" and seen.cases >= ENOUGH:
        return round(actual, 3), f"What happened; {seen.cases} people are more than chance."
    half = round((assumed + actual) / 2, 3)
    return half, "Half-way: one year is one case, as much luck as trend."


def _months(assumed: float, actual: float, seen: Seen) -> tuple[float, str]:
    """Months to assume next."""
    if seen.cases >= ENOUGH or np.isnan(assumed) or not seen.cases:
        return float(round(actual)), f"What happened{f', {seen.how}' if seen.how else ''}."
    middle = float(np.ceil((assumed + actual) / 2))
    return middle, f"Half-way, on the careful side: {seen.how} is one case."
