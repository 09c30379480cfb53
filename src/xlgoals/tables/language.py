"""The words in which the sheets of a plan are described.

A sheet holds at most one table; a table's columns are declared here and nowhere else, and the
template, the reader, the checker and the reference page are all made from that one declaration.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from xlgoals.domain.metrics import column_name

HEADER_ROW = 6
"""The sheet row of every table's headers; the data starts one below."""

FIRST_COLUMN = 2
"""The sheet column (B) in which every table starts; A is a margin."""


@dataclass(frozen=True)
class CellError:
    """An error value in a cell, such as ``#N/A``."""

    code: str


@dataclass(frozen=True)
class Sparkline:
    """A small chart in a cell; ``source`` is the range it draws, such as ``'Months'!D7:D18``."""

    source: str


Cell = str | float | int | bool | dt.date | CellError | Sparkline | None
"""What a cell can hold. None is blank; a float NaN is written as ``#N/A``."""


class Kind(Enum):
    """What a column's cells mean, and so how they are shown, checked and read."""

    TEXT = "text"
    ID = "text that names one thing"
    MONEY = "an amount of money"
    COUNT = "a count"
    FRACTION = "a share between 0 and 1, shown as a percentage"
    CHANGE = "a change as a share, such as −4 %"
    NUMBER = "a number, in the unit the row names"
    MONTH = "a month"
    DATE = "a date"
    YES_NO = "yes or no"
    CHOICE = "one of a list"
    SCOPE = "all, or a rep, territory or product"
    ANY = "text, a number or a date"
    TREND = "a small chart"


NUMERIC = frozenset({Kind.MONEY, Kind.COUNT, Kind.FRACTION, Kind.CHANGE, Kind.NUMBER})
DATED = frozenset({Kind.MONTH, Kind.DATE})


class Role(Enum):
    """Who fills a column's cells: the three named cell styles of the workbook."""

    INPUT = "Typed by you"
    WRITTEN = "Written by xlgoals"
    FORMULA = "Formula"


class Group(Enum):
    """What a sheet is for; its tab colour says so."""

    INPUT = "FFF8E1"
    RESULT = "0B4F6C"
    NEGOTIATION = "E69F00"
    OWN = "616E7C"


class Shown(Enum):
    """Whether a new plan shows a sheet at once, or only when there is something in it."""

    ALWAYS = "always"
    WHEN_FILLED = "when filled"
    NEVER = "never: other sheets are made after it"


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    header: str
    kind: Kind
    hint: str
    role: Role = Role.INPUT
    required: bool = False
    choices: tuple[str, ...] = ()
    refers_to: tuple[str, str] | None = None
    """Table and header whose values are allowed here; offered as a drop-down."""
    low: float | None = None
    high: float | None = None
    formula: str = ""
    """What a formula column computes, in the file's syntax and without the equals sign."""
    width: int = 0
    """In characters; 0 lets the header and the kind decide."""
    decimals: int = 1
    """Shown for a plain number."""
    number_format: str = ""
    """How numbers are shown, in the file's own words; by default the kind decides."""
    unit_from: str = ""
    """Header of the column that says in which unit this cell is: money, count or share."""
    hidden: bool = False
    """Whether only a chart needs it."""
    blank: bool = False
    """Whether nothing is a blank, since nobody said anything yet, and not an unknown."""
    blank_means: str = ""
    """What a blank says, where it says something, such as ``all``. A cell that cannot be read
    never turns into it: its row is left out."""
    aliases: tuple[str, ...] = ()
    """Other names under which a CRM exports this column."""
    since: str = ""
    """The version of xlgoals in which it came; a plan made before gets it by *upgrade*."""
    python: "Callable[[Seen], Any] | None" = None
    """The formula's twin: the whole column, from the same rows, tables and cells."""

    def __post_init__(self) -> None:
        """ValueError where a formula has no twin, or a twin no formula."""
        if bool(self.formula) != (self.python is not None):
            raise ValueError(f"{self.header}: a formula and its Python twin are declared together")

    @property
    def name(self) -> str:
        """The column's name in a DataFrame: ``List revenue`` → ``list_revenue``."""
        return column_name(self.header)


@dataclass(frozen=True)
class Table:
    """One Excel table: the only definition of its columns."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """Headers whose values together name a row; blank counts as a value."""
    optional: bool = False
    """Whether a plan without rows in it can be used."""

    def column(self, header: str) -> Column:
        """The column with this header; KeyError where there is none."""
        for column in self.columns:
            if column.header == header:
                return column
        raise KeyError(f"{self.name} has no column {header!r}")

    @property
    def headers(self) -> tuple[str, ...]:
        """All headers, in sheet order."""
        return tuple(column.header for column in self.columns)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in a DataFrame, in sheet order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Seen:
    """What a formula can look at: the rows of its own table, other tables, and cells of views."""

    table: Table | None = None
    """The one whose column is worked out."""
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Its rows, typed."""
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """Typed rows of the plan's tables, by the name of the table."""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    """Single cells of the same sheet, by address."""

    def __getitem__(self, header: str) -> NDArray[np.float64]:
        """The numbers of a column as arithmetic in a cell takes them: a blank cell counts as 0.

        KeyError where the table has no such column.
        """
        if self.table is None:
            raise KeyError(header)
        column = self.table.column(header)
        numbers = self.rows[column.name].to_numpy(np.float64)
        blank = column.blank or column.role is Role.INPUT
        return np.nan_to_num(numbers) if blank else numbers


@dataclass(frozen=True)
class Series:
    """One series of a chart: a column of the chart's table."""

    header: str
    """On a sheet without a table: the cells themselves, such as ``X9:X20``; so for categories."""
    colour: str
    name: str = ""
    style: str = "bar"
    """``bar``, ``line``, ``dashed`` (a thin line), or ``mark`` (a marker without a line: targets).
    No colour: invisible."""
    labels: str = ""
    """Number format of the values written into the bars, or, without a colour, from where they
    begin; none by default."""


@dataclass(frozen=True)
class Chart:
    """One chart beside the table it draws; it follows the table's rows."""

    name: str
    """Names the drawing in the file, so that a refresh finds it: unique in the plan."""
    question: str
    """The chart's title: what it answers."""
    categories: str
    """Header of the column whose texts or months stand on the axis."""
    series: tuple[Series, ...]
    kind: str = "column"
    """``column``, ``line`` (no bars), or ``stacked``: bars end to end, the first row at the top."""
    rows: int = 0
    """How many rows of the table are drawn; 0 is all."""
    first: int = 0
    """How many rows stand above the first that is drawn."""
    number_format: str = "#,##0"
    at: str = ""
    """The cell at its upper left corner; beside the table by default."""
    size: tuple[int, int] = (860, 420)
    """Width and height in pixels."""
    most: float = 0.0
    """Upper end of the axis of values; 0 lets it follow them."""
    sheet: str = ""
    """Name of the sheet whose table it draws; its own by default."""


@dataclass(frozen=True)
class Label:
    """One cell of a view, outside any table. A formula starts with ``=``."""

    at: str
    text: str
    look: str
    """Name of a look in ``views.theme``."""
    link: str = ""
    """Name of the sheet that a click opens."""
    choices: str = ""
    """Name of the list from which the user picks what stands in the cell."""
    literal: bool = False
    """Whether the text is shown as it is, also when it looks like a formula."""
    typed: Column | None = None
    """What may be typed into the cell; None where nothing is."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of the plan."""

    name: str
    purpose: str
    """One sentence under the title."""
    group: Group
    table: Table | None = None
    charts: tuple[Chart, ...] = ()
    labels: tuple[Label, ...] = ()
    shown: Shown = Shown.ALWAYS
    title: str = ""
    portrait: bool = False
    header_row: int = HEADER_ROW
    widths: dict[str, int] = field(default_factory=dict)
    """Column letters and widths, where the table does not decide them."""
    heights: dict[int, int] = field(default_factory=dict)
    """Sheet rows and their heights in points, where they are not usual."""
    hidden: tuple[str, ...] = ()
    """Letters of columns that only formulas and charts need."""
    unit_column: str = ""
    """Letters of the column that says how numbers of a look that ends in ``own`` are shown."""
    legend: tuple[int, ...] = (4, 6, 8)
    """Columns, from 0, of the cells that tell what colours mean, with room for their words."""
    since: str = ""
    """The version of xlgoals in which it came; a plan made before gets it by *upgrade*."""
