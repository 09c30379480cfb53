"""Last year's targets, set the way many set them: the year before plus a percentage."""

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.sample import cast
from xlgoals.sample.planted import strength_sum

LIFT = 1.06
RAMP_ASSUMED = 4
"""Months in which the manager thought a hire would be at full strength."""
LATEST_TARGET = 6
"""Whoever came later than this many months before the end got no target."""
CLOSE_RATE = 0.30
PARTS = ["territory", "product"]


def last_targets(history: pd.DataFrame, start: int) -> pd.DataFrame:
    """The Last targets table: revenue in all, by territory and by product, and activities."""
    before = history[(history["month"] >= start - 24) & (history["month"] < start - 12)]
    asked = [_of_rep(mine) for _, mine in before.groupby(REP_ID)]
    team = pd.concat([rows[rows["product"] != ""] for rows in asked])
    asked += [_of_hire(who, team) for who in cast.PEOPLE if LATEST_TARGET < who.hired_ago <= 12]
    return pd.concat(asked, ignore_index=True).assign(month=np.nan)


def _of_rep(before: pd.DataFrame) -> pd.DataFrame:
    """The targets of a rep who was there the year before."""
    products = _thousands(before.groupby("product")["revenue"].sum() * LIFT)
    territories = _shared(before.groupby("territory")["revenue"].sum(), products.sum())
    presentations = np.ceil(before["presentations"].sum() * LIFT)
    return _rows(str(before[REP_ID].iloc[0]), products, territories, presentations)


def _of_hire(who: cast.Person, team: pd.DataFrame) -> pd.DataFrame:
    """The targets of a rep who came during the year: a usual rep's, for the months that were left.

    The manager counted on full strength sooner than it came.
    """
    usual = team.groupby("product")["target"].median()
    months = strength_sum(who.hired_ago, RAMP_ASSUMED)
    products = _thousands(usual * months / 12)
    territories = pd.Series({who.territories[0][0]: products.sum()})
    return _rows(who.rep_id, products, territories, np.ceil(7.5 * months))


def _rows(
    rep_id: str, products: pd.Series, territories: pd.Series, presentations: float
) -> pd.DataFrame:
    """One rep's targets as rows."""
    rows = [
        ("", "", "Revenue", products.sum()),
        *(("", product, "Revenue", target) for product, target in products.items()),
        *((territory, "", "Revenue", target) for territory, target in territories.items()),
        ("", "", "Presentations", presentations),
        ("", "", "Close rate", CLOSE_RATE),
    ]
    table = pd.DataFrame(rows, columns=[*PARTS, "metric", "target"])
    table.insert(0, REP_ID, rep_id)
    return table.astype({"target": "float64"})


def _thousands(values: pd.Series) -> pd.Series:
    """Values as multiples of a thousand."""
    return (values / 1000).round() * 1000


def _shared(weights: pd.Series, total: float) -> pd.Series:
    """A total shared out in thousands; the largest part takes what rounding leaves."""
    parts = _thousands(weights / weights.sum() * total)
    parts.iloc[int(parts.argmax())] += total - parts.sum()
    return parts
