"""The sample organisation, some months into its period: last year's months again, a little changed."""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd

from xlgoals.hosts.closed import ClosedFile
from xlgoals.negotiation.session import Taken
from xlgoals.tables.sheets import history, proposals
from xlgoals.tables.typed_tables import to_rows, typed_rows
from xlgoals.verbs.negotiate.orders import Order, carry_out

NOW = dt.datetime(2027, 5, 4, 9, 0)
START = 684


def bring_in(
    path: Path, months: int = 4, factor: float = 1.02, own: dict[str, float] | None = None
) -> None:
    """Import the period's first months into a plan's History and Proposals.

    Args:
        own: Factors of single reps.
    """
    plan = ClosedFile.open(path)
    rows = typed_rows(plan, history.TABLE)[1]
    fresh = rows[(rows["month"] >= START - 12) & (rows["month"] < START - 12 + months)].copy()
    fresh = fresh[fresh["rep_id"] != "R10"]  # who left before the period
    like = fresh[fresh["rep_id"] == "R01"]
    hires = [like.assign(rep_id=rep_id) for rep_id in ("R11", "R12")]
    fresh = pd.concat([fresh, *hires], ignore_index=True)
    fresh["month"] += 12
    by_rep = fresh["rep_id"].map(own or {}).fillna(factor).to_numpy(float)
    for name in ("revenue", "list_revenue", "cost"):
        fresh[name] = (fresh[name] * by_rep).round(2)
    for name in ("sales", "presentations", "proposals", "opportunities"):
        fresh[name] = np.round(fresh[name] * by_rep)
    plan.write(history.TABLE, to_rows(history.TABLE, pd.concat([rows, fresh])))
    open_ = typed_rows(plan, proposals.TABLE)[1]
    year = pd.Timedelta(days=365)
    until = pd.Timestamp(2026, 1, 1) + pd.DateOffset(months=months)
    again = open_[(open_["opened"] >= "2026-01-01") & (open_["opened"] < until)].copy()
    again["opened"], again["closed"] = again["opened"] + year, again["closed"] + year
    again["proposal_id"] = "N" + again["proposal_id"]
    again["closed"] = again["closed"].where(again["closed"] < until + year)
    again["outcome"] = again["outcome"].where(again["closed"].notna(), "")
    stale = open_["closed"].isna()
    later = (open_["opened"] + pd.Timedelta(days=45)).clip(lower=pd.Timestamp(2027, 1, 15))
    open_["closed"] = open_["closed"].where(~stale, later)
    open_["outcome"] = open_["outcome"].where(~stale, "Lost")
    plan.write(proposals.TABLE, to_rows(proposals.TABLE, pd.concat([open_, again])))
    plan.save(NOW)


def ordered(path: Path, action: str, rep: str = "all", **more: object) -> Taken:
    """A step of a negotiation, before the period; an amendment within it."""
    plan = ClosedFile.open(path)
    when = dt.datetime(2027, 2, 1) if action == "amend" else dt.datetime(2026, 12, 1)
    found = carry_out(plan, Order(action, rep, **more), when)  # type: ignore[arg-type]
    plan.save(NOW)
    return found


def agreed(path: Path) -> None:
    """Everything that is suggested, proposed and agreed."""
    ordered(path, "propose")
    ordered(path, "agree", reason="Settled in our meetings.")
