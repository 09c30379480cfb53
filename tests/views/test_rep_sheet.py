"""A rep's sheet: a row is found by its metric, and each formula stands beside its twin."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from xlgoals.domain.errors import PlanError
from xlgoals.domain.goal_ids import GoalId
from xlgoals.domain.metrics import (
    BUILT_IN,
    CLOSE_RATE,
    PRESENTATIONS,
    REVENUE,
    SALES,
    AddsUp,
    Direction,
    Metric,
    Metrics,
    Term,
    Unit,
)
from xlgoals.sums.forecast.chance import chance_of_reaching
from xlgoals.tables.computed import Computed
from xlgoals.tables.language import Cell
from xlgoals.tables.rep_sheet_layout import (
    CURRENT,
    FIRST,
    FIT_QUESTION,
    HEADER_ROW,
    LAYOUT_AT,
    MOST_OWN,
    Layout,
    layout_in,
    layout_of,
)
from xlgoals.views import rep_file
from xlgoals.views import rep_sheet as sheet
from xlgoals.views.computed import computed_cells
from xlgoals.views.rep_sheet_goals import AT, LAID_OUT_BY, chance_at

RENEWALS = Metric("Renewals", Unit.COUNT, AddsUp.SUM, (Term("Renewals"),))


def with_renewals() -> Layout:
    """The layout of a maintainer who puts a metric after Presentations."""
    after = BUILT_IN.index(PRESENTATIONS) + 1
    metrics = Metrics((*BUILT_IN[:after], RENEWALS, *BUILT_IN[after:]))
    return Layout(metrics.all)


def goals(layout: Layout, **numbers: dict[str, float]) -> dict[str, Cell]:
    """Cells of some goals by metric, whose numbers are given by column."""
    named = {metric.column: metric for metric in layout.metrics}
    return {
        f"{AT[field]}{layout.row(named[name])}": value
        for name, values in numbers.items()
        for field, value in values.items()
    }


def given(layout: Layout, cells: dict[str, Cell]) -> dict[str, Cell]:
    """What the formulas of the sheet give."""
    found = computed_cells(sheet.sheet_of(layout), {}, cells)
    return {at: value for at, (_, value) in found.items()}


FUNNEL = {
    "revenue": {"suggested": 500_000.0},
    "sales": {"suggested": 50.0},
    "presentations": {"suggested": 200.0},
    "close_rate": {"suggested": 0.25},
}


@pytest.mark.parametrize("layout", [CURRENT, FIRST, with_renewals()], ids=str)
def test_activities_are_held_against_the_sales_and_the_revenue_by_their_metrics(
    layout: Layout,
) -> None:
    """200 presentations × 25 % × 10,000 a sale is 500,000, wherever Renewals stand."""
    more = {"renewals": {"suggested": 999.0}} if RENEWALS in layout.metrics else {}
    values = given(layout, goals(layout, **FUNNEL, **more))
    rows = list(sheet.checks(layout).values())
    assert [values[f"F{row}"] for row in rows[:2]] == [50.0, 500_000.0]
    assert [values[f"H{row}"] for row in rows[:2]] == [sheet.FITS, sheet.FITS]


def test_the_formula_of_a_check_names_the_cells_of_its_metrics() -> None:
    layout = with_renewals()
    rows = list(sheet.checks(layout).values())
    formulas = {label.at: label.text for label in sheet.sheet_of(layout).labels}
    at = AT["stands"]
    wanted = {f"{at}{layout.row(metric)}" for metric in (PRESENTATIONS, CLOSE_RATE, SALES)}
    assert set(re.findall(r"V\d+", formulas[f"F{rows[0]}"])) == wanted
    assert f"{at}{layout.row(RENEWALS)}" not in formulas[f"F{rows[1]}"]


def test_what_a_rep_tries_out_begins_with_the_metrics_it_names() -> None:
    layout = with_renewals()
    starts = rep_file.WhatIf(layout).starts()
    cells = {
        **goals(layout, presentations={"proposed": 80.0}, close_rate={"proposed": 0.2}),
        **goals(layout, revenue={"proposed": 400.0}, sales={"proposed": 16.0}),
        **goals(layout, renewals={"proposed": 7.0}),
    }
    seen = rep_file.seen_from_what_if(cells)
    tries = {f"D{row}": 1.0 for row in starts}
    found = computed_cells(rep_file.what_if_sheet(layout), {}, {**seen, **tries})
    values = {at: value for at, (_, value) in found.items()}
    top = rep_file.TRIED
    assert [values[f"C{top + n}"] for n in (1, 2, 3, 4, 5)] == [80.0, 0.2, 25.0, 16.0, 400.0]


def test_every_formula_of_a_reps_sheet_and_file_has_its_twin() -> None:
    drawn = (sheet.SHEET, rep_file.goals_sheet(CURRENT), rep_file.what_if_sheet(CURRENT))
    for label in (label for one in drawn for label in one.labels):
        assert isinstance(label, Computed) == label.text.startswith("="), label.at


def test_the_twin_of_a_chance_is_the_chance_that_goals_are_given() -> None:
    random = np.random.default_rng(5)
    for _ in range(300):
        low, middle, high = np.sort(random.normal(100, 20, 3).round(random.integers(0, 3)))
        goal = float(random.choice([low, middle, high, random.normal(100, 30)]))
        wanted = float(chance_of_reaching(goal, low, middle, high))
        assert chance_at(goal, low, middle, high) == pytest.approx(wanted, abs=1e-12)
    assert math.isnan(chance_at(math.nan, 1, 2, 3))


def test_where_less_is_better_the_chance_is_turned_round() -> None:
    row = CURRENT.rows_of([GoalId("Complaints")])[GoalId("Complaints")]
    cells: dict[str, Cell] = {
        f"{AT[name]}{row}": value
        for name, value in {"proposed": 8.0, "low": 5.0, "middle": 10.0, "high": 15.0}.items()
    }
    at = f"{AT['chance_proposed']}{row}"
    higher = given(CURRENT, cells)[at]
    lower = given(CURRENT, {**cells, f"{AT['better']}{row}": Direction.LOWER.value})[at]
    assert higher == pytest.approx(float(chance_of_reaching(8, 5, 10, 15)))
    assert lower == pytest.approx(1 - float(chance_of_reaching(8, 5, 10, 15)))
    assert given(CURRENT, {})[at] == ""


# ── Layouts ────────────────────────────────────────────────────────────────────────────────────


def cells_of(layout: Layout, text: Cell) -> list[list[Cell]]:
    """The cells of a sheet that is laid out so, from A1 on."""
    block: list[list[Cell]] = [[None] * 20 for _ in range(layout.signed + 2)]
    block[1][0] = text
    for letters, header in LAID_OUT_BY.items():
        block[HEADER_ROW - 1][ord(letters) - ord("A")] = header
    block[layout.fit - 1][1] = FIT_QUESTION
    return block


@pytest.mark.parametrize(
    "layout", [CURRENT, Layout(own=2, product=20), Layout(BUILT_IN[:3], own=0)], ids=str
)
def test_a_sheet_says_how_it_is_laid_out(layout: Layout) -> None:
    assert layout_in(str(layout)) == layout
    assert layout_of("N · Ann", cells_of(layout, str(layout)), LAID_OUT_BY) == layout


def test_a_sheet_that_does_not_say_it_is_one_of_the_first_version() -> None:
    """Thirty rows: eight metrics, thirteen products, nine territories. It never changes."""
    assert layout_of("N · Ann", cells_of(FIRST, None), LAID_OUT_BY) == FIRST
    assert FIRST.bottom - HEADER_ROW == 8 + 13 + 9
    assert FIRST.fit == 41
    assert f"{FIRST.manager_name} {FIRST.rep_day}" == "C72 O72"


def test_a_sheet_of_an_unknown_version_is_refused() -> None:
    layout = with_renewals()
    with pytest.raises(PlanError, match="made by another version"):
        layout_of("N · Ann", cells_of(layout, str(layout)), LAID_OUT_BY)
    assert layout_in(str(layout), layout.metrics) == layout


@pytest.mark.parametrize("change", ["row in", "row out", "column in", "column out"])
def test_a_sheet_whose_cells_were_moved_is_refused_with_what_to_do(change: str) -> None:
    """Else an agreed revenue would be taken for a number of sales."""
    block = cells_of(CURRENT, str(CURRENT))
    if change == "row in":
        block.insert(12, [None] * 20)
    elif change == "row out":
        del block[12]
    else:
        for row in block:
            row[3:4] = [None, row[3]] if change == "column in" else []
    with pytest.raises(PlanError, match="rows or columns were put in or taken out, undo that"):
        layout_of("N · Ann", block, LAID_OUT_BY)


def test_a_goal_has_the_row_of_its_metric_and_own_metrics_share_the_spare_ones() -> None:
    asked = [GoalId("New customers"), GoalId("Revenue", product="A"), GoalId("Close rate")]
    places = CURRENT.rows_of(asked)
    assert places[GoalId("Close rate")] == CURRENT.row(CLOSE_RATE)
    assert CURRENT.slots[places[GoalId("New customers")]] == "own"
    assert CURRENT.slots[places[GoalId("Revenue", product="A")]] == "product"


def test_goals_without_room_have_no_row_and_a_file_makes_room() -> None:
    asked = [GoalId(f"Mine {number}") for number in range(MOST_OWN + 2)]
    assert len(CURRENT.rows_of(asked)) == MOST_OWN
    assert FIRST.rows_of(asked) == {}
    assert len(CURRENT.with_room(asked).rows_of(asked)) == len(asked)
    assert CURRENT.with_room([GoalId("Revenue")]) == CURRENT


def test_the_first_version_keeps_its_formulas() -> None:
    """A formula that is another one is left alone, and shows what it gave before."""
    formulas = {label.at: label.text for label in sheet.sheet_of(FIRST).labels}
    row = FIRST.row(REVENUE)
    assert (
        formulas[f"V{row}"]
        == f'=IF(J{row}<>"",J{row},IF(H{row}<>"",H{row},IF(F{row}<>"",F{row},IF(E{row}<>"",E{row},""))))'
    )
    assert "1.2815515655446*(F10-T10)" in formulas["K10"]
    assert formulas["F43"] == '=IF(AND(COUNT(V14,V15)=2,COUNT(V10,E10,E11)=3),V14*V15*E10/E11,"")'
    assert LAYOUT_AT == "A2"


def test_a_metric_that_should_stay_low_can_be_built_in_as_well() -> None:
    complaints = replace(RENEWALS, name="Complaints", good=Direction.LOWER)
    layout = Layout((*BUILT_IN, complaints))
    at = f"{AT['chance_agreed']}{layout.row(complaints)}"
    labels = {label.at: label.text for label in sheet.sheet_of(layout).labels}
    assert f'{AT["better"]}{layout.row(complaints)}="lower"' in labels[at]
