"""Track: how the period goes against what was agreed, written into the plan."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.goal_ids import GoalId
from xlgoals.domain.metrics import Metric
from xlgoals.domain.months import month_label
from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem, first, named
from xlgoals.sums.arrays import Floats
from xlgoals.sums.history.monthly_history import combined
from xlgoals.sums.track import leading_signs as leading
from xlgoals.sums.track import tracking
from xlgoals.sums.track.tracking_tables import TEAM, follow
from xlgoals.tables.merge_typed import write_kept
from xlgoals.tables.sheets import leading_signs, tracking_by_month
from xlgoals.tables.sheets import tracking as sheet
from xlgoals.tables.sheets import tracking_curve as curve
from xlgoals.tables.typed_tables import to_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome, TableRows
from xlgoals.verbs.period import Under, month_of, read_period
from xlgoals.verbs.picked_views import write_curve

MOST_SIGNS = 5
"""How many warnings are told; the sheet has all."""


@dataclass(frozen=True)
class Tracked:
    """How the period goes."""

    through: str
    """The last month that counts; blank where nothing has come yet."""
    table: pd.DataFrame
    """As sheet Tracking has it."""
    signs: pd.DataFrame
    """As sheet Leading signs has it."""
    sentences: tuple[str, ...]
    problems: tuple[Problem, ...]

    def outcome(self) -> Outcome:
        """How the period goes, told."""
        rows = TableRows(sheet.TABLE, self.table.assign(note=""))
        return Outcome(
            self.sentences[0],
            self.sentences[1:],
            tables=(rows,),
            problems=self.problems,
            data={"through": self.through, "goals": rows, "sentences": self.sentences},
        )


@one_pass
def track(workbook: Workbook, through: str = "") -> Tracked:
    """Hold the period against what was agreed, and write where everybody stands.

    Args:
        workbook: The plan.
        through: The last month that counts, such as 2027-04; the last imported one by default.

    Errors:
        InputError: there is no period or no goal, or the month lies outside of the period.
    """
    under = read_period(workbook, through)
    followed, signs = follow(under.period), leading_of(under)
    write_kept(workbook, sheet.TABLE, followed.table)
    for table, frame in (
        (tracking_by_month.TABLE, followed.months),
        (leading_signs.TABLE, signs),
    ):
        workbook.write(table, to_rows(table, frame))
    write_curve(workbook, followed.months)
    for shown in (sheet, tracking_by_month, curve, leading_signs):
        workbook.show_sheet(shown.SHEET.name)
    last = under.period.start + followed.gone - 1
    label = month_label(last) if followed.gone else ""
    return Tracked(
        label, followed.table, signs, sentences(followed.table, signs, label), under.problems
    )


def leading_of(under: Under) -> pd.DataFrame:
    """Activities of everybody against their plan, the team's from sums."""
    days = leading.cycle_days(under.plan.proposals, under.reps)
    team_days = leading.cycle_days(under.plan.proposals.assign(rep_id=""), [""])
    names = ["", *under.reps], [TEAM, *under.period.goals["rep"]]
    frames = []
    for metric in leading.followed(under.plan.metrics):
        due, actual = _activity(under, metric)
        if np.isnan(due).all() or not under.period.gone:
            continue
        both = [np.round(np.append(_sum_of_known(due, actual, x), x), 2) for x in (due, actual)]
        found = leading.signs(metric, both[0], both[1], np.append(team_days, days))
        frames.append(found.assign(rep_id=names[0], rep=names[1], place=np.arange(len(found))))
    if not frames:
        return pd.DataFrame(columns=[c.name for c in leading_signs.TABLE.columns])
    table = pd.concat(frames, ignore_index=True)
    table = table.sort_values("place", kind="stable", ignore_index=True).drop(columns="place")
    renamed = {"due": "plan_to_date", "share": "share_of_plan"}
    return table.rename(columns=renamed)


def _sum_of_known(due: Floats, actual: Floats, values: Floats) -> float:
    """The team's sum over those of whom both are known; unknown where that is nobody."""
    both = ~np.isnan(due) & ~np.isnan(actual)
    return float(values[both].sum()) if both.any() else np.nan


def _activity(under: Under, metric: Metric) -> tuple[Floats, Floats]:
    """What is due of a metric by now, and what was done; of an average, that of the last month."""
    period, share = under.period, under.period.expected.share[1:]
    goal, amended, first = _activity_goals(under, metric.name)
    monthly = tracking.by_month(goal, amended, first, share)
    came = {
        term.measure: tracking.actual_by_month(
            under.plan.history, under.reps, term.measure, period.start, share.shape[1]
        )
        for term in metric.above
    }
    if not metric.is_sum:
        last = max(period.gone - 1, 0)
        level = tracking.by_month(goal, amended, first, np.ones_like(share))[:, last]
        if metric.above:
            return level, combined(came, metric.above)[:, last]
        return level, leading.in_process(under.plan.proposals, under.reps, period.start + last)
    done = combined(came, metric.above)
    return tracking.so_far(monthly, period.gone), tracking.so_far(done, period.gone)


def _activity_goals(under: Under, metric: str) -> tuple[Floats, Floats, Floats]:
    """Each rep's goal for an activity, agreed or else suggested; its amendment, and since when."""
    whole = under.lines[
        (under.lines["metric"] == metric)
        & (under.lines["product"] == "")
        & (under.lines["territory"] == "")
    ]
    goals = whole.drop_duplicates(REP_ID).set_index(REP_ID)["suggested"]
    lines = [under.session.of(rep_id).line(GoalId(metric)) for rep_id in under.reps]
    agreed = np.array([line.agreed for line in lines], float)
    suggested = goals.reindex(under.reps).to_numpy(np.float64)
    first = [month_of(line.valid_from) - under.period.start for line in lines]
    amended = np.array([line.amended for line in lines], float)
    amended = np.where(np.isnan(first), np.nan, amended)
    return np.where(np.isnan(agreed), suggested, agreed), amended, np.array(first, float)


def sentences(table: pd.DataFrame, signs: pd.DataFrame, through: str) -> tuple[str, ...]:
    """The team's state, and what needs the manager."""
    if not through:
        return ("Nothing of the period has come yet: import its first month into History.",)
    lines = [_of_team(table.iloc[0], through)]
    for word in (tracking.BEHIND, tracking.UNKNOWN):
        reps = table["rep"][1:][(table["status"] == word)[1:]].tolist()
        if reps:
            lines.append(f"{word}: {named(reps)}.")
    short = signs[(signs["status"] == tracking.BEHIND) & (signs[REP_ID] != "")]
    short = short.sort_values("share_of_plan", kind="stable")
    rows = zip(short["rep"], short["what_it_means"], strict=True)
    told = [f"{rep}: {text[0].lower()}{text[1:]}" for rep, text in rows]
    return (*lines, *first(told, MOST_SIGNS, " on sheet Leading signs"))


def _of_team(row: pd.Series, through: str) -> str:
    """How the team stands, in a sentence or two."""
    if row["actual"] != row["actual"]:
        return f"Up to {through} something is unknown, so the team's sum is: look for blanks."
    said = (
        f"Up to {through} {row['actual']:,.0f} came, {row['pace']:.0%} of the plan by season "
        f"({row['plan_to_date']:,.0f})."
    )
    if row["chance"] != row["chance"]:
        return f"{said} It ends at about {row['projected']:,.0f} against {row['goal']:,.0f}."
    return (
        f"{said} The period ends at about {row['projected']:,.0f} ({row['low']:,.0f} to "
        f"{row['high']:,.0f}) against a goal of {row['goal']:,.0f}: chance {row['chance']:.0%}."
    )
