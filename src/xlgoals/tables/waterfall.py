"""A waterfall: amounts that add up, as bars that stand on an unseen one, for who is picked."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import column_name
from xlgoals.domain.rates import Floats
from xlgoals.tables.computed import this
from xlgoals.tables.language import Column, Kind, Label, Role, Seen, Series

HEADER_ROW = 7
WHO = "C5"
"""The cell in which the user picks whose figures are shown."""
TEAM = "Team"
TOLD = frozenset({"Adds", "Makes"})
"""The columns of amounts that are read; the others are only drawn."""


def picked_row(seen: Seen, table: str) -> pd.Series | None:
    """The first row of who is picked on the sheet, in the table with everybody's figures."""
    rows = seen.tables[table]
    whose = str(seen.cells[WHO]).strip().casefold()
    places = np.flatnonzero(rows["rep"].str.casefold() == whose)
    return rows.iloc[places[0]] if len(places) else None


def looked_up(table: str, first: str, last: str, named_in: str, own: str) -> Column:
    """The column of amounts: of each row the column of another table that the row names.

    Args:
        table: The table with everybody's figures.
        first, last: Its columns, between which lies what can be named.
        named_in: Header of the column that names them.
        own: Name of the table that the column is in.
    """
    formula = (
        f"IFERROR(INDEX({table}[[{first}]:[{last}]],"
        f"MATCH(${WHO[0]}${WHO[1:]},{table}[Rep],0),"
        f"MATCH({this(own, named_in)},{table}[[#Headers],[{first}]:[{last}]],0)),NA())"
    )

    def amounts(seen: Seen) -> Floats:
        row = picked_row(seen, table)
        names = [column_name(header) for header in seen.rows[column_name(named_in)]]
        return np.array([np.nan if row is None else row[name] for name in names], float)

    return money("Adds", "What the step adds.", formula, amounts)


def money(header: str, hint: str, formula: str, python: Callable[[Seen], Any]) -> Column:
    """A column of amounts that works itself out."""
    return Column(
        header,
        Kind.MONEY,
        hint,
        Role.FORMULA,
        formula=formula,
        python=python,
        width=14,
        hidden=header not in TOLD,
    )


def bars(
    table: str, whole: str, hint: str, step_in: str, ends: Iterable[str], *, rounded: bool = False
) -> tuple[Column, ...]:
    """The columns that are drawn.

    Args:
        table: Name of the table.
        whole: Header of the column that holds the first and the last bar, with its hint.
        step_in: Header of the column that says what a row is.
        ends: What it says in the rows of the first and the last bar.
        rounded: Whether steps are drawn in whole numbers.
    """
    adds, makes = this(table, "Adds"), this(table, "Makes")
    first, last = (f'{this(table, step_in)}="{name}"' for name in ends)
    end = f"OR({first},{last})"
    step = f"ROUND({adds},0)" if rounded else adds

    def is_end(seen: Seen) -> Any:
        return seen.rows[column_name(step_in)].isin(tuple(ends)).to_numpy()

    def steps(seen: Seen, sign: int) -> Floats:
        amount = seen["Adds"]
        drawn = np.copysign(np.floor(np.abs(amount) + 0.5), amount) if rounded else amount
        return np.where(is_end(seen), 0.0, np.maximum(sign * drawn, 0.0))

    return (
        money(
            "Below",
            "What the bar stands on.",
            f"IF({end},0,MIN({makes},{makes}-{adds}))",
            lambda seen: np.where(
                is_end(seen), 0.0, np.minimum(seen["Makes"], seen["Makes"] - seen["Adds"])
            ),
        ),
        money(
            whole,
            hint,
            f"IF({end},{makes},0)",
            lambda seen: np.where(is_end(seen), seen["Makes"], 0.0),
        ),
        money("More", "A step up.", f"IF({end},0,MAX({step},0))", lambda seen: steps(seen, 1)),
        money("Less", "A step down.", f"IF({end},0,MAX(-{step},0))", lambda seen: steps(seen, -1)),
    )


def series(whole: str, up: str, down: str) -> tuple[Series, ...]:
    """The bars, and beside each step its amount.

    Args:
        whole: Header of the column of the first and the last bar.
        up, down: What the amounts of steps up and down are called.
    """
    return (
        Series("Below", ""),
        Series(whole, "0B4F6C", whole),
        Series("More", "0072B2", "Adds"),
        Series("Less", "D55E00", "Takes away"),
        Series("More", "", up, labels="+#,##0;;;"),
        Series("Less", "", down, labels="−#,##0;;;"),
    )


def picker(question: str) -> tuple[Label, Label]:
    """The cell in which somebody is picked, and what stands before it."""
    return Label("B5", question, "step"), Label(WHO, TEAM, "picked", choices="GoalNames")
