"""Parts of a formula: each knows its text in a cell, and what it gives from the plan's tables."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.functions.call import call
from xlgoals.functions.catalogue import BY_NAME
from xlgoals.functions.cells import EPOCH, ErrorValue
from xlgoals.tables.computed import Tables
from xlgoals.tables.dates import month_number, month_start, serial_number
from xlgoals.tables.language import Seen
from xlgoals.views import start
from xlgoals.views.plan_sheets import find_sheet


@dataclass(frozen=True)
class Part:
    """A part of a formula."""

    text: str
    value: Callable[[Tables], object]


def _column(table: str, header: str) -> str:
    """The name of a column in a DataFrame; a table or header that is not declared fails."""
    sheet = find_sheet(table)
    if sheet is None or sheet.table is None:
        raise KeyError(table)
    return sheet.table.column(header).name


def const(number: float) -> Part:
    """A number."""
    return Part(f"{number:.15g}", lambda _: float(number))


def cells(*rows: float) -> Part:
    """A column of numbers, typed into the formula."""
    text = ";".join(f"{number:.15g}" for number in rows)
    return Part(f"{{{text}}}", lambda _: [[float(number)] for number in rows])


def team(header: str) -> Part:
    """A figure of the whole team, from sheet Metrics."""
    name = _column("Metrics", header)

    def value(tables: Tables) -> object:
        rows = tables["Metrics"]
        found = rows.loc[rows["rep"] == "Team", name]
        return _known(found.iloc[0]) if len(found) else ErrorValue("#N/A")

    return Part(f'INDEX(Metrics[{header}],MATCH("Team",Metrics[Rep],0))', value)


def _known(number: float) -> object:
    """A number as a cell; unknown ones are written as #N/A."""
    return ErrorValue("#N/A") if np.isnan(number) else float(number)


def column(table: str, header: str) -> Part:
    """All cells of a column."""
    name = _column(table, header)
    return Part(f"{table}[{header}]", lambda tables: _cells(tables[table][name]))


def _cells(column: pd.Series) -> list[list[object]]:
    """A column as cells, unknown as blank; a table never has less than one row."""
    if column.dtype.kind == "M":
        days = (column - pd.Timestamp(EPOCH)) / pd.Timedelta(days=1)
        return _cells(days.astype(float))
    return [[None if pd.isna(cell) else cell] for cell in column.tolist()] or [[None]]


def total(table: str, header: str, first: int = 0) -> Part:
    """The sum of a column, or of its first cells."""
    name = _column(table, header)
    whole = f"{table}[{header}]"
    part = f"INDEX({whole},1):INDEX({whole},{first})" if first else whole
    limit = first or None
    return Part(f"SUM({part})", lambda tables: float(np.nansum(tables[table][name][:limit])))


def outcomes(word: str) -> Part:
    """How many proposals ended in this way."""
    text = f'COUNTIF(Proposals[Outcome],"{word}")'
    return Part(text, lambda tables: float((tables["Proposals"]["outcome"] == word).sum()))


def still_open() -> Part:
    """How many proposals are not closed."""
    text = "COUNT(Proposals[Opened])-COUNT(Proposals[Closed])"
    return Part(
        text, lambda t: float(t["Proposals"]["opened"].count() - t["Proposals"]["closed"].count())
    )


def setting(name: str, *, months: int = 0, days: int = 0) -> Part:
    """A value of sheet Settings; a month may be moved."""
    text = start.setting(name)
    text = f"EDATE({text},{months})" if months else text

    def value(tables: Tables) -> object:
        found = start.set_to(Seen(tables=tables), name)
        if not isinstance(found, dt.date):
            return found
        day = month_start(month_number(found) + months) if months else found
        return serial_number(day) + days

    return Part(f"{text}{days:+d}" if days else text, value)


def function(name: str, *arguments: Part, pick: tuple[int, int] | None = None) -> Part:
    """One of the worksheet functions; ``pick`` takes one cell of its answer, counted from 1."""
    spec = BY_NAME[name]
    text = f"{name}({','.join(argument.text for argument in arguments)})"

    def value(tables: Tables) -> object:
        row, place = pick or (1, 1)
        answer = call(spec, tuple(argument.value(tables) for argument in arguments))
        whole = len(answer) >= row and len(answer[0]) >= place
        return answer[row - 1][place - 1] if whole else answer[0][0]

    return Part(f"INDEX({text},{pick[0]},{pick[1]})" if pick else text, value)
