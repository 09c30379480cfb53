"""The metrics of a plan, read from its table, and the tables whose columns depend on them."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from xlgoals.domain.errors import PlanError
from xlgoals.domain.metrics import (
    BUILT_IN,
    DEFAULT,
    REVENUE,
    AddsUp,
    Direction,
    Metric,
    Metrics,
    Term,
    Unit,
    column_name,
)
from xlgoals.domain.problems import Problem, quoted
from xlgoals.tables.language import NUMERIC, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import history, last_targets
from xlgoals.tables.sheets.metrics_chosen import NO, TABLE, YES, cells_of
from xlgoals.tables.typed_tables import read_table
from xlgoals.tables.workbook import Readable

RESERVED = frozenset({"", "all", "product", "row", "team", "territory"})
"""Names that mean something else where goals are named or added up."""
PARTS_OF_A_LABEL = (": ", ",")
"""What stands between a metric and a product or territory in the name of a goal."""
COLUMNS = {column_name(column.header): column for column in history.TABLE.columns}
FORMULA = ("unit", "from", "less", "divided_by", "adds_up", "better")
"""Columns of the table that a built-in metric has fixed."""


def read_metrics(workbook: Readable) -> tuple[Metrics, list[Problem]]:
    """The metrics that a plan chose, those built in first, and what is wrong with the others.

    A plan without the table, made by an older version, has the built-in ones.
    """
    try:
        raw = workbook.read(TABLE)
    except PlanError:
        return DEFAULT, []
    frame, problems = read_table(TABLE, raw)
    flawed = {problem.row for problem in problems if problem.row}
    problems = [replace(one, wanted=f"{one.wanted}{_left_out(one, frame)}") for one in problems]
    chosen = {metric.name: metric for metric in BUILT_IN}
    own: dict[str, Metric] = {}
    for row in frame.to_dict("records"):
        cells = {str(name): value for name, value in row.items()}
        built_in = _built_in(str(cells["metric"]))
        if built_in:
            chosen[built_in.name], faults = _switched(built_in, cells)
        else:
            if cells["row"] in flawed:
                continue  # a cell that could not be read never counts as a blank
            metric, faults = _own(cells, {*own, *(column_name(name) for name in chosen)})
            if not faults:
                own[metric.column] = metric
        problems += [Problem(raw.sheet, int(cells["row"]), *fault) for fault in faults]
    return Metrics((*chosen.values(), *own.values())), sorted(problems)


def _left_out(problem: Problem, frame: pd.DataFrame) -> str:
    """What becomes of a metric of one's own whose row has a cell that cannot be read."""
    names = frame.loc[frame["row"] == problem.row, "metric"]
    own = any(not _built_in(str(name)) for name in names)
    return "; the metric was left out" if own else ""


Fault = tuple[str, str, str]
"""Header, what was found and what was wanted."""


def _built_in(name: str) -> Metric | None:
    """The built-in metric of a name, in any spelling."""
    same = (metric for metric in BUILT_IN if metric.column == column_name(name))
    return next(same, None)


def _switched(metric: Metric, cells: Mapping[str, object]) -> tuple[Metric, list[Fault]]:
    """A built-in metric, negotiated or not; its formula is not the plan's to change."""
    declared = dict(zip((c.name for c in TABLE.columns), cells_of(metric), strict=True))
    faults: list[Fault] = []
    for name in FORMULA:
        as_built_in = str(declared[name] or "")
        if name == "adds_up" and metric.below and cells[name] == NO:
            continue  # true of any ratio
        if cells[name] and column_name(str(cells[name])) != column_name(as_built_in):
            header = next(column.header for column in TABLE.columns if column.name == name)
            wanted = f"{quoted(as_built_in) if as_built_in else 'a blank'}, as {metric.name} is "
            wanted += "built in; it was taken so. Give your own way of counting a name of its own"
            faults.append((header, quoted(cells[name]), wanted))
    off = cells["negotiated"] == NO
    if off and metric.name == REVENUE.name:
        wanted = "yes: every other goal rests on revenue, so it cannot be switched off"
        return metric, [*faults, ("Negotiated", quoted(NO), wanted)]
    return replace(metric, negotiated=not off), faults


def _own(cells: Mapping[str, object], taken: set[str]) -> tuple[Metric, list[Fault]]:
    """A metric of the manager's own, and why it cannot be used."""
    name, unit = str(cells["metric"]), str(cells["unit"])
    terms, faults = _terms(cells)
    faults = [*_name_faults(name, taken), *faults]
    above, below = (*terms["from"], *terms["less"]), terms["divided_by"]
    adds = str(cells["adds_up"])
    out = "; the metric was left out"
    if not unit:
        faults.append(("Unit", "nothing", f"money, count or share{out}"))
    if unit == Unit.SHARE.value and not cells["divided_by"]:
        faults.append(("Divided by", "nothing", f"what a share is a share of{out}"))
    if below and adds == YES:
        wanted = f"no or a blank, since a ratio is one sum over another{out}"
        faults.append(("Adds up", quoted(adds), wanted))
    how = AddsUp.RATIO if below else AddsUp.TIME_AVERAGE if adds == NO else AddsUp.SUM
    measured = Unit(unit or Unit.COUNT.value)
    return (
        Metric(
            name,
            measured,
            how,
            above,
            below,
            meaning=str(cells["what_it_means"]),
            digits=_digits(measured, how),
            good=Direction(cells["better"] or Direction.HIGHER.value),
            negotiated=cells["negotiated"] != NO,
            built_in=False,
        ),
        faults,
    )


def _digits(unit: Unit, how: AddsUp) -> int:
    """Decimals of a goal."""
    if how is AddsUp.SUM:
        return 0
    return 3 if unit is Unit.SHARE else 2 if how is AddsUp.RATIO else 1


def _name_faults(name: str, taken: set[str]) -> list[Fault]:
    """Why a metric cannot be called so."""
    out = "; the metric was left out"
    sign = next((sign for sign in PARTS_OF_A_LABEL if sign in name), "")
    if sign:
        wanted = (
            f"a name without “{sign.strip()}”, which stands between a metric and its product or "
            f"territory{out}"
        )
        return [("Metric", quoted(name), wanted)]
    if column_name(name) in RESERVED:
        return [("Metric", quoted(name), f"another name; this one means something else{out}")]
    if column_name(name) in taken:
        return [("Metric", quoted(name), f"a name that no other metric has{out}")]
    return []


def _terms(cells: Mapping[str, object]) -> tuple[dict[str, tuple[Term, ...]], list[Fault]]:
    """The columns of History that a metric is made from."""
    terms: dict[str, tuple[Term, ...]] = {}
    faults: list[Fault] = []
    for name in ("from", "less", "divided_by"):
        header = str(cells[name])
        column = COLUMNS.get(column_name(header))
        wanted = "a column of History that holds numbers; the metric was left out"
        if not header and name == "from":
            faults.append(("From", "nothing", wanted))
        no_number = (column is not None and column.kind not in NUMERIC) or (
            column is None and column_name(header) in RESERVED
        )
        if header and no_number:
            faults.append((name.replace("_", " ").capitalize(), quoted(header), wanted))
        sign = -1 if name == "less" else 1
        terms[name] = (Term(column.header if column else header, sign),) if header else ()
    return terms, faults


def with_metrics(table: Table, metrics: Metrics) -> Table:
    """A table as a plan with these metrics has it: more columns in History, more choices."""
    if table.name == history.TABLE.name:
        return history.with_columns(metrics)
    if table.name == last_targets.TABLE.name:
        metric = replace(table.column("Metric"), choices=metrics.names)
        columns = tuple(metric if c.header == metric.header else c for c in table.columns)
        return replace(table, columns=columns)
    return table


def fitting(table: Table, raw: RawTable, metrics: Metrics) -> tuple[Table, list[Problem]]:
    """A table as far as the plan has it, and which columns of History have to be added.

    What is always there stays declared, so that reading it says when it is not.
    """
    there = {header.strip().casefold() for header in raw.headers}
    whole = with_metrics(table, metrics)
    always = history.ALWAYS.headers if table.name == history.TABLE.name else whole.headers
    missing = [h for h in whole.headers if h not in always and h.casefold() not in there]
    problems = []
    for header in missing:
        users = ", ".join(metric.name for metric in metrics if header in metric.columns)
        wanted = f"a column “{header}” at the right of the table, for {users}"
        problems.append(Problem(raw.sheet, 0, header, "no such column", wanted))
    columns = tuple(column for column in whole.columns if column.header not in missing)
    return replace(whole, columns=columns), problems
