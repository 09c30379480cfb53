"""The session of a plan: its goals and its log, read from the workbook."""

from collections.abc import Sequence

import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.metrics import Metrics
from xlgoals.domain.people import REP_ID, REP_NAME
from xlgoals.negotiation.goals import goals_of
from xlgoals.negotiation.refusals import NO_PERIOD, Period
from xlgoals.negotiation.session import Session
from xlgoals.tables.chosen_metrics import read_metrics
from xlgoals.tables.dates import month_start
from xlgoals.tables.sheets import last_targets, reps, targets, team_by_month
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.negotiate.log import newest_noted, read_log


def read_session(workbook: Workbook) -> Session:
    """The session of a plan.

    Errors:
        InputError: no goals were suggested yet.
    """
    lines = typed_rows(workbook, targets.TABLE)[1]
    if not len(lines):
        raise InputError("There are no goals yet; press Regenerate targets (xlgoals regenerate).")
    last = typed_rows(workbook, last_targets.TABLE)[1]
    people = typed_rows(workbook, reps.TABLE)[1]
    months = typed_rows(workbook, team_by_month.TABLE)[1]["month"].tolist()
    metrics, _ = read_metrics(workbook)
    return session_of(workbook, goals_of(lines, last, metrics), people, months, metrics)


def session_of(
    workbook: Workbook,
    goals: pd.DataFrame,
    people: pd.DataFrame,
    months: Sequence[float],
    metrics: Metrics,
) -> Session:
    """The session with goals that are known already.

    Args:
        goals: As ``goals_of`` gives them.
        people: The Reps table.
        months: Those that are planned.
        metrics: Of the plan.
    """
    log = tuple(read_log(workbook))
    talked = dict.fromkeys([*goals[REP_ID], *(event.rep_id for event in log if event.rep_id)])
    here = people[people[REP_ID].isin(talked)]
    gone = [rep_id for rep_id in talked if rep_id not in set(here[REP_ID])]
    everybody = pd.concat([here, pd.DataFrame({REP_ID: gone, REP_NAME: gone})]) if gone else here
    first_and_last = [f"{month_start(int(end(months))):%Y-%m}" for end in (min, max) if months]
    return Session(
        goals,
        everybody.reset_index(drop=True),
        log,
        newest_noted(workbook)[0],
        Period(*first_and_last) if months else NO_PERIOD,
        metrics,
    )
