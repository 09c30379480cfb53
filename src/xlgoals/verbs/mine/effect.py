"""Does coaching help? The close rates of the reps before and since."""

import numpy as np
import pandas as pd

from xlgoals.domain.months import months_of_dates
from xlgoals.domain.people import REP_ID
from xlgoals.sums.coach import coaching, coaching_effect
from xlgoals.sums.history import monthly_history
from xlgoals.sums.track import tracking_tables
from xlgoals.verbs.mine.own import Own


def effect_table(own: Own) -> pd.DataFrame:
    """Close rates of the reps before and since their first coaching."""
    end = int(own.plan.history["month"].max()) + 1 if len(own.plan.history) else own.when.start
    past = monthly_history.tidy(own.plan.history, own.plan.reps, end)
    kinds = {kind.casefold() for kind in coaching.TOGETHER}
    took = own.log[
        own.log["kind"].str.casefold().isin(kinds)
        & (own.log["day"] <= own.when.today)
        & (own.log[REP_ID] != "")
    ]
    days = took.groupby(REP_ID)["day"].min().reindex(past.reps)
    first = months_of_dates(pd.to_datetime(days, unit="D").to_numpy("datetime64[s]"))
    sales, shown = (
        np.where(past.selling, past.by_rep[name], 0.0) for name in ("sales", "presentations")
    )
    table = coaching_effect.effect(first, sales, shown, past.months)
    names = own.plan.reps.set_index(REP_ID)["rep"].reindex(past.reps)
    hours = took.groupby(REP_ID)["hours"].sum().reindex(past.reps).fillna(0.0)
    table = table.assign(
        rep_id=["", *past.reps],
        rep=[tracking_tables.TEAM, *names],
        hours=np.append(hours.sum(), hours),
        since=np.append(np.nan, first),
    )
    renamed = {"low": "at_least", "high": "at_most"}
    coached = (table["hours"] > 0) | table["since"].notna()
    return table[coached].rename(columns=renamed).reset_index(drop=True)
