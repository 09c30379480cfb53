"""What each series would bring in each month of the period, before anything is assumed.

The level is taken from the rep as a whole, which is steadier than its parts; the parts are
forecast too and share it out.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.domain.plan_settings import Settings
from xlgoals.sums.arrays import Bools, Floats, Ints, group_sum
from xlgoals.sums.forecast.series_forecast import Forecast, forecast
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.suggest.assumption_effects import Staffing
from xlgoals.sums.suggest.last_year_made_normal import Change, made_normal


@dataclass(frozen=True)
class Sight:
    """The reps of the period with their history: r reps, n series, t months of history."""

    rep: Ints
    """(n): whose each series is, as a position among the reps of the period."""
    product: Ints
    """(n): code of each series' product."""
    months: Ints
    """(t)."""
    by_rep: Floats
    """(r × t): revenue."""
    by_series: Floats
    """(n × t): revenue; NaN throughout for a series that the history does not have."""
    strength: Floats
    """(r × t): share of full selling strength."""
    potential: Floats
    """(r): 1 is average."""
    ahead: Ints
    """Which months of a forecast from the end of the history are the period's."""


def potential(team: pd.DataFrame) -> Floats:
    """Each rep's potential index; 1 where the plan does not say."""
    return team["potential_index"].fillna(1.0).to_numpy(np.float64)


def period_series(
    history: History, reps: pd.DataFrame, here: Ints, fresh: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Series of the reps of the period; a rep without any gets one for each product of the team.

    Args:
        fresh: Products that start in the period; every rep gets a series of each.

    Returns:
        rep (position in ``here``), territory, product, source (row of ``history.series``, or −1).
    """
    place = np.full(len(history.reps), -1)
    place[here] = np.arange(len(here))
    own = history.series.assign(
        source=np.arange(len(history.series)), rep=place[history.series["rep"].to_numpy()]
    )
    own = own[own["rep"] >= 0]
    products = sorted(set(history.series["product"])) or [""]
    sold = set(own["rep"])
    new = [
        {"rep": rep, "territory": reps["territory"].iloc[here[rep]], "product": name, "source": -1}
        for rep in range(len(here))
        for name in (*(() if rep in sold else products), *fresh)
    ]
    both = pd.concat([own, pd.DataFrame(new, columns=own.columns)], ignore_index=True)
    return both.astype({"rep": np.int64, "source": np.int64}).sort_values(
        "rep", kind="stable", ignore_index=True
    )


def sight(
    history: History,
    team: pd.DataFrame,
    series: pd.DataFrame,
    people: Staffing,
    settings: Settings,
) -> Sight:
    """The history of the team of the period, as the baseline needs it.

    Args:
        people: What is expected of each rep's ramp.
    """
    place = {rep: number for number, rep in enumerate(history.reps)}
    here = np.array([place[rep] for rep in team[REP_ID]], np.int64)
    source = series["source"].to_numpy()
    blank = np.full((1, len(history.months)), np.nan)
    gap = settings.start - int(history.months[-1]) - 1 if len(history.months) else 0
    return Sight(
        rep=series["rep"].to_numpy(),
        product=pd.factorize(series["product"])[0].astype(np.int64),
        months=history.months,
        by_rep=history.by_rep["revenue"][here],
        by_series=np.vstack([history.revenue, blank])[source],
        strength=people.strength(history.on_job[here]),
        potential=potential(team),
        ahead=np.arange(gap, gap + settings.months),
    )


def normal(view: Sight, changes: list[tuple[Change, Bools]]) -> Sight:
    """The same history as if last year's changes had not been odd."""
    series = view.by_series
    for change, scope in changes:
        series = made_normal(series, change, scope, view.months)
    moved = np.nan_to_num(series - view.by_series)
    by_rep = view.by_rep + group_sum(moved, view.rep, len(view.by_rep))
    return replace(view, by_series=series, by_rep=by_rep)


def expected(view: Sight) -> tuple[Floats, Forecast]:
    """Revenue of each series in each month of the period (n × months), and the reps' forecast."""
    horizon = int(view.ahead[-1]) + 1
    pool = np.zeros(len(view.by_rep), np.int64)
    reps = forecast(view.by_rep, horizon=horizon, pool=pool, strength=view.strength)
    parts = forecast(
        view.by_series, horizon=horizon, pool=view.product, strength=view.strength[view.rep]
    )
    fresh = np.where(reps.months_used == 0, view.potential, 1.0)
    total = reps.mean[:, view.ahead] * fresh[:, None]
    return total[view.rep] * _share(parts.mean[:, view.ahead], view.rep, len(total)), reps


def _share(values: Floats, group: Ints, groups: int) -> Floats:
    """Each value's share of its group, column by column; equal shares where there is nothing."""
    values = np.where(group_sum(values, group, groups)[group] > 0, values, 1.0)
    return values / group_sum(values, group, groups)[group]
