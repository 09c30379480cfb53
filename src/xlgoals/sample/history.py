"""Three years of the sample organisation: what came of what could be expected."""

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.sample import cast
from xlgoals.sample.chance import Draw, between, counts, even_out, factor
from xlgoals.sample.expected import grid, parts
from xlgoals.sums.arrays import Floats, Ints

KEYS = ["month", REP_ID, "territory", "product"]
FUNNEL = ["opportunities", "proposals", "presentations", "sales"]
MONEY = ["revenue", "list_revenue", "cost"]


def cells(draw: Draw, start: int) -> pd.DataFrame:
    """Every cell of the history: what was expected in it, as in ``expected.grid``, and what came.

    Returns:
        Besides, the measures of the History table and ``one_off``: revenue of the large order.
    """
    made = grid(start)
    _count(draw, made)
    _value(draw, made)
    _large_order(made)
    return made


def history(made: pd.DataFrame) -> pd.DataFrame:
    """The History table: cells in which something was tried, the way a CRM lists them."""
    tried = made[made["opportunities"] > 0]
    table = tried[[*KEYS, *FUNNEL, *MONEY]].sort_values(KEYS, ignore_index=True)
    return table.astype(dict.fromkeys(["month", *FUNNEL, *MONEY], "float64"))


def _count(draw: Draw, made: pd.DataFrame) -> None:
    """Fill in the funnel: each stage is a part of the one before."""
    chain = np.asarray(made.groupby(["territory", "part"]).ngroup(), np.int64)
    # Dear products come first, so that what is carried from one to the next is worth the least.
    by = (pd.factorize(made[REP_ID])[0], -made["price"].to_numpy(), chain)
    order = np.lexsort((made["at"].to_numpy(), *by)).astype(np.int64)
    pursued = made["expected"].to_numpy() * factor(draw, 0.2, len(made))
    made["opportunities"] = counts(pursued, chain, order)
    made["proposals"] = counts(_times(made, "opportunities", cast.PROPOSING), chain, order)
    made["presentations"] = counts(_times(made, "proposals", cast.PRESENTING), chain, order)
    expected = _times(made, "presentations", made["met"])
    # Sales visit the months in no order: a quiet one may follow a quiet one.
    loose = np.lexsort((draw.random(len(made)), *by)).astype(np.int64)
    made["sales"] = _evened(counts(expected, chain, loose), made, expected)


def _times(made: pd.DataFrame, stage: str, rate: float | pd.Series) -> Floats:
    """How many of a stage can be expected to reach the next."""
    return (made[stage] * rate).to_numpy(np.float64)


def _evened(sales: Ints, made: pd.DataFrame, expected: Floats) -> Ints:
    """Sales whose sums by month, product and part of the history are near the expected."""
    lines = (-1, len(cast.PRODUCTS), cast.MONTHS)
    whole, most = sales.reshape(lines), made["presentations"].to_numpy(np.int64).reshape(lines)
    part = parts(np.arange(cast.MONTHS))
    for product in range(len(cast.PRODUCTS)):
        for number in range(part.max() + 1):
            here = np.s_[:, product, np.flatnonzero(part == number)]
            whole[here] = even_out(whole[here], most[here], expected.reshape(lines)[here])
    return whole.ravel()


def _value(draw: Draw, made: pd.DataFrame) -> None:
    """Fill in what the sales were worth and what they cost."""
    sales = made["sales"].to_numpy()
    size = sales * factor(draw, 0.2 / np.sqrt(np.maximum(sales, 1)), len(made))
    free = made["latitude"].to_numpy()
    discount = between(draw, np.where(free, 0.04, 0.01), np.where(free, 0.13, 0.05), len(made))
    listed = size * made["price"].to_numpy()
    cost = size * made["unit_cost"].to_numpy() * between(draw, 0.97, 1.03, len(made))
    made["revenue"] = np.round(listed * (1 - discount))
    made["list_revenue"] = np.round(listed)
    made["cost"] = np.round(cost)


def _large_order(made: pd.DataFrame) -> None:
    """Add the one large order, at a better price than the list's."""
    row = (
        made[REP_ID].eq(cast.ORDER_REP)
        & made["product"].eq(cast.ORDER_PRODUCT)
        & made["at"].eq(_usual_month(made))
    )
    made["one_off"] = np.where(row, cast.ORDER_VALUE * 0.9, 0.0)
    made.loc[row, FUNNEL] += 1
    made["list_revenue"] += np.where(row, cast.ORDER_VALUE, 0.0)
    made["revenue"] += made["one_off"]
    made["cost"] += np.where(row, cast.ORDER_VALUE * 0.62, 0.0)


def _usual_month(made: pd.DataFrame) -> int:
    """The month for the large order: the one most like the rep's average.

    In a month with hardly any other revenue the order would be a share of almost nothing.
    """
    mine = made[made[REP_ID] == cast.ORDER_REP]
    months = mine.groupby("at")["revenue"].sum().to_numpy()
    earliest, latest = (cast.MONTHS - ago for ago in cast.ORDER_AGO)
    return earliest + int(np.abs(months - months.mean())[earliest : latest + 1].argmin())
