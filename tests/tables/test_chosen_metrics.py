"""Metrics chosen: what a plan says goals are set for, and what is told where it cannot be."""

import pytest

from memory_plan import MemoryPlan
from xlgoals.domain.metrics import BUILT_IN, DEFAULT, MARGIN, REVENUE, AddsUp, Direction, Metric
from xlgoals.domain.problems import Problem
from xlgoals.tables.chosen_metrics import fitting, read_metrics, with_metrics
from xlgoals.tables.language import HEADER_ROW, Cell
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import history, last_targets
from xlgoals.tables.sheets.metrics_chosen import BUILT_IN_ROWS, SHEET, TABLE, cells_of


def row(**cells: Cell) -> list[Cell]:
    """A row by the names of its columns."""
    return [cells.get(column.name, cells.get(f"{column.name}_")) for column in TABLE.columns]


def customers(**more: Cell) -> list[Cell]:
    return row(**{"metric": "New customers", "unit": "count", "from_": "New customers", **more})


def plan(*rows: list[Cell]) -> MemoryPlan:
    return MemoryPlan({TABLE.name: [*map(list, BUILT_IN_ROWS), *rows]})


def own(*rows: list[Cell]) -> tuple[Metric, ...]:
    metrics, problems = read_metrics(plan(*rows))
    assert problems == []
    return metrics.own


def faults(*rows: list[Cell]) -> list[Problem]:
    _, problems = read_metrics(plan(*rows))
    assert len(problems) == 1
    assert problems[0].sheet == SHEET.name
    return problems


def test_a_new_plan_s_table_says_just_what_is_built_in() -> None:
    assert read_metrics(plan()) == (DEFAULT, [])
    assert read_metrics(MemoryPlan()) == (DEFAULT, [])


def test_a_sum_an_average_and_ratios_are_taken() -> None:
    found = own(
        customers(better="lower", what_it_means="First orders."),
        row(metric="Open cases", unit="count", from_="Cases", adds_up="no"),
        row(metric="Renewal rate", unit="share", from_="Renewed", divided_by="Due"),
        row(metric="Profit", unit="money", from_="revenue", less="COST"),
    )
    assert [metric.adds_up for metric in found] == [
        AddsUp.SUM, AddsUp.TIME_AVERAGE, AddsUp.RATIO, AddsUp.SUM,
    ]  # fmt: skip
    assert found[0].good is Direction.LOWER
    assert found[0].meaning == "First orders."
    assert [term.column for term in found[3].above] == ["Revenue", "Cost"]
    assert [term.sign for term in found[3].above] == [1, -1]
    assert not any(metric.built_in for metric in found)


def test_what_is_switched_off_is_not_negotiated_but_revenue_stays() -> None:
    off = [cells_of(metric) for metric in BUILT_IN]
    at = TABLE.headers.index("Negotiated")
    for cells in off:
        cells[at] = "no"
    metrics, problems = read_metrics(MemoryPlan({TABLE.name: off}))
    assert [metric.name for metric in metrics.negotiated] == [REVENUE.name]
    assert metrics.names == DEFAULT.names
    assert [(p.row, p.header, p.found) for p in problems] == [
        (HEADER_ROW + 1, "Negotiated", "“no”")
    ]


def test_a_built_in_formula_is_not_the_plan_s_to_change() -> None:
    rows = [list(cells) for cells in BUILT_IN_ROWS]
    at = [cells[0] for cells in rows].index(MARGIN.name)
    rows[at][TABLE.headers.index("Divided by")] = "List revenue"
    metrics, problems = read_metrics(MemoryPlan({TABLE.name: rows}))
    assert metrics == DEFAULT
    assert [(p.row, p.header) for p in problems] == [(HEADER_ROW + 1 + at, "Divided by")]
    assert "“Revenue”" in problems[0].wanted


@pytest.mark.parametrize(
    ("cells", "header", "wanted"),
    [
        (customers(metric="Customers: new"), "Metric", "without “:”"),
        (customers(metric="Customers, new"), "Metric", "without “,”"),
        (customers(metric="Team"), "Metric", "another name"),
        (customers(unit="pieces"), "Unit", "money, count, share"),
        (customers(unit=None), "Unit", "money, count or share"),
        (customers(unit="share"), "Divided by", "what a share is a share of"),
        (customers(from_=None), "From", "a column of History"),
        (customers(from_="Product"), "From", "numbers"),
        (customers(less="Month"), "Less", "numbers"),
        (customers(divided_by="Sales", adds_up="yes"), "Adds up", "a ratio is one sum over"),
        (customers(negotiated="maybe"), "Negotiated", "yes, no"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_told(
    cells: list[Cell], header: str, wanted: str
) -> None:
    found = faults(cells)
    assert found[0].row == HEADER_ROW + 1 + len(BUILT_IN_ROWS)
    assert found[0].header == header
    assert wanted in found[0].wanted
    assert read_metrics(plan(cells))[0].own == ()


def test_two_names_alike_are_one_too_many() -> None:
    metrics, problems = read_metrics(plan(customers(), customers(metric="NEW-customers")))
    assert [metric.name for metric in metrics.own] == ["New customers"]
    assert [(p.row, p.header) for p in problems] == [
        (HEADER_ROW + 2 + len(BUILT_IN_ROWS), "Metric")
    ]


def test_history_gets_a_column_and_last_targets_a_choice() -> None:
    metrics = read_metrics(plan(customers(), row(
        metric="Renewal rate", unit="share", from_="Renewed", divided_by="Due"
    )))[0]  # fmt: skip
    assert with_metrics(history.TABLE, metrics).headers == (
        *history.TABLE.headers, "New customers", "Renewed", "Due",
    )  # fmt: skip
    assert with_metrics(last_targets.TABLE, metrics).column("Metric").choices == metrics.names


def test_a_column_that_history_lacks_is_named() -> None:
    metrics = read_metrics(plan(customers()))[0]
    table, problems = fitting(
        history.TABLE, RawTable("History", history.TABLE.headers, [], HEADER_ROW + 1), metrics
    )
    assert table.headers == history.TABLE.headers
    assert str(problems[0]) == (
        "History!New customers: no such column; wanted a column “New customers” at the right of "
        "the table, for New customers."
    )
