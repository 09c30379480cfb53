"""Hours of coaching a month that are suggested for each rep, within the manager's total."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.metrics import REVENUE
from xlgoals.domain.months import months_of_dates
from xlgoals.domain.own_goal_kinds import COACHING
from xlgoals.domain.people import REP_ID
from xlgoals.negotiation.session import Session
from xlgoals.sums.arrays import Floats
from xlgoals.sums.coach import coaching
from xlgoals.sums.suggest.assumption_effects import staffing
from xlgoals.tables.language import Cell
from xlgoals.tables.sheets import my_goals, settings, targets, team
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.mine.log import with_rows
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome, TextRows
from xlgoals.verbs.period import revenue_goals
from xlgoals.verbs.plan import Plan, read_plan, read_settings


@dataclass(frozen=True)
class Hours:
    """What is suggested beside what is planned, a row a rep: rep_id, rep, suggested, planned."""

    table: pd.DataFrame
    total: float


@one_pass
def suggest_hours(workbook: Workbook, today: dt.date) -> Hours:
    """Hours of coaching a month for each rep with a goal.

    Errors:
        InputError: nobody has a goal yet.
    """
    plan = read_plan(workbook)
    reps, hours = coaching_hours(workbook, plan, today)
    if not len(reps):
        raise InputError("There are no goals yet; press Regenerate targets (xlgoals regenerate).")
    goals = typed_rows(workbook, my_goals.TABLE)[1]
    own = goals[_is_coaching(goals)].drop_duplicates(REP_ID).set_index(REP_ID)["planned"]
    planned = own.reindex(reps[REP_ID]).to_numpy(np.float64)
    return Hours(reps.assign(suggested=hours, planned=planned), float(hours.sum()))


@one_pass
def suggested(workbook: Workbook, today: dt.date, yes: bool) -> Outcome:
    """Hours of coaching that are suggested; taken into My goals where the user says yes."""
    hours = suggest_hours(workbook, today)
    rows = [
        [row[REP_ID], row["rep"], _as_text(row["planned"]), _as_text(row["suggested"])]
        for row in hours.table.to_dict("records")
    ]
    done = "Nothing was changed; --yes writes the suggestion into My goals."
    if yes:
        done = f"{take_hours(workbook, hours)} rows of My goals changed."
    return Outcome(
        f"{hours.total:g} hours a month in all; Settings!Coaching hours says how many.",
        (done,),
        tables=(TextRows(["Rep ID", "Rep", "Planned", "Suggested"], rows),),
        changed=yes,
    )


def _as_text(value: float) -> str:
    """Hours as text; blank where nothing is planned."""
    return "" if np.isnan(value) else f"{value:g}"


def _is_coaching(goals: pd.DataFrame) -> pd.Series:
    """The rows that plan hours of coaching a month."""
    kind = goals["goal"].str.casefold() == COACHING.name.casefold()
    return kind & (goals["unit"] == "hours") & (goals["per"] == "month")


@one_pass
def take_hours(workbook: Workbook, hours: Hours) -> int:
    """Write what is suggested into My goals; returns how many rows changed or were added.

    Only hours of coaching a month are written; whatever else stands there stays.
    """
    raw = workbook.read(my_goals.TABLE)
    goals = typed_rows(workbook, my_goals.TABLE)[1]
    coached = goals[_is_coaching(goals)].drop_duplicates(REP_ID)
    rows = dict(zip(coached[REP_ID], coached["row"] - raw.first_row, strict=True))
    changed: dict[int, dict[str, Cell]] = {}
    fresh: list[dict[str, Cell]] = []
    for row in hours.table.to_dict("records"):
        value = float(row["suggested"])
        if value == row["planned"]:
            continue
        if row[REP_ID] in rows:
            changed[int(rows[row[REP_ID]])] = {"Planned": value}
        else:
            new = (COACHING.name, row[REP_ID], value, "hours", "month", None)
            fresh.append(dict(zip(my_goals.TABLE.headers, new, strict=True)))
    if changed or fresh:
        workbook.write(my_goals.TABLE, with_rows(my_goals.TABLE, raw, fresh, changed))
    return len(changed) + len(fresh)


def coaching_hours(workbook: Workbook, plan: Plan, today: dt.date) -> tuple[pd.DataFrame, Floats]:
    """The reps with a goal, and the hours of coaching a month that are suggested for each."""
    everybody = typed_rows(workbook, team.TABLE)[1]
    everybody = everybody[everybody["suggested"].notna() | everybody["agreed"].notna()]
    everybody = everybody.drop_duplicates(REP_ID).reset_index(drop=True)
    lines = typed_rows(workbook, targets.TABLE)[1]
    session = read_session(workbook) if len(lines) else None
    goals = _goals(session, everybody, plan)
    whole = lines[(lines["metric"] == REVENUE.name) & (lines["product"] + lines["territory"] == "")]
    whole = whole.drop_duplicates(REP_ID)
    expected = whole.set_index(REP_ID)["middle"].reindex(everybody[REP_ID])
    middle = expected.to_numpy(np.float64)
    values, _ = read_settings(typed_rows(workbook, settings.TABLE)[1])
    total = values["Coaching hours"]
    usual = coaching.USUAL_HOURS * len(everybody)
    given = float(total) if isinstance(total, int | float) else np.nan
    hours = coaching.suggested_hours(
        usual if np.isnan(given) else given, goals, middle, _strength(plan, everybody, today)
    )
    return everybody[[REP_ID, "rep"]], hours


def _goals(session: Session | None, everybody: pd.DataFrame, plan: Plan) -> Floats:
    """Each rep's goal for the whole period: in force, or else suggested."""
    if session is None:
        return everybody["agreed"].fillna(everybody["suggested"]).to_numpy(np.float64)
    goals, _ = revenue_goals(session, everybody, plan.settings.start)
    return goals["amended"].fillna(goals["agreed"]).to_numpy(np.float64)


def _strength(plan: Plan, everybody: pd.DataFrame, today: dt.date) -> Floats:
    """Share of full strength that each rep has now; as the period begins, before it does."""
    now = max((today.year - 1970) * 12 + today.month - 1, plan.settings.start)
    hired = plan.reps.set_index(REP_ID)["hired"].reindex(everybody[REP_ID])
    month = months_of_dates(hired.to_numpy("datetime64[s]"))
    team = plan.reps.set_index(REP_ID).reindex(everybody[REP_ID]).reset_index()
    people = staffing(plan.assumptions, team, plan.settings.calendar, plan.settings.ramp)
    return people.strength(now - month[:, None])[:, 0]
