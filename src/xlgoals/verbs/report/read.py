"""What a report needs of a plan; sheets that are not there yet are empty."""

from dataclasses import dataclass

import pandas as pd

from xlgoals.domain.errors import InputError, PlanError
from xlgoals.domain.metrics import REVENUE
from xlgoals.domain.months import month_label
from xlgoals.domain.people import REP_ID, REP_NAME, find_rep
from xlgoals.negotiation.session import Session
from xlgoals.tables.language import Table
from xlgoals.tables.sheets import (
    balance,
    findings,
    leading_signs,
    my_goals,
    my_months,
    my_progress,
    review,
    settings,
    targets,
    targets_by_month,
    team,
    tracking,
    tracking_by_month,
)
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.plan import Plan, read_plan


@dataclass(frozen=True)
class Facts:
    """A plan's tables, as a report shows them."""

    plan: Plan
    team: pd.DataFrame
    lines: pd.DataFrame
    by_month: pd.DataFrame
    review: pd.DataFrame
    findings: pd.DataFrame
    balance: pd.DataFrame
    tracking: pd.DataFrame
    tracked_months: pd.DataFrame
    signs: pd.DataFrame
    my_goals: pd.DataFrame
    progress: pd.DataFrame
    my_months: pd.DataFrame
    currency: str
    log: Session
    """What was said of each goal."""

    @property
    def period(self) -> str:
        """The period as people say it."""
        first, count = self.plan.settings.start, self.plan.settings.months
        return f"{month_label(first)} to {month_label(first + count - 1)}"

    @property
    def months(self) -> tuple[str, ...]:
        """The months of the period, shortly."""
        first, count = self.plan.settings.start, self.plan.settings.months
        return tuple(month_label(first + at)[:3] for at in range(count))

    @property
    def is_tracked(self) -> bool:
        """Whether something of the period has come and was tracked."""
        return bool(len(self.tracking) and self.tracking["actual"].notna().any())

    def whole(self, rep_id: str, metric: str = REVENUE.name) -> pd.Series | None:
        """A rep's goal over all products and territories; the team's for a blank id."""
        found = self.lines[
            (self.lines[REP_ID] == rep_id)
            & (self.lines["metric"] == metric)
            & (self.lines["product"] + self.lines["territory"] == "")
        ]
        return None if found.empty else found.iloc[0]


def read_facts(workbook: Workbook) -> Facts:
    """Everything that a report shows.

    Errors:
        InputError: there are no goals yet.
    """
    plan = read_plan(workbook)
    lines = _rows(workbook, targets.TABLE)
    everybody = _rows(workbook, team.TABLE)
    everybody = everybody[everybody["suggested"].notna() | everybody["agreed"].notna()]
    if not len(lines) or not len(everybody):
        raise InputError("There are no goals yet; press Regenerate targets (xlgoals regenerate).")
    return Facts(
        plan=plan,
        team=everybody.drop_duplicates(REP_ID).reset_index(drop=True),
        lines=lines,
        by_month=_rows(workbook, targets_by_month.TABLE),
        review=_rows(workbook, review.TABLE),
        findings=_rows(workbook, findings.TABLE),
        balance=_rows(workbook, balance.TABLE),
        tracking=_rows(workbook, tracking.TABLE),
        tracked_months=_rows(workbook, tracking_by_month.TABLE),
        signs=_rows(workbook, leading_signs.TABLE),
        my_goals=_rows(workbook, my_goals.TABLE),
        progress=_rows(workbook, my_progress.TABLE),
        my_months=_rows(workbook, my_months.TABLE),
        currency=_currency(workbook),
        log=read_session(workbook),
    )


def _rows(workbook: Workbook, table: Table) -> pd.DataFrame:
    """A table's rows; none where an older plan does not have it."""
    try:
        return typed_rows(workbook, table)[1]
    except PlanError:
        return pd.DataFrame(columns=[*(column.name for column in table.columns), "row"])


def _currency(workbook: Workbook) -> str:
    """What amounts are in; blank where nobody says."""
    rows = typed_rows(workbook, settings.TABLE)[1]
    value = rows.loc[rows["setting"] == "Currency", "value"]
    return str(value.iloc[0] or "") if len(value) else ""


def wanted_rep(facts: Facts, name: str) -> str:
    """The id of the rep that is meant. InputError where that is not clear."""
    return find_rep(zip(facts.team[REP_ID], facts.team[REP_NAME], strict=True), name)
