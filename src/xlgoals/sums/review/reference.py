"""What last year is measured from: each rep's target, and the year before that stands behind it.

A rep who had most of a year before is compared with it: the target is that year and the raise that
was asked. Whoever came since is compared with what the target counted on, at the team's rates.
"""

from dataclasses import dataclass

import numpy as np

from xlgoals.sums.arrays import Bools, Floats, Ints, group_sum
from xlgoals.sums.history.two_year_history import TwoYearHistory
from xlgoals.sums.review.bridge import over

LEAST_STRENGTH = 6.0
"""Months at full strength that make a year before comparable."""
LEAST_MOVED = 0.1
"""Share of a rep's year that a territory must be for its coming or going to be a move."""
FUNNEL = ("presentations", "sales", "revenue")


@dataclass(frozen=True)
class Year:
    """One year of each rep, without territories that moved."""

    strength: Floats
    """(r): months at full strength."""
    presentations: Floats
    sales: Floats
    revenue: Floats
    product_revenue: Floats
    """(r × m)."""
    product_sales: Floats


@dataclass(frozen=True)
class Reference:
    """What each rep's year is measured from and compared with."""

    start: Floats
    """(r): the target, or else the year before; 0 where there is neither."""
    has_target: Bools
    raised: Floats
    """(r): the year before less the target, where both count."""
    moved: Floats
    """(r): revenue of territories that the rep got, less that of those given away."""
    before: Year
    after: Year
    actual: Floats
    """(r): what came."""
    compared: Bools
    """(r): whether the year before counts; for others the target itself does."""
    known: Bools
    """(r): whether there is anything to explain."""


def reference(years: TwoYearHistory, target: Floats) -> Reference:
    """What each rep's last year is measured from.

    Args:
        target (r, money): Revenue goal; NaN where there was none.
    """
    strengths = [years.strength[:, when].sum(axis=1) for when in (years.before, years.last)]
    came = [years.by_rep("revenue", when) for when in (years.before, years.last)]
    compared = (strengths[0] >= LEAST_STRENGTH) & ~np.isnan(came[0])
    asked = ~np.isnan(target)
    counts = compared | ~asked
    gone = _moved(years, counts & (strengths[0] > 0) & (strengths[1] > 0))
    moved = group_sum(
        np.where(
            gone, years.sums("revenue", years.last) - years.sums("revenue", years.before), 0.0
        ),
        years.rep,
        len(target),
    )
    before = _year(years, years.before, strengths[0], ~gone)
    after = _year(years, years.last, strengths[1], ~gone)
    start = np.where(asked, target, came[0])
    counted = _counted_on(before if years.before.any() else after, target, compared, after)
    return Reference(
        start=start,
        has_target=asked,
        raised=np.where(counts & asked, came[0] - target, 0.0),
        moved=moved,
        before=_either(counts, before, counted),
        after=after,
        actual=came[1],
        compared=counts,
        known=asked | (strengths[0] > 0) | (strengths[1] > 0),
    )


def _moved(years: TwoYearHistory, there: Bools) -> Bools:
    """Which series lie in a territory that its rep got or gave away, having sold in both years."""
    place = years.rep * (years.series["territory"].nunique() + 1)
    code = place + _codes(years, "territory")
    unique, pair = np.unique(code, return_inverse=True)
    owner = np.zeros(len(unique), np.int64)
    owner[pair] = years.rep
    shares, some = [], []
    for when in (years.before, years.last):
        mine = group_sum(years.sums("revenue", when), pair, len(unique))
        whole = years.by_rep("revenue", when)[owner]
        shares.append(np.nan_to_num(over(mine, whole)))
        active = np.abs(np.nan_to_num(years.values["revenue"][:, when])).sum(axis=1)
        some.append(group_sum(active, pair, len(unique)) > 0)
    came = ~some[0] & (shares[1] >= LEAST_MOVED)
    went = ~some[1] & (shares[0] >= LEAST_MOVED)
    return np.asarray(((came | went) & there[owner])[pair])


def _codes(years: TwoYearHistory, part: str) -> Ints:
    """A number for each name of a part."""
    return np.unique(years.series[part].to_numpy(str), return_inverse=True)[1].astype(np.int64)


def _year(years: TwoYearHistory, when: Bools, strength: Floats, used: Bools) -> Year:
    """One year of each rep over the series that count."""
    reps, product = len(years.past.reps), _codes(years, "product")
    products = int(product.max()) + 1 if len(product) else 0
    by_rep = {name: years.by_rep(name, when, used) for name in FUNNEL}
    cells = years.rep * products + product
    tables = [
        group_sum(np.where(used, years.sums(name, when), 0.0), cells, reps * products).reshape(
            reps, products
        )
        for name in ("revenue", "sales")
    ]
    return Year(
        strength, by_rep["presentations"], by_rep["sales"], by_rep["revenue"], tables[0], tables[1]
    )


def _counted_on(source: Year, target: Floats, compared: Bools, after: Year) -> Year:
    """What targets counted on where no year stands behind them: the team's rates."""
    rows = compared if compared.any() else np.ones(len(target), bool)
    rows = rows & ~np.isnan(source.revenue)
    team = Year(
        *(np.asarray([np.nansum(getattr(source, name)[rows])]) for name in _PLAIN),
        *(np.nansum(getattr(source, name)[rows], axis=0)[None, :] for name in _BY_PRODUCT),
    )
    unknown = [name for name in _PLAIN if np.isnan(getattr(after, name)).all()]
    share = np.nan_to_num(target) * over(np.ones(1), team.revenue)
    parts = [share * getattr(team, name) for name in _PLAIN]
    parts = [
        np.full(len(target), np.nan) if name in unknown else part
        for name, part in zip(_PLAIN, parts, strict=True)
    ]
    parts[-1] = np.nan_to_num(target)
    return Year(*parts, *(share[:, None] * getattr(team, name) for name in _BY_PRODUCT))


_PLAIN = ("strength", "presentations", "sales", "revenue")
_BY_PRODUCT = ("product_revenue", "product_sales")


def _either(choice: Bools, yes: Year, no: Year) -> Year:
    """One year or the other, rep by rep."""
    return Year(
        *(np.where(choice, getattr(yes, name), getattr(no, name)) for name in _PLAIN),
        *(np.where(choice[:, None], getattr(yes, n), getattr(no, n)) for n in _BY_PRODUCT),
    )
