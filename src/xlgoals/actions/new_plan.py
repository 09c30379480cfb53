"""A new plan: the rows it starts with."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from xlgoals.core.sample import organisation
from xlgoals.plan import read_settings
from xlgoals.workbook.dates import month_number, month_start
from xlgoals.workbook.language import Cell, Kind
from xlgoals.workbook.sheets import (
    INPUT_TABLES,
    my_goals,
    settings,
)
from xlgoals.workbook.tables import to_rows


def new_rows(first_month: dt.date | None, sample: bool) -> dict[str, list[list[Cell]]]:
    """The rows that a new plan starts with, by table name."""
    given: dict[str, object] = {}
    rows: dict[str, list[list[Cell]]] = {}
    if sample:
        made = organisation(start=month_number(first_month)) if first_month else organisation()
        given = made.settings
        tables = (*INPUT_TABLES[1:], my_goals.TABLE)
        for table in tables:
            name = "".join(f"_{c.lower()}" if c.isupper() else c for c in table.name).lstrip("_")
            rows[table.name] = to_rows(table, getattr(made, name))
    elif first_month:
        given = {"Period start": month_number(first_month)}
    rows["Settings"] = [
        [
            setting.name,
            _cell(setting, given.get(setting.name, setting.default)),
            setting.unit,
            setting.note,
        ]
        for setting in settings.SETTINGS
    ]
    return rows


def _cell(setting: settings.Setting, value: object) -> Cell:
    """A setting's value as a cell."""
    if setting.kind is Kind.MONTH and isinstance(value, int | float):
        return month_start(value)
    return value if isinstance(value, str | int | float | dt.date) else None


def plan_name(rows: Mapping[str, list[list[Cell]]]) -> str:
    """The name of a new plan."""
    frame = pd.DataFrame(rows["Settings"], columns=["setting", "value", "unit", "note"])
    return str(read_settings(frame.assign(row=0))[0]["Plan name"])
