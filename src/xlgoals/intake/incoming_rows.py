"""The rows of a file as rows of a table: typed, each with its row in the file, or left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from xlgoals.domain.activity_rows import activity_rows, cell_sums
from xlgoals.domain.metrics import DEFAULT, Metrics
from xlgoals.domain.months import month_label
from xlgoals.domain.problems import Problem, quoted
from xlgoals.intake.column_mapping import Match
from xlgoals.intake.date_habits import date_order
from xlgoals.intake.deal_rows import deal_rows
from xlgoals.intake.each_row_a_sale import each_row_is_a_sale
from xlgoals.intake.fiscal_years import years_of
from xlgoals.intake.left_out import Taken, rows_taken
from xlgoals.intake.months_of_rows import months_of
from xlgoals.intake.number_habits import decimal_sign, sales_or_revenue, several_currencies
from xlgoals.intake.plan_names import NOBODY, NamesRead, PlanNames, named_rows
from xlgoals.intake.row_conditions import conditions
from xlgoals.intake.spread_periods import Spread, by_month
from xlgoals.intake.who_is_who import Names
from xlgoals.intake.year_and_month import joined
from xlgoals.tables.cell_values import Habits
from xlgoals.tables.language import DATED, NUMERIC, Cell, Kind, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import history, last_targets, reps
from xlgoals.tables.typed_tables import read_table


@dataclass(frozen=True)
class Told:
    """What the user says of a file, where the file itself does not prove it."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Header of the plan → header of the file."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """Header of the plan → one value for all rows."""
    decimal: str = ""
    dates: str = ""
    """``dmy``, ``mdy`` or ``ymd``."""
    years: str = ""
    """``calendar`` or ``fiscal``."""
    accept_loss: bool = False
    """Whether it is fine that many rows stay out."""
    where: tuple[str, ...] = ()
    """Which rows count, such as ``Stage=Closed Won``."""
    same: Mapping[str, str] = field(default_factory=dict)
    """New name → the known one that it is another name of."""
    new: tuple[str, ...] = ()
    """Names that are new, though they look like known ones."""
    months: range | None = None
    """The only months to take, and those that the file covers; all of its own by default."""
    beside: bool = False
    """Whether rows of other files and typed ones count beside these."""
    add: bool = False
    """Whether what the same file brought before stays, and its rows are added to it."""


NOTHING_TOLD = Told()


@dataclass(frozen=True)
class PlanYears:
    """How the plan counts years, as its settings say."""

    begins: int = 1
    """The month in which they begin, 1 to 12."""
    named: str = ""
    """``first`` or ``last``: the calendar year after which a fiscal year is named."""
    last_period: range = range(0)
    """The months that are looked back upon."""


CALENDAR_YEARS = PlanYears()


@dataclass(frozen=True)
class PlanKnows:
    """What of the plan it takes to understand a file."""

    years: PlanYears = CALENDAR_YEARS
    metrics: Metrics = DEFAULT
    names: PlanNames = NOBODY


NOTHING_KNOWN = PlanKnows()


@dataclass(frozen=True)
class Incoming:
    """The rows of a file, typed."""

    frame: pd.DataFrame
    problems: list[Problem]
    columns: tuple[str, ...]
    """Names of the columns that the file gives."""
    match: Match
    taken: Taken
    names: Mapping[str, Names] = field(default_factory=dict)
    """What became of the names in each column of them."""
    notes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """What has to be said before anything is written."""


@dataclass
class _Reading:
    """A file on its way into a table."""

    table: Table
    source: RawTable
    match: Match
    told: Told
    notes: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    @property
    def given(self) -> tuple[str, ...]:
        """Headers of the plan that the file gives."""
        match = self.match
        return tuple(h for h in self.table.headers if h in match.columns or h in match.constants)

    @property
    def adds_up(self) -> bool:
        """Whether rows with the same key are added up."""
        return self.table.name == history.TABLE.name

    def cells(self) -> list[list[Cell]]:
        """The rows, in the order of the given headers."""
        constants, columns, headers = self.match.constants, self.match.columns, self.source.headers
        places = [None if h in constants else headers.index(columns[h]) for h in self.given]
        fixed: list[Cell] = [constants.get(header) for header in self.given]
        return [
            [value if at is None else row[at] for at, value in zip(places, fixed, strict=True)]
            for row in self.source.rows
        ]

    def habits(self, rows: Sequence[Sequence[Cell]]) -> dict[str, Habits]:
        """How each column writes numbers and dates."""
        decimal = self._decimal(rows)
        found = {}
        for at, header in enumerate(self.given):
            order = ""
            if self.table.column(header).kind in DATED and header in self.match.columns:
                cells = [row[at] for row in rows]
                numbers = range(self.source.first_row, self.source.first_row + len(rows))
                dates = date_order(self.match.columns[header], cells, numbers, self.told.dates)
                order = dates.order
                if dates.reason:
                    where = self.questions if dates.open else self.notes
                    where.append(f"{self.match.columns[header]}: {dates.reason}.")
            found[header] = Habits(decimal, self.source.date1904, order)
        return found

    def _decimal(self, rows: Sequence[Sequence[Cell]]) -> str:
        """The decimal sign: as told, or as the file's own numbers prove without contradiction.

        Where nothing proves it and numbers could be two, it is asked for.
        """
        kinds = [self.table.column(header).kind for header in self.given]
        texts = {
            (kind, cell)
            for row in rows
            for kind, cell in zip(kinds, row, strict=True)
            if kind in NUMERIC and isinstance(cell, str)
        }
        found = decimal_sign(texts)
        if self.told.decimal or not found.open:
            return self.told.decimal or found.sign
        self.questions.append(found.reason)
        return ""

    def months(
        self, rows: list[list[Cell]], decimal: str, years: PlanYears, metrics: Metrics
    ) -> Spread:
        """Goals of quarters and years as goals of months; others as they are."""
        numbers = range(self.source.first_row, self.source.first_row + len(rows))
        if self.table.name != last_targets.TABLE.name or "Month" not in self.given:
            return Spread(rows, list(numbers), ())
        cells = [row[self.given.index("Month")] for row in rows]
        counted = years_of(cells, years.begins, years.last_period, self.told.years, years.named)
        self.notes += [f"{counted.reason}."] if counted.reason else []
        self.questions += [counted.question] if counted.question else []
        return by_month(rows, numbers, self.given, decimal, counted.years, metrics)


def incoming(
    table: Table,
    source: RawTable,
    match: Match,
    told: Told = NOTHING_TOLD,
    plan: PlanKnows = NOTHING_KNOWN,
) -> Incoming:
    """The rows of a file as rows of the table.

    Rows of History with the same key are added up: an export of single orders becomes months.
    Quarters and years in Last targets become their months.

    Errors:
        InputError: the dates of a column contradict each other.
    """
    note = ""
    if "Month" in match.columns:
        source, note = joined(source, match.columns["Month"])
    wanted = conditions(told.where, source.headers)
    deals = deal_rows(table, source, match, wanted, told.dates)
    file = _Reading(table, deals.source, deals.match, told, [note] if note else [])
    file.notes += deals.sentences
    given = file.given
    rows = file.cells()
    garbled = _garbled(file, rows)
    file.questions += _about_amounts(file)
    for row in (*deals.unclear, *(problem.row for problem in garbled)):
        rows[row - source.first_row] = [None] * len(given)
    source = deals.source
    habits = file.habits(rows)
    decimal = next(iter(habits.values()), Habits()).decimal
    spread = file.months(rows, decimal, plan.years, plan.metrics)
    columns = [table.column(header) for header in given]
    if file.adds_up:  # bounds are those of sums: two sales and a return are one
        columns = [replace(column, low=None, high=None) for column in columns]
    key = tuple(header for header in table.key if header in given)
    part = replace(table, columns=tuple(columns), key=key)
    raw = replace(source, headers=given, rows=spread.rows)
    frame, problems = read_table(part, raw, habits, twins=True)
    numbers = np.array([*spread.numbers, 0], np.int64)
    frame["row"] = numbers[frame["row"].to_numpy(np.int64) - source.first_row]
    problems = [replace(p, row=int(numbers[p.row - source.first_row])) for p in problems if p.row]
    frame, outside = _asked_for(file, frame)
    names = [table.column(header).name for header in given]
    if sales := _each_a_sale(file, frame):
        file.notes.append(sales)
        frame["sales"] = 1.0
        names.append("sales")
    people = NamesRead(frame)
    if table.name != reps.TABLE.name:
        revenue = deals.match.columns.get("Revenue", "")
        people = named_rows(table, source, frame, revenue, plan.names)
        file.notes += people.sentences
        file.questions += people.questions
    frame = people.frame
    problems = [*deals.problems, *garbled, *people.problems, *problems]
    taken = rows_taken(source, {*frame["row"].tolist(), *outside}, problems)
    frame, twins = _one_each(file, frame)
    beyond = _out_of_bounds(file, frame) if file.adds_up else []
    frame["row"] = [source.numbered(row) for row in frame["row"].tolist()]
    told_problems = {*source.problems, *problems, *twins, *beyond}
    return Incoming(
        frame,
        sorted(replace(p, row=source.numbered(p.row)) if p.row else p for p in told_problems),
        tuple(name for name in (c.name for c in table.columns) if name in names),
        deals.match,
        taken,
        people.names,
        (*file.notes, *spread.notes),
        tuple(file.questions),
    )


def _asked_for(file: _Reading, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    """The rows of the months that were asked for, and the others' rows in the file."""
    months = file.told.months
    if months is None:
        return frame, []
    month = months_of(file.table, frame)
    out = ~((month >= months.start) & (month < months.stop))
    if out.any():
        said = f"{month_label(months.start)} to {month_label(months.stop - 1)}"
        file.notes.append(f"{out.sum():,} rows outside {said} were not taken, as you say.")
    return frame[~out].reset_index(drop=True), frame["row"][out].tolist()


def _about_amounts(file: _Reading) -> list[str]:
    """What has to be said of amounts before they are added up."""
    source, match = file.source, file.match
    questions = several_currencies(source.headers, source.rows, _money(file))
    if file.adds_up and "Sales" in match.columns:
        header, reason = match.columns["Sales"], match.reasons.get("Sales", "")
        at = source.headers.index(header)
        cells = [row[at] for row in source.rows]
        has_revenue = "Revenue" in file.given
        questions += sales_or_revenue(header, cells, reason, has_revenue=has_revenue)
    return questions


def _money(file: _Reading) -> list[str]:
    """The file's headers of amounts of money."""
    columns = file.match.columns
    money = (Kind.MONEY, Kind.NUMBER)
    return [name for header, name in columns.items() if file.table.column(header).kind in money]


def _garbled(file: _Reading, rows: Sequence[Sequence[Cell]]) -> list[Problem]:
    """Rows with a text in which a byte could not be read: the name there is another one."""
    return [
        Problem(
            file.source.sheet,
            number,
            header,
            quoted(cell),
            "a text whose bytes are all right; say what it is with --encoding",
        )
        for number, row in enumerate(rows, file.source.first_row)
        for header, cell in zip(file.given, row, strict=True)
        if isinstance(cell, str) and "\N{REPLACEMENT CHARACTER}" in cell
    ]


def _each_a_sale(file: _Reading, frame: pd.DataFrame) -> str:
    """Why each row of History is one sale, where the file has amounts and no counts."""
    if not file.adds_up:
        return ""
    keys = [column.name for column in map(file.table.column, file.table.key)]
    there = frame[[key for key in keys if key in frame]]
    rows = [file.source.rows[row - file.source.first_row] for row in frame["row"].tolist()]
    of_rows = list(there.itertuples(index=False, name=None))
    return each_row_is_a_sale(file.given, file.source.headers, rows, of_rows)


def _one_each(file: _Reading, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """One row for each key: added up in History, else the last one counts."""
    table = file.table
    keys = [column.name for column in map(table.column, table.key) if column.name in frame]
    twin = frame.duplicated(keys, keep="last") if keys else pd.Series(False, index=frame.index)
    if not twin.any():
        return frame, []
    if file.adds_up:
        file.notes.append(
            f"{len(frame):,} rows were added up to {(~twin).sum():,}: one a month and key."
        )
        return _summed(table, frame, keys), []
    wanted = "one row for each; the last one was taken"
    problems = [
        Problem(file.source.sheet, int(row), ", ".join(table.key), "a row that comes again", wanted)
        for row in frame["row"][twin]
    ]
    return frame.loc[~twin].reset_index(drop=True), problems


def _summed(table: Table, frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Rows with the same key added up; blanks make a sum unknown as they do in History."""
    grouped = frame.groupby(keys, sort=False, dropna=False)
    names = [c.name for c in table.columns if c.kind in NUMERIC and c.name in frame]
    numbers = {name: frame[name].to_numpy(np.float64) for name in names}
    month, place, product = (
        frame.groupby(columns, sort=False, dropna=False).ngroup().to_numpy().astype(np.int64)
        if columns
        else np.zeros(len(frame), np.int64)
        for columns in (
            ["month"] if "month" in frame else [],
            [name for name in keys if name != "month"],
            ["product"] if "product" in frame else [],
        )
    )
    activity = activity_rows(numbers, month, place, product)
    cell = grouped.ngroup().to_numpy().astype(np.int64)
    sums = pd.DataFrame(
        {name: cell_sums(name, numbers[name], activity, cell, grouped.ngroups) for name in names}
    )
    for name in names:  # what no row of a key says stays a blank
        sums[name] = sums[name].where(grouped[name].count().to_numpy() > 0)
    whose = frame.loc[~frame.duplicated(keys), keys].reset_index(drop=True)
    both = pd.concat([whose, sums], axis=1).assign(row=grouped["row"].min().to_numpy())
    return both[list(frame.columns)]


def _out_of_bounds(file: _Reading, frame: pd.DataFrame) -> list[Problem]:
    """Sums that cannot be, such as a count below 0; they become unknown."""
    problems = []
    for column in file.table.columns:
        if column.name not in frame or column.low is None:
            continue
        below = (frame[column.name] < column.low).to_numpy()
        wanted = f"a sum not below {column.low:g}; it counts as unknown"
        problems += [
            Problem(file.source.sheet, int(row), column.header, f"{value:g} in all", wanted)
            for row, value in zip(frame["row"][below], frame[column.name][below], strict=True)
        ]
        frame.loc[below, column.name] = np.nan
    return problems
