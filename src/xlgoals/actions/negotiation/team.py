"""The team's view of all negotiations: who stands where, and the goals as a whole."""

import datetime as dt

import numpy as np
import pandas as pd

from xlgoals.actions.kept import write_kept
from xlgoals.actions.negotiation.desk import Desk
from xlgoals.core import fairness
from xlgoals.core.chance import chance_of_reaching
from xlgoals.core.negotiation.goals import REVENUE, waiting_days
from xlgoals.core.negotiation.rules import AGREED, DRAFT, SIGNED
from xlgoals.hosts.base import Workbook
from xlgoals.plan import read_settings, typed_rows
from xlgoals.workbook.sheets import balance, settings, team
from xlgoals.workbook.tables import to_rows

WORDS = {DRAFT: "– not begun", "agreed": "✓ agreed", "signed": "✓ signed"}
"""States that are not an open matter; the others are shown with a dot."""


def standing(desk: Desk, now: dt.datetime) -> pd.DataFrame:
    """Each rep's revenue goal and status: proposed, counter, agreed, status, waiting by rep_id."""
    rows = {}
    for rep_id in desk.reps["rep_id"]:
        one = desk.of(rep_id)
        line = one.line(REVENUE)
        settled = one.state in {DRAFT, SIGNED}
        rows[rep_id] = {
            "proposed": line.proposed,
            "counter": line.counter,
            "agreed": line.in_force,
            "status": WORDS.get(one.state, f"● {one.state}"),
            "waiting": np.nan if settled else waiting_days(one.since, np.datetime64(now, "s")),
        }
    names = ["proposed", "counter", "agreed", "status", "waiting"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


def write_team(
    workbook: Workbook, frame: pd.DataFrame, desk: Desk, now: dt.datetime
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The Team table; what was typed into Agreed stays where nothing was agreed in the log.

    Returns:
        The rows as they were, and as they are now.
    """
    there = standing(desk, now)
    names = ["proposed", "counter", "status", "waiting"]
    joined = frame.join(there[names], on="rep_id")
    joined["status"] = joined["status"].fillna(WORDS[DRAFT])
    before, after = write_kept(workbook, team.TABLE, joined, there[["agreed"]])
    _write_balance(workbook, after, desk)
    return before, after


def refresh_team(workbook: Workbook, desk: Desk, now: dt.datetime) -> None:
    """Team and Balance after something was agreed, with the suggestions that are there."""
    frame = typed_rows(workbook, team.TABLE)[1]
    typed = ["agreed", "note", "row", "proposed", "counter", "status", "waiting"]
    write_team(workbook, frame.drop(columns=typed), desk, now)


def _write_balance(workbook: Workbook, rows: pd.DataFrame, desk: Desk) -> None:
    """The goals as a whole."""
    values, _ = read_settings(typed_rows(workbook, settings.TABLE)[1])
    goal = values["Company goal"]
    spread = desk.goals[desk.goals["line"] == REVENUE].set_index("rep_id")
    low, middle, high = (
        rows["rep_id"].map(spread[name]).to_numpy(np.float64) for name in ("low", "middle", "high")
    )
    table = rows.assign(
        middle=middle,
        open=~rows["status"].isin([WORDS[AGREED], WORDS[SIGNED]]) & rows["agreed"].isna(),
    )
    table["chance"] = chance_of_reaching(fairness.standing(table), low, middle, high)
    table = table[table["suggested"].notna()]
    found = fairness.balance(table, float(goal) if isinstance(goal, int | float) else np.nan)
    workbook.write(balance.TABLE, to_rows(balance.TABLE, found))
    workbook.show_sheet(balance.SHEET.name)
