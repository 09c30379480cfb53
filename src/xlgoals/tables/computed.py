"""What works itself out: each formula with its Python twin, evaluated when a table is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from xlgoals.domain import rates
from xlgoals.tables.language import Cell, Column, Kind, Label, Role, Seen, Table

Tables = Mapping[str, pd.DataFrame]
"""Typed rows by the name of their table."""


@dataclass(frozen=True)
class Computed(Label):
    """One cell of a view that works itself out: ``text`` is its formula, from the equals sign on.

    Errors:
        ValueError: the text is no formula.
    """

    python: Callable[[Seen], Cell] = field(kw_only=True)
    """The formula's twin: what it gives, from the same tables and cells."""
    formerly: str = ""
    """The formula that plans made before have here, for the same value."""

    def __post_init__(self) -> None:
        """The text is a formula, or nothing needs a twin."""
        if not self.text.startswith("="):
            raise ValueError(f"{self.at}: {self.text!r} is no formula")


def this(table: str, header: str) -> str:
    """A formula part: the cell of the same row in another column."""
    return f"{table}[[#This Row],[{header}]]"


def ratio(
    table: str,
    header: str,
    above: str,
    below: str,
    hint: str,
    kind: Kind = Kind.FRACTION,
) -> Column:
    """A column that is one column over another, #N/A where either is unknown."""
    return Column(
        header,
        kind,
        hint,
        Role.FORMULA,
        formula=f"IFERROR({this(table, above)}/{this(table, below)},NA())",
        python=lambda seen: rates.ratio(seen[above], seen[below]),
    )


def change(table: str, header: str, after: str, before: str, hint: str) -> Column:
    """A column that is the change from one column to another, as a share of the first."""
    return Column(
        header,
        Kind.CHANGE,
        hint,
        Role.FORMULA,
        formula=f"IFERROR({this(table, after)}/{this(table, before)}-1,NA())",
        python=lambda seen: rates.ratio(seen[after], seen[before]) - 1,
    )


def difference(
    table: str, header: str, whole: str, less: str, hint: str, kind: Kind = Kind.MONEY
) -> Column:
    """A column that is one column less another, #N/A where either is unknown."""
    return Column(
        header,
        kind,
        hint,
        Role.FORMULA,
        formula=f"IFERROR({this(table, whole)}-{this(table, less)},NA())",
        python=lambda seen: seen[whole] - seen[less],
    )


def with_formulas(table: Table, frame: pd.DataFrame, seen: Seen | None = None) -> pd.DataFrame:
    """A table's rows with what its formula columns give, whatever stood in these before.

    Args:
        frame: The other columns.
        seen: The tables and cells that formulas look at beyond their own row.
    """
    at = replace(seen or Seen(), table=table, rows=frame)
    for column in table.columns:
        if column.python is not None:
            at = replace(at, rows=at.rows.assign(**{column.name: column.python(at)}))
    return at.rows
