"""What the manager expects, turned into effects on revenue and on selling strength.

The kinds are declared in ``domain.assumption_kinds``. An *effect* holds for the series in its scope
and the months between its dates: a share multiplies by 1 + share, an amount of money is added in
proportion to what is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.assumption_kinds import (
    ALL,
    MONEY,
    NAMES,
    PRODUCT,
    REP,
    TERRITORY,
    ActsOn,
    AssumptionKind,
    kind_named,
)
from xlgoals.domain.people import REP_ID
from xlgoals.sums.arrays import Bools, Floats, Ints
from xlgoals.sums.suggest.staffing import RAMP_MONTHS, VACANCY_MONTHS, ramp_factor

WIDEST_FIRST = (ALL, PRODUCT, TERRITORY, REP)
"""Scopes: what holds for a later one counts before what holds for an earlier one."""


@dataclass(frozen=True)
class Effect:
    """One assumption about the next period: how much, on what, and from when to when."""

    kind: AssumptionKind
    scope: str
    first: float
    """Month number; minus infinity where there is no first month."""
    last: float
    size: float
    in_money: bool


@dataclass(frozen=True)
class Staffing:
    """What is expected of people leaving and starting, for each rep."""

    leaving: Floats
    """(r × months): leavings per place in each month of the period."""
    vacancy: Floats
    """(r, months): how long a place stays empty."""
    ramp: Floats
    """(r, months): until a new hire is at full strength; NaN where the schedule holds."""
    schedule: tuple[float, ...] = ()
    """What a hire brings month by month, as shares of full strength."""

    def strength(self, on_job: Floats) -> Floats:
        """Share of full strength (r × any) in months on the job; full where these are unknown."""
        factor = ramp_factor(on_job, self.ramp[:, None], self.schedule)
        return np.where(np.isnan(on_job), 1.0, factor)


def staffing(
    assumptions: pd.DataFrame,
    team: pd.DataFrame,
    calendar: Ints,
    schedule: Sequence[float] = (),
) -> Staffing:
    """Turnover, vacancy and ramp of each rep; defaults where the plan does not say.

    A row for a rep counts before one for the territory, and that before one for all; of two alike
    the later. Turnover holds between its dates; vacancy and ramp know no dates. A schedule takes
    the place of the ramp for all, not of one for a territory or a rep.

    Args:
        team (r): rep_id and territory.
        calendar (months): The month numbers of the period.
        schedule (fraction): What a hire brings month by month; empty where the plan has none.
    """
    leaving = np.zeros((len(team), len(calendar)))
    vacancy = np.full((len(team), 1), VACANCY_MONTHS)
    ramp = np.full((len(team), 1), np.nan if schedule else RAMP_MONTHS)
    always = np.ones(1, bool)
    whose = team.assign(rep=np.arange(len(team)), product="")
    ids = tuple(team[REP_ID])
    of_people = [row for row in _read(assumptions) if row.kind.acts_on is not ActsOn.REVENUE]
    of_people.sort(key=lambda row: WIDEST_FIRST.index(split_scope(row.scope)[0]))
    for effect in of_people:
        scope = in_scope(effect.scope, whose, ids)[:, None]
        when = (calendar >= effect.first) & (calendar <= effect.last)
        match effect.kind.acts_on:
            case ActsOn.LEAVING:
                leaving[scope & when] = effect.size / 12
            case ActsOn.VACANCY:
                vacancy[scope & always] = effect.size
            case ActsOn.RAMP if schedule and split_scope(effect.scope)[0] == ALL:
                pass  # the schedule holds for all; only a territory or a rep can differ from it
            case ActsOn.RAMP:
                ramp[scope & always] = effect.size
    return Staffing(leaving, vacancy[:, 0], ramp[:, 0], tuple(schedule))


def split_scope(scope: str) -> tuple[str, str]:
    """A scope as its kind and name: ``territory: North`` → (``territory``, ``North``).

    Blank and ``all`` are everything.
    """
    kind, _, name = scope.partition(":")
    return (ALL, "") if not name else (kind.strip().casefold(), name.strip())


def in_scope(scope: str, series: pd.DataFrame, reps: tuple[str, ...]) -> Bools:
    """Which series (rep, territory, product) a scope takes in."""
    kind, name = split_scope(scope)
    if kind == ALL:
        return np.ones(len(series), bool)
    values = np.asarray(reps, object)[series["rep"]] if kind == REP else series[kind]
    return np.asarray([str(value).casefold() == name.casefold() for value in values], bool)


def with_units(assumptions: pd.DataFrame) -> pd.DataFrame:
    """The assumptions, each with a unit: a blank is the first that its kind may have."""
    first = {name: kind_named(name).units[0] for name in assumptions["kind"].unique()}
    given = assumptions["unit"] != ""
    return assumptions.assign(unit=assumptions["unit"].where(given, assumptions["kind"].map(first)))


def effects(assumptions: pd.DataFrame) -> list[Effect]:
    """The assumptions that change revenue, in the order of their rows."""
    return [row for row in _read(assumptions) if row.kind.acts_on is ActsOn.REVENUE]


def _read(assumptions: pd.DataFrame) -> list[Effect]:
    """The assumptions that say what is expected, in the order of their rows.

    Errors:
        InputError: one is of a kind that is not declared; it would otherwise be passed over.
    """
    stated = assumptions[assumptions["next_period"].notna()]
    return [
        Effect(kind_named(kind), scope, first, last, size, unit == MONEY)
        for kind, scope, first, last, size, unit in zip(
            stated["kind"].tolist(),
            stated["scope"].tolist(),
            stated["from"].fillna(-np.inf).tolist(),
            stated["to"].fillna(np.inf).tolist(),
            stated["next_period"].tolist(),
            stated["unit"].tolist(),
            strict=True,
        )
    ]


def starting_products(assumptions: pd.DataFrame, sold: set[str]) -> tuple[str, ...]:
    """Products that start: money is expected of them, and nobody has sold them yet.

    Args:
        sold: The products of the history.
    """
    sold_before = {product.casefold() for product in sold}
    names: dict[str, str] = {}
    for effect in effects(assumptions):
        name = split_scope(effect.scope)[1]
        if starts_product(effect.kind.name, effect.scope, in_money=effect.in_money):
            names.setdefault(name.casefold(), name)
    return tuple(name for folded, name in names.items() if folded not in sold_before)


def starts_product(kind: str, scope: str, *, in_money: bool) -> bool:
    """Whether an assumption may be about a product that nobody has sold yet."""
    may_start = kind in NAMES and kind_named(kind).may_start
    return may_start and in_money and split_scope(scope)[0] == PRODUCT


def apply(
    values: Floats, effect: Effect, series: Bools, calendar: Ints, whole: Floats | None = None
) -> Floats:
    """Revenue (series × months) after an effect; never below zero.

    Args:
        series (n): Which series are in the effect's scope.
        calendar (h): The month numbers of the columns.
        whole (n × h): What each series' rep brings in all: shares money where nothing is there yet.
    """
    inside = series[:, None] & (calendar >= effect.first) & (calendar <= effect.last)
    if not effect.in_money:
        return np.where(inside, values * max(1 + effect.size, 0.0), values)
    if not inside.any():
        return values
    for weights in (values, values if whole is None else whole, np.ones(values.shape)):
        weighted = np.where(inside, weights, 0.0)
        if weighted.sum() > 0:
            break
    return np.asarray(np.maximum(values + effect.size * weighted / weighted.sum(), 0.0))
