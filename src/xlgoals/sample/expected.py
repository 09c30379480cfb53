"""What could be expected in each month of the sample organisation, before chance."""

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.sample import cast
from xlgoals.sums.arrays import Floats, Ints
from xlgoals.sums.suggest.staffing import ramp_factor

LAST = cast.MONTHS - 1


def grid(start: int) -> pd.DataFrame:
    """Every cell of the history: rep and territory, then product, then month.

    Returns:
        month, at (month of the history, from 0), part, rep_id, territory, product; expected
        (opportunities), close_rate (the rep's own), met (the close rate with the competitor),
        latitude, price and unit_cost (of a usual order).
    """
    months = np.arange(cast.MONTHS)
    blocks = [
        _block(who, territory, share, product, start)
        for who in cast.PEOPLE
        for territory, share in who.territories
        for product in cast.PRODUCTS
    ]
    cells = pd.concat(blocks, ignore_index=True)
    repeat = len(blocks)
    return cells.assign(
        month=np.tile(start - cast.MONTHS + months, repeat),
        at=np.tile(months, repeat),
        part=np.tile(parts(months), repeat),
    )


def parts(at: Ints) -> Ints:
    """The stretch of history a month is in: two years, then up to the competitor, then after."""
    return np.asarray(np.minimum(at // 12, 2) + _since(cast.COMPETITOR_AGO, at), np.int64)


def _block(
    who: cast.Person, territory: str, share: float, product: cast.Product, start: int
) -> pd.DataFrame:
    """Three years of one rep, territory and product."""
    at = np.arange(cast.MONTHS)
    cost_level = (1 + cast.COST_INFLATION) ** (at // 12)
    competitor = (territory == cast.COMPETITOR_TERRITORY) & _since(cast.COMPETITOR_AGO, at)
    return pd.DataFrame(
        {
            REP_ID: who.rep_id,
            "territory": territory,
            "product": product.name,
            "expected": share * _opportunities(who, product, start),
            "close_rate": who.close_rate,
            "met": who.close_rate * np.where(competitor, 1 + cast.COMPETITOR_EFFECT, 1.0),
            "latitude": who.latitude,
            "price": product.price * (1 + cast.PRICE_EFFECT * _since(cast.PRICE_AGO, at)),
            "unit_cost": product.price * product.cost_share * cost_level,
        }
    )


def _opportunities(who: cast.Person, product: cast.Product, start: int) -> Floats:
    """Opportunities that a rep can be expected to pursue, by month."""
    at = np.arange(cast.MONTHS)
    season = cast.SEASON[(start - cast.MONTHS + at) % 12]
    wave = 1 + (season - 1) * product.swing
    growth = (1 + cast.GROWTH) ** ((at - LAST) / 12)
    form = np.array(who.form)[at // 12]
    sales = product.orders / 12 * who.drive * form * wave * growth * strength(who)
    usual_yield = cast.PROPOSING * cast.PRESENTING * cast.USUAL_CLOSE_RATE
    return np.asarray(sales / usual_yield)


def strength(who: cast.Person) -> Floats:
    """Share of a rep's full strength by month: growing after the hire, nothing once gone."""
    ago = cast.MONTHS - np.arange(cast.MONTHS)
    return np.where(ago > who.left_ago, ramp_factor(who.hired_ago - ago, cast.RAMP), 0.0)


def _since(ago: int, at: Ints) -> Ints:
    """1 from a month on, told in months before the period; 0 before it."""
    return np.asarray(at >= cast.MONTHS - ago, np.int64)
