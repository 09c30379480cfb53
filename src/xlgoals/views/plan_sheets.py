"""Every sheet of a plan, one module each, in the order of the process."""

from xlgoals.tables.language import Sheet, Table
from xlgoals.tables.sheets import (
    also_called,
    assumptions,
    backtest,
    balance,
    causes,
    changes,
    coaching_effect,
    findings,
    goal_steps,
    history,
    last_assumptions,
    last_targets,
    leading_signs,
    metrics,
    metrics_chosen,
    my_goals,
    my_log,
    my_months,
    my_progress,
    negotiation_log,
    proposals,
    reps,
    review,
    review_metrics,
    scenarios,
    settings,
    sources,
    targets,
    targets_by_month,
    team,
    team_by_month,
    tracking,
    tracking_by_month,
    tracking_curve,
    why,
)
from xlgoals.views import rep_sheet, start

SHEETS: tuple[Sheet, ...] = tuple(
    module.SHEET
    for module in (
        start,
        settings,
        reps,
        history,
        proposals,
        last_targets,
        metrics_chosen,
        assumptions,
        changes,
        also_called,
        sources,
        review,
        findings,
        why,
        causes,
        last_assumptions,
        review_metrics,
        metrics,
        targets,
        goal_steps,
        targets_by_month,
        scenarios,
        team,
        balance,
        team_by_month,
        rep_sheet,
        negotiation_log,
        my_goals,
        my_log,
        my_progress,
        my_months,
        coaching_effect,
        tracking,
        tracking_curve,
        tracking_by_month,
        leading_signs,
        backtest,
    )
)


def sheet_of(table: Table) -> Sheet:
    """The sheet that holds a table."""
    return next(sheet for sheet in SHEETS if sheet.table is table)


def find_sheet(name: str) -> Sheet | None:
    """The sheet with this name, or whose table has it, whatever the case and the spaces."""
    wanted = name.replace(" ", "").casefold()
    for sheet in SHEETS:
        names = {sheet.name.replace(" ", "").casefold()}
        names |= {sheet.table.name.casefold()} if sheet.table else set()
        if wanted in names:
            return sheet
    return None
