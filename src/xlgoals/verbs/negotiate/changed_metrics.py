"""Goals whose metric was changed, taken out or switched off after something was said of them."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from xlgoals.domain.errors import PlanError
from xlgoals.domain.goal_ids import GoalId
from xlgoals.domain.metrics import Metrics, column_name
from xlgoals.domain.problems import Problem, named, quoted
from xlgoals.negotiation.rules import DRAFT, REOPENED, SETTLED
from xlgoals.negotiation.session import Session
from xlgoals.negotiation.state import Line
from xlgoals.tables.sheets import metrics_chosen, reps
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.negotiate.log import read_log

Goal = tuple[str, GoalId, Line]
"""A rep's id, and a goal of theirs as it stands."""
Goals = dict[tuple[str, str], list[Goal]]
"""By metric, and by how it was counted."""


def metric_problems(workbook: Workbook, metrics: Metrics) -> list[Problem]:
    """What was said of metrics that are not what they were then, a problem for each metric."""
    log = tuple(read_log(workbook))
    if not log:
        return []
    people = typed_rows(workbook, reps.TABLE)[1]
    session = Session(pd.DataFrame(), people, log, metrics=metrics)
    changed: Goals = {}
    dropped: Goals = {}
    for rep_id in sorted(session.state):
        ever = session.ever(rep_id)
        for goal, line in session.of(rep_id).lines.items():
            if line.outdated and line.state not in {DRAFT, REOPENED}:
                then = ever.line(goal).counted
                changed.setdefault((goal.metric, then), []).append((rep_id, goal, line))
        for goal, line in session.dropped(rep_id).items():
            if line.state != REOPENED:
                dropped.setdefault((goal.metric, ""), []).append((rep_id, goal, line))
    rows = _rows(workbook)
    return [
        *(_changed(session, rows, *key, goals) for key, goals in changed.items()),
        *(_gone(session, rows, metric, goals) for (metric, _), goals in dropped.items()),
    ]


def _rows(workbook: Workbook) -> dict[str, int]:
    """The sheet row of each metric; none in a plan that has no such sheet."""
    try:
        frame = typed_rows(workbook, metrics_chosen.TABLE)[1]
    except PlanError:
        return {}
    rows = zip(frame["metric"].map(column_name), frame["row"].astype(int), strict=True)
    return dict(rows)


def _changed(
    session: Session, rows: Mapping[str, int], metric: str, then: str, goals: Sequence[Goal]
) -> Problem:
    """A metric that is counted otherwise than when its goals were talked about."""
    now = session.counted[metric]
    return Problem(
        metrics_chosen.SHEET.name,
        rows.get(column_name(metric), 0),
        _header(then, now),
        f"{metric} is counted as {quoted(now)}, and was {quoted(then)} when its goals were talked "
        f"about with {_named(session, goals)}",
        "the definition put back, or those goals opened again, with a reason, and proposed anew "
        "(xlgoals negotiate reopen, then propose); until then they have no value",
    )


def _gone(session: Session, rows: Mapping[str, int], metric: str, goals: Sequence[Goal]) -> Problem:
    """A metric that is gone or switched off though something was said about its goals."""
    row = rows.get(column_name(metric), 0)
    off = metric in session.metrics
    what = "is not negotiated any more" if off else "is no metric of the plan any more"
    back = "yes in Negotiated again" if off else "its row put back as it was"
    return Problem(
        metrics_chosen.SHEET.name,
        row,
        "Negotiated" if off else "Metric",
        f"{metric} {what}, though its goals were talked about with {_named(session, goals)}",
        f"{back}, or those goals given up, with a reason (xlgoals negotiate reopen)",
    )


def _header(then: str, now: str) -> str:
    """The column in which two definitions differ first."""
    before, after = (re.split(", | is better: ", text, maxsplit=2) for text in (then, now))
    differ = [a != b for a, b in zip(before, after, strict=False)]
    return "Unit" if differ[:1] == [True] else "Better" if differ[1:2] == [True] else "From"


def _named(session: Session, goals: Sequence[Goal]) -> str:
    """With whom, and where each goal stands; what is settled comes first."""
    settled_first = sorted(goals, key=lambda one: one[2].state not in SETTLED)
    texts = [
        f"{session.name(rep_id)} ({rep_id}), {line.state}" for rep_id, _, line in settled_first
    ]
    return named(texts, between="; ")
