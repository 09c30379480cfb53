"""The team's view of all negotiations: who stands where, and the goals as a whole."""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd

from xlgoals.domain.events import Source, Wish
from xlgoals.domain.goal_ids import WHOLE
from xlgoals.domain.people import REP_ID
from xlgoals.domain.rates import ratio
from xlgoals.negotiation.goals import waiting_days
from xlgoals.negotiation.log_text import digits
from xlgoals.negotiation.rules import DRAFT, KEPT, MANAGER, SIGNED
from xlgoals.negotiation.session import Session, take
from xlgoals.negotiation.state import Negotiation, replayed
from xlgoals.negotiation.status_words import NOT_BEGUN, status_text
from xlgoals.sums.fairness import evenness
from xlgoals.sums.forecast.chance import chance_of_reaching
from xlgoals.tables.computed import with_formulas
from xlgoals.tables.language import Role
from xlgoals.tables.merge_typed import kept
from xlgoals.tables.sheets import balance, settings, team
from xlgoals.tables.typed_tables import to_rows, typed_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.negotiate.log import read_log, write_log
from xlgoals.verbs.plan import read_settings

SOURCE = Source("sheet", team.SHEET.name)
FROM_THE_LOG = ("proposed", "counter", "status", "waiting")
"""Columns of Team that follow from the log alone."""


def standing(session: Session, now: dt.datetime) -> pd.DataFrame:
    """Each rep's revenue goal and status: proposed, counter, agreed, status, waiting by rep_id."""
    rows = {}
    for rep_id in session.reps[REP_ID]:
        one = session.of(rep_id)
        line = one.line(WHOLE)
        settled = one.state in {DRAFT, SIGNED}
        rows[rep_id] = {
            "proposed": line.proposed,
            "counter": line.counter,
            "offer": line.last_offer,
            "agreed": line.in_force,
            "status": status_text(one),
            "waiting": np.nan if settled else waiting_days(one.since, np.datetime64(now, "s")),
        }
    names = ["proposed", "counter", "offer", "agreed", "status", "waiting"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


def write_team(
    workbook: Workbook, frame: pd.DataFrame, session: Session, now: dt.datetime
) -> pd.DataFrame:
    """The Team table; Agreed follows the log for reps whose revenue is talked about.

    Returns:
        The rows as they were.
    """
    there = standing(session, now)
    joined = frame.join(there[[*FROM_THE_LOG, "offer"]], on=REP_ID)
    joined["status"] = joined["status"].fillna(NOT_BEGUN)
    talked = [rep_id for rep_id in there.index if WHOLE in session.of(rep_id).lines]
    spread = session.whole
    before, merged = kept(workbook, team.TABLE, joined, there.loc[talked, ["agreed"]])
    whole = _expected(merged, spread)
    now_there = with_formulas(team.TABLE, whole.drop(columns="offer"))
    workbook.write(team.TABLE, to_rows(team.TABLE, now_there))
    _write_balance(workbook, whole, session, spread)
    return before


def _expected(rows: pd.DataFrame, spread: pd.DataFrame) -> pd.DataFrame:
    """The Team table with the goal as it stands, and what is expected against it."""
    goal = evenness.standing(rows)
    middle = rows[REP_ID].map(spread["middle"]).to_numpy(np.float64)
    return rows.assign(
        goal_now=goal,
        expected=ratio(middle, goal),
        at_least=1 - evenness.NEAR,
        at_most=1 + evenness.NEAR,
    )


def refresh_team(workbook: Workbook, session: Session, now: dt.datetime) -> None:
    """Team and Balance after something was agreed, with the suggestions that are there."""
    frame = typed_rows(workbook, team.TABLE)[1]
    typed = {column.name for column in team.TABLE.columns if column.role is Role.INPUT}
    ours = frame.loc[frame["suggested"].notna()].drop(columns=["row", *FROM_THE_LOG, *typed])
    write_team(workbook, ours, session, now)


def noted(workbook: Workbook, session: Session, now: dt.datetime) -> Session:
    """The session with what was typed into Team, in the log; the log is written."""
    before = read_log(workbook)
    wishes = _typed(workbook, replayed(before), session)
    after = take(session, wishes, now).session if wishes else session
    if len(after.log) > len(before):
        write_log(workbook, after.log)
    return after


def _typed(workbook: Workbook, before: Mapping[str, Negotiation], session: Session) -> list[Wish]:
    """What was typed into Agreed of reps whose goals are talked about.

    A value becomes an agreement that the manager notes. One that stood there before the talks
    began is kept in the log, and no more: it was not said in them.
    """
    rows = typed_rows(workbook, team.TABLE)[1]
    rows = rows[rows["agreed"].notna()]
    wishes = []
    for rep_id, value in zip(rows[REP_ID], rows["agreed"], strict=True):
        line = before.get(rep_id, Negotiation()).lines.get(WHOLE)
        if line is None and WHOLE in session.of(rep_id).lines:
            action, reason = KEPT, "agree: stood on sheet Team before the talks began"
        elif line is not None and digits(value) != digits(line.in_force):
            action, reason = "agree", "noted on sheet Team"
        else:
            continue
        wishes.append(Wish(MANAGER, action, rep_id, WHOLE, value, reason, source=SOURCE))
    return wishes


def _write_balance(
    workbook: Workbook, rows: pd.DataFrame, session: Session, spread: pd.DataFrame
) -> None:
    """The goals as a whole."""
    values, _ = read_settings(typed_rows(workbook, settings.TABLE)[1])
    goal = values["Company goal"]
    low, middle, high = (
        rows[REP_ID].map(spread[name]).to_numpy(np.float64) for name in ("low", "middle", "high")
    )
    talked = rows[REP_ID].isin([rep_id for rep_id, one in session.state.items() if one.lines])
    settled = rows["status"].str.startswith("✓")
    table = rows.assign(middle=middle, open=np.where(talked, ~settled, rows["agreed"].isna()))
    table["chance"] = chance_of_reaching(rows["goal_now"].to_numpy(np.float64), low, middle, high)
    table = table[table["suggested"].notna()]
    found = evenness.balance(
        table, float(goal) if isinstance(goal, int | float) else np.nan, _by_round(table, session)
    )
    workbook.write(balance.TABLE, to_rows(balance.TABLE, found))
    workbook.show_sheet(balance.SHEET.name)


def _by_round(rows: pd.DataFrame, session: Session) -> list[float]:
    """The sum of all goals as they stood after each round but the one that is on."""
    last = max((one.round for one in session.state.values()), default=0)
    sums = []
    for number in range(1, last):
        there = replayed(event for event in session.log if event.round <= number)
        lines = [there.get(rep_id, Negotiation()).line(WHOLE) for rep_id in rows[REP_ID]]
        then = rows.assign(
            agreed=[line.in_force for line in lines],
            offer=[line.last_offer for line in lines],
        )
        sums.append(float(evenness.standing(then).sum()))
    return sums
