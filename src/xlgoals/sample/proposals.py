"""Single proposals of the sample organisation: every one that History counts of late."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from xlgoals.domain.people import REP_ID
from xlgoals.sample import cast
from xlgoals.sample.chance import Draw, factor
from xlgoals.sums.arrays import Bools, Floats, Ints

MONTHS_TOLD = 18
"""How far back single proposals are told."""

SPREAD_OF_DAYS = 0.6
Days = NDArray[np.datetime64]


def proposals(draw: Draw, history: pd.DataFrame, start: int) -> pd.DataFrame:
    """The Proposals table: opened in the month in which History counts them, working days only."""
    recent = history[history["month"] >= start - MONTHS_TOLD]
    number = recent["proposals"].to_numpy(np.int64)
    each = recent.iloc[np.repeat(np.arange(len(recent)), number)].reset_index(drop=True)
    place = np.arange(len(each)) - np.repeat(np.cumsum(number) - number, number)
    opened = _opened(draw, each["month"].to_numpy(np.int64))
    closed = _closed(draw, each, opened, start)
    won = place < each["sales"].to_numpy()
    table = pd.DataFrame(
        {
            REP_ID: each[REP_ID],
            "opened": opened.astype("datetime64[s]"),
            "closed": closed.astype("datetime64[s]"),
            "value": _value(draw, each, won),
            "outcome": np.where(np.isnat(closed), "", np.where(won, "Won", "Lost")).astype(object),
        }
    ).sort_values(["opened", REP_ID], kind="stable", ignore_index=True)
    table.insert(0, "proposal_id", [f"P{number:04}" for number in range(1, len(table) + 1)])
    return table


def _opened(draw: Draw, month: Ints) -> Days:
    """A working day of each month."""
    first, after = (
        np.busday_offset(_first_day(month + more), 0, roll="forward") for more in (0, 1)
    )
    days = np.busday_count(first, after)
    return np.busday_offset(first, (draw.random(len(month)) * days).astype(np.int64))


def _closed(draw: Draw, each: pd.DataFrame, opened: Days, start: int) -> Days:
    """The working day on which each was decided; none where that is still to come."""
    usual = {product.name: product.days for product in cast.PRODUCTS}
    stay = each["product"].map(usual).to_numpy(np.float64)
    days = np.maximum(stay * factor(draw, SPREAD_OF_DAYS, len(each)), 2).astype(np.int64)
    closed = np.busday_offset(opened + days, 0, roll="forward")
    last = {who.rep_id: start - who.left_ago for who in cast.PEOPLE if who.left_ago}
    # What a leaver had in process was settled or given up by the last day.
    gone = _first_day(np.asarray(each[REP_ID].map(last).fillna(start + 600), np.int64))
    closed = np.minimum(closed, np.busday_offset(gone - 1, 0, roll="backward"))
    return np.where(closed < _first_day(np.array([start])), closed, np.datetime64("NaT"))


def _first_day(month: Ints) -> Days:
    """The first day of each month."""
    return month.astype("datetime64[M]").astype("datetime64[D]")


def _value(draw: Draw, each: pd.DataFrame, won: Bools) -> Floats:
    """What was asked: the list value of what was sold, or about a usual order."""
    usual = {product.name: product.price for product in cast.PRODUCTS}
    guess = each["product"].map(usual).to_numpy(np.float64) * factor(draw, 0.25, len(each))
    sold = each["list_revenue"].to_numpy() / np.maximum(each["sales"].to_numpy(), 1)
    return np.asarray(np.round(np.where(won, sold, guess), -2))
