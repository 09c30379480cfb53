"""What the manager expects, turned into effects on revenue and on selling strength.

An *effect* holds for the series in its scope and the months between its dates: a share multiplies
by 1 + share, an amount of money is added in proportion to what is there.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.core.arrays import Bools, Floats, Ints
from xlgoals.core.months import months_of_dates
from xlgoals.core.staffing import RAMP_MONTHS, VACANCY_MONTHS

EFFECTS = {
    "Market growth": "Market growth",
    "Price": "Price",
    "Competitor": "Competitor",
    "Product": "Product changes",
    "Territory": "Territory moves",
    "Other": "Other",
}
"""Kind of assumption → step of the suggestion, in the order in which they are applied."""


@dataclass(frozen=True)
class Staffing:
    """What is expected of people leaving and starting."""

    turnover: float
    """Leavings per place and year."""
    vacancy: float
    """Months a place stays empty."""
    ramp: float
    """Months until a new hire is at full strength."""


def staffing(assumptions: pd.DataFrame) -> Staffing:
    """Turnover, vacancy and ramp; defaults where the plan does not say."""
    return Staffing(
        turnover=_latest(assumptions, "Turnover", 0.0),
        vacancy=_latest(assumptions, "Vacancy", VACANCY_MONTHS),
        ramp=_latest(assumptions, "Ramp", RAMP_MONTHS),
    )


def _latest(assumptions: pd.DataFrame, kind: str, default: float) -> float:
    """The last value given for a kind that holds for the whole team."""
    rows = assumptions[(assumptions["kind"] == kind) & assumptions["next_period"].notna()]
    return float(rows["next_period"].iloc[-1]) if len(rows) else default


def split_scope(scope: str) -> tuple[str, str]:
    """A scope as its kind and name: ``territory: North`` → (``territory``, ``North``).

    Blank and ``all`` are everything.
    """
    kind, _, name = scope.partition(":")
    return ("all", "") if not name else (kind.strip().casefold(), name.strip())


def in_scope(scope: str, series: pd.DataFrame, reps: tuple[str, ...]) -> Bools:
    """Which series (rep, territory, product) a scope takes in."""
    kind, name = split_scope(scope)
    if kind == "all":
        return np.ones(len(series), bool)
    values = np.asarray(reps, object)[series["rep"]] if kind == "rep" else series[kind]
    return np.asarray([str(value).casefold() == name.casefold() for value in values], bool)


@dataclass(frozen=True)
class Effect:
    """One assumption about revenue: how much, on what, and from when to when."""

    kind: str
    scope: str
    first: float
    """Month number; minus infinity where there is no first month."""
    last: float
    size: float
    in_money: bool


def effects(assumptions: pd.DataFrame) -> list[Effect]:
    """The assumptions that change revenue, in the order of their rows."""
    known = assumptions[
        assumptions["kind"].isin(list(EFFECTS)) & assumptions["next_period"].notna()
    ]
    return [
        Effect(kind, scope, first, last, size, unit == "money")
        for kind, scope, first, last, size, unit in zip(
            known["kind"].tolist(),
            known["scope"].tolist(),
            known["from"].fillna(-np.inf).tolist(),
            known["to"].fillna(np.inf).tolist(),
            known["next_period"].tolist(),
            known["unit"].tolist(),
            strict=True,
        )
    ]


def apply(values: Floats, effect: Effect, series: Bools, calendar: Ints) -> Floats:
    """Revenue (series × months) after an effect; never below zero.

    Args:
        series (n): Which series are in the effect's scope.
        calendar (h): The month numbers of the columns.
    """
    inside = series[:, None] & (calendar >= effect.first) & (calendar <= effect.last)
    if not effect.in_money:
        return np.where(inside, values * max(1 + effect.size, 0.0), values)
    if not inside.any():
        return values
    there = np.where(inside, values, 0.0)
    share = there / there.sum() if there.sum() > 0 else inside / inside.sum()
    return np.asarray(np.maximum(values + effect.size * share, 0.0))


@dataclass(frozen=True)
class Change:
    """Something that happened: its month, its scope and its share of revenue."""

    month: int
    scope: str
    effect: float
    one_off: bool


def known_changes(changes: pd.DataFrame) -> list[Change]:
    """The changes whose effect was estimated, in the order of their rows."""
    known = changes[changes["effect"].notna() & (changes["effect"] > -1)]
    return [
        Change(int(month), scope, effect, kind == "One-off")
        for month, scope, effect, kind in zip(
            months_of_dates(known["date"].to_numpy("datetime64[s]")).tolist(),
            known["scope"].tolist(),
            known["effect"].tolist(),
            known["lasting_or_one_off"].tolist(),
            strict=True,
        )
    ]


def made_normal(history: Floats, change: Change, series: Bools, months: Ints) -> Floats:
    """Revenue (series × months) as if the change had not been odd.

    A one-off counts for the month of its date and is taken out of it; a lasting change is carried
    to the months before it, so that all of history is on today's footing.
    """
    when = months == change.month if change.one_off else months < change.month
    factor = 1 / (1 + change.effect) if change.one_off else 1 + change.effect
    return np.where(series[:, None] & when, history * factor, history)
