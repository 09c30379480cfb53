"""An older plan gets the sheets, columns, settings, names and macros that it lacks."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from xlgoals.tables.chosen_metrics import fitting, read_metrics, with_metrics
from xlgoals.tables.language import Cell, Sheet
from xlgoals.tables.sheets import history, settings
from xlgoals.tables.upgrade import Missing, sentence
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.new_plan import new_plan
from xlgoals.views import start
from xlgoals.views.computed import computed_labels
from xlgoals.views.plan_sheets import SHEETS

OLDER_TEXTS = {
    "Start": (
        "Import new months and compare them with the goals by month.",
        "Targets by month",
        '=IF(FALSE,"✓ done",IF(AND(COUNT(Team[Suggested])>0,COUNT(Team[Agreed])=COUNT('
        'Team[Suggested])),"● next","– later"))',
        *(label.formerly for label in computed_labels(start.SHEET).values() if label.formerly),
    ),
    "Review": (
        "Last period's revenue goals against what came. Type the reason beside each: it stays "
        "through every refresh.",
    ),
    "Team": (
        "Everybody's revenue goal on one page. Type what you agreed with each rep; it is kept.",
    ),
    "Tracking": ("How the period goes against what was agreed.",),
    "Backtest": ("How good such suggestions would have been in past periods.",),
}
"""Sheet → what labels of ours said before; today's text takes their place."""


class Upgradable(Workbook, Protocol):
    """A plan that can be given what it lacks."""

    @property
    def is_older(self) -> bool:
        """Whether an older xlgoals made it; PlanError where a newer one did."""
        ...

    @property
    def macros(self) -> bool:
        """Whether it has buttons of its own."""
        ...

    def add_missing(
        self,
        sheets: Sequence[Sheet],
        older: Mapping[str, Sequence[str]],
        rows: Mapping[str, Sequence[Sequence[Cell]]],
        values: Mapping[str, Mapping[str, Cell]],
    ) -> tuple[Missing, list[str]]:
        """Put in what the plan lacks; returns it, and in words what was added besides."""
        ...


def upgrade(plan: Upgradable, *, always: bool = False) -> str:
    """Give an older plan what it lacks; returns what was added, in a sentence, or nothing.

    Args:
        always: Also look where the plan says that it is of today.

    Errors:
        PlanError: a newer xlgoals made it.
        EditRefused: something of the user's is in the way.
    """
    older = plan.is_older
    if not older and not always:
        return ""
    empty = new_plan(dt.date.today(), sample=False, macros=plan.macros)
    metrics, _ = read_metrics(plan)
    sheets = tuple(
        replace(sheet, table=with_metrics(history.TABLE, metrics))
        if sheet.table is history.TABLE
        else sheet
        for sheet in (*SHEETS, *empty.sheets)
    )
    lacked, more = plan.add_missing(sheets, OLDER_TEXTS, empty.rows, empty.values)
    more = [*more, *_add_settings(plan, empty.rows[settings.TABLE.name])]
    return sentence(lacked, more, older=older) if older or more or not lacked.is_nothing else ""


def _add_settings(plan: Upgradable, rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The rows of sheet Settings that came later, at its end; returns in words which."""
    raw = plan.read(settings.TABLE)
    headers = [header.strip().casefold() for header in raw.headers]
    at = [headers.index(header.casefold()) for header in settings.TABLE.headers]
    present = [[row[place] for place in at] for row in raw.rows]
    names = {str(row[0]).strip().casefold() for row in present}
    lacking = [
        [None if cell == "" else cell for cell in row]
        for row in rows
        if str(row[0]).casefold() not in names
    ]
    if not lacking:
        return []
    plan.write(settings.TABLE, [*present, *lacking])
    return [f"the setting{'s' * (len(lacking) > 1)} {', '.join(str(row[0]) for row in lacking)}"]


def add_own_columns(plan: Upgradable) -> str:
    """Give History the columns that the plan's own metrics count; what was added, or nothing.

    Errors:
        EditRefused: something of the user's is in the way.
    """
    metrics, _ = read_metrics(plan)
    _, lacking = fitting(history.TABLE, plan.read(history.TABLE), metrics)
    return upgrade(plan, always=True) if lacking else ""
