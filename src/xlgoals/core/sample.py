"""A made-up maker of industrial scales: twelve reps, four territories, five products, three years.

What happens to it is planted on purpose, so that a review can be asked to find it again.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.core.arrays import Floats
from xlgoals.core.months import month_number
from xlgoals.core.sample_plan import (
    PEOPLE,
    PRODUCTS,
    SEASON,
    Person,
    Product,
    assumptions,
    changes,
    my_goals,
    rep_table,
)

MONTHS = 36
PROPOSAL_MONTHS = 14
"""How far back single proposals are told."""
COMPETITOR_FROM, COMPETITOR_EFFECT = 7, -0.18
"""The competitor opens in the North this many months before the end; its effect on close rates."""
PRICE_FROM, PRICE_EFFECT = 10, 0.03
RAMP = 6
GROWTH = 0.035
LARGE_ORDER_MONTHS_AGO, LARGE_ORDER = 4, 96_000.0


@dataclass(frozen=True)
class Sample:
    """The tables of a plan, by column name; months are numbers, blanks NaN, NaT or ""."""

    settings: dict[str, object]
    reps: pd.DataFrame
    history: pd.DataFrame
    proposals: pd.DataFrame
    last_targets: pd.DataFrame
    assumptions: pd.DataFrame
    changes: pd.DataFrame
    my_goals: pd.DataFrame


def organisation(seed: int = 2026, start: int = month_number(2027, 1)) -> Sample:
    """The sample organisation before a period; the same seed gives the same numbers."""
    draw = np.random.Generator(np.random.PCG64(seed))
    history = _history(draw, start)
    reps = rep_table(start)
    last = history[history["month"] >= start - 12]["revenue"].sum()
    return Sample(
        settings={
            "Plan name": f"Sales goals {1970 + start // 12}",
            "Period start": start,
            "Currency": "EUR",
            "Company goal": round(last * 1.07, -5),
        },
        reps=reps,
        history=history,
        proposals=_proposals(draw, history, start),
        last_targets=_last_targets(draw, history, start),
        assumptions=assumptions(start),
        changes=changes(start, COMPETITOR_FROM, COMPETITOR_EFFECT, PRICE_FROM, PRICE_EFFECT),
        my_goals=my_goals(),
    )


def _history(draw: np.random.Generator, start: int) -> pd.DataFrame:
    """One row a month, rep, territory and product in which something was tried."""
    blocks = []
    at = np.arange(MONTHS)
    for person in PEOPLE:
        first = 0 if person.hired_ago is None else MONTHS - person.hired_ago
        last = MONTHS if person.left_ago is None else MONTHS - person.left_ago
        for territory, share in person.territories:
            for product in PRODUCTS:
                strength = np.clip((at - first + 1) / RAMP, 0, 1) if first else np.ones(MONTHS)
                strength = strength * ((at >= first) & (at < last)) * share
                blocks.append(_block(draw, start, person, territory, product, strength))
    table = pd.concat(blocks, ignore_index=True)
    return table.sort_values(["month", "rep_id", "territory", "product"], ignore_index=True)


def _block(
    draw: np.random.Generator,
    start: int,
    person: Person,
    territory: str,
    product: Product,
    strength: Floats,
) -> pd.DataFrame:
    """Three years of one rep, territory and product."""
    at = np.arange(MONTHS)
    calendar = (start - MONTHS + at) % 12
    wave = 1 + (SEASON[calendar] - 1) * product.swing
    growth = (1 + GROWTH) ** (at / 12)
    expected = product.sales_a_year / 12 * person.drive * strength * wave * growth
    hit = (territory == "North") & (at >= MONTHS - COMPETITOR_FROM)
    close = person.close_rate * np.where(hit, 1 + COMPETITOR_EFFECT, 1.0)
    opportunities = draw.poisson(expected / person.close_rate / (0.64 * 0.8))
    proposals = draw.binomial(opportunities, 0.64)
    presentations = draw.binomial(proposals, 0.80)
    sales = draw.binomial(presentations, np.clip(close, 0, 1))
    price = product.price * np.where(at >= MONTHS - PRICE_FROM, 1 + PRICE_EFFECT, 1.0)
    listed = sales * price * draw.lognormal(0.0, 0.18, MONTHS)
    if person.rep_id == "R05" and product.name == "Checkweighers" and territory == "South":
        sales[-LARGE_ORDER_MONTHS_AGO] += 1
        listed[-LARGE_ORDER_MONTHS_AGO] += LARGE_ORDER
    discount = draw.uniform(0.02, 0.14 if person.latitude else 0.05, MONTHS)
    revenue = np.round(listed * (1 - discount))
    table = pd.DataFrame(
        {
            "month": (start - MONTHS + at).astype(float),
            "rep_id": person.rep_id,
            "territory": territory,
            "product": product.name,
            "opportunities": opportunities.astype(float),
            "proposals": proposals.astype(float),
            "presentations": presentations.astype(float),
            "sales": sales.astype(float),
            "revenue": revenue,
            "list_revenue": np.round(listed),
            "cost": np.round(listed * product.cost_share * draw.uniform(0.97, 1.03, MONTHS)),
        }
    )
    return table[(opportunities > 0) & (strength > 0)]


def _proposals(draw: np.random.Generator, history: pd.DataFrame, start: int) -> pd.DataFrame:
    """Every proposal that History counts in the last months, with its dates."""
    recent = history[history["month"] >= start - PROPOSAL_MONTHS]
    counts = recent["proposals"].to_numpy(np.int64)
    row = np.repeat(np.arange(len(recent)), counts)
    month = recent["month"].to_numpy(np.int64)[row]
    prices = {product.name: product.price for product in PRODUCTS}
    days = {product.name: product.days for product in PRODUCTS}
    names = recent["product"].to_numpy(object)[row]
    opened = month.astype("datetime64[M]").astype("datetime64[D]") + draw.integers(0, 28, len(row))
    stay = np.array([days[name] for name in names]) * draw.lognormal(-0.18, 0.6, len(row))
    closed = opened + np.maximum(stay, 2).astype(np.int64)
    chance = np.nan_to_num(recent["sales"].to_numpy() / np.maximum(counts, 1))[row]
    outcome = np.where(draw.random(len(row)) < chance, "Won", "Lost").astype(object)
    still_open = closed >= np.datetime64(start, "M").astype("datetime64[D]")
    value = np.array([prices[name] for name in names]) * draw.lognormal(0, 0.25, len(row))
    return pd.DataFrame(
        {
            "proposal_id": [f"P{number:05}" for number in range(1, len(row) + 1)],
            "rep_id": recent["rep_id"].to_numpy(object)[row],
            "opened": opened.astype("datetime64[s]"),
            "closed": np.where(still_open, np.datetime64("NaT"), closed).astype("datetime64[s]"),
            "value": np.round(value, -1),
            "outcome": np.where(still_open, "", outcome),
        }
    )


def _last_targets(draw: np.random.Generator, history: pd.DataFrame, start: int) -> pd.DataFrame:
    """Last year's goals as many set them: the year before plus a percentage, for those there."""
    before = history[(history["month"] >= start - 24) & (history["month"] < start - 12)]
    rows: list[tuple[object, object, str, float]] = []
    for rep_id, mine in before.groupby("rep_id"):
        lift = 1.06 + draw.uniform(-0.03, 0.03)
        rows.append((rep_id, "", "Revenue", _rounded(mine["revenue"].sum() * lift, 1000)))
        rows.append((rep_id, "", "Presentations", _rounded(mine["presentations"].sum() * 1.05, 1)))
        rows.append((rep_id, "", "Close rate", 0.28))
        for product, part in mine.groupby("product"):
            rows.append((rep_id, product, "Revenue", _rounded(part["revenue"].sum() * lift, 100)))
    table = pd.DataFrame(rows, columns=["rep_id", "product", "metric", "target"])
    return table.assign(territory="", month=np.nan)


def _rounded(value: float, unit: float) -> float:
    """A value as a multiple of a unit."""
    return float(np.round(value / unit) * unit)
