"""A metric of the manager's own goes the whole road in a file, without a line of code."""

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from terminal_run import xlgoals
from xlgoals.domain.metrics import BUILT_IN, AddsUp, Metric, Metrics, Term, Unit
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh.plan import write_plan
from xlgoals.intake.incoming_rows import Told
from xlgoals.sums.track.tracking import BEHIND
from xlgoals.tables import chosen_metrics
from xlgoals.tables.language import Cell, Column, Kind, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import (
    history,
    last_targets,
    leading_signs,
    metrics_chosen,
    review_metrics,
    targets,
)
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.check import check, show_table
from xlgoals.verbs.import_rows import Imported, import_rows
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.track import track
from xlgoals.verbs.upgrade import add_own_columns
from xlgoals.views.plan_sheets import SHEETS

NOW = dt.datetime(2027, 5, 4, 9, 0)
FIRST = dt.date(2027, 1, 1)
OWN = "New customers"
REPS = {"Ann": (100_000.0, 4.0), "Bob": (50_000.0, 7.0)}
"""Revenue and new customers a month."""
CHOSEN = [OWN, "count", OWN, None, None, "yes", "higher", "yes", "First orders of a customer."]
FEWER = ["Complaints", "count", "Complaints", None, None, "yes", "lower", "yes", "In writing."]
METRICS = Metrics(
    (*BUILT_IN, *(Metric(n, Unit.COUNT, AddsUp.SUM, (Term(n),)) for n in (OWN, "Complaints")))
)
WIDER = history.with_columns(METRICS)
"""History as a manager makes it who adds two columns at the right."""


def months(first: int, last: int) -> list[dt.date]:
    """First days of months, counted from 2024-01."""
    return [dt.date(2024 + at // 12, at % 12 + 1, 1) for at in range(first, last)]


def export(dates: Sequence[dt.date], factor: float = 1.0, complaints: float = 2.0) -> RawTable:
    """What a CRM exports; its names are not the plan's."""
    rows: list[list[Cell]] = [
        [day, rep, "North", "Alpha", money, new * factor, complaints]
        for day in dates
        for rep, (money, new) in REPS.items()
    ]
    headers = ("Month", "Owner", "Region", "Product", "Amount", "Logos won", "Complaints")
    return RawTable("crm.csv", headers, rows, 2)


def plan_in(
    folder: Path,
    *chosen: list[Cell],
    table: Table = WIDER,
    rows: dict[str, list[list[Cell]]] | None = None,
) -> Path:
    """A new plan whose manager chose more metrics, and added their columns to History."""
    made = new_plan(FIRST, sample=False)
    metrics = [*map(list, metrics_chosen.BUILT_IN_ROWS), *chosen]
    cells = made.rows | {metrics_chosen.TABLE.name: metrics} | (rows or {})
    sheets = tuple(
        replace(sheet, table=table) if sheet.name == history.SHEET.name else sheet
        for sheet in SHEETS
    )
    path = folder / "plan.xlsx"
    write_plan(path, cells, created=NOW, name=made.name, values=made.values, sheets=sheets)
    return path


def bring(path: Path, table: str, source: RawTable, told: dict[str, str]) -> Imported:
    plan = ClosedFile.open(path)
    found = import_rows(plan, table, source, Told(told))
    plan.save(NOW)
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years of history, and last year's goals, brought in and regenerated."""
    path = plan_in(tmp_path_factory.mktemp("own"), CHOSEN, FEWER)
    found = bring(path, "History", export(months(0, 36)), {OWN: "Logos won"})
    assert found.problems == ()
    assert found.match.columns[OWN] == "Logos won"
    asked = [[rep, "", "", OWN, "2026", 60.0] for rep in REPS]
    headers = ("Rep ID", "Territory", "Product", "Metric", "Month", "Target")
    assert bring(path, "Last targets", RawTable("goals.csv", headers, asked, 2), {}).problems == ()
    plan = ClosedFile.open(path)
    regenerate(plan, NOW)
    plan.save(NOW)
    return path


def typed(path: Path, table: Table) -> pd.DataFrame:
    return typed_rows(ClosedFile.open(path), table)[1]


def test_import_fills_the_column_and_check_finds_nothing(made: Path) -> None:
    rows = typed(made, WIDER)
    assert rows.groupby("rep_id")["new_customers"].sum().to_dict() == {"Ann": 144, "Bob": 252}
    assert check(ClosedFile.open(made)) == ()


def test_show_has_the_columns_of_the_plan_s_owner_with_the_values_that_stand_there(
    made: Path, tmp_path: Path
) -> None:
    """Those that metrics count, and those that nothing knows."""
    notes: list[Cell] = [0.0125, "a note", None]
    row: list[Cell] = [dt.date(2026, 1, 1), "Ann", "North", "Alpha", 5.0]
    at = WIDER.headers.index(OWN)
    cells = [[*row, *(None,) * (at - 5), 3.0, 2.0, note, dt.date(2027, 1, 5)] for note in notes]
    for day, line in zip(months(0, 3), cells, strict=True):
        line[0] = day
    own = Column("Row", Kind.TEXT, ""), Column("Since", Kind.DATE, "")
    wider = replace(WIDER, columns=(*WIDER.columns, *own))
    path = plan_in(tmp_path, CHOSEN, FEWER, table=wider, rows={"History": cells})
    rows = json.loads(show_table(ClosedFile.open(path), "History").json())
    assert [row["Row"] for row in rows] == notes
    assert {row["Since"] for row in rows} == {"2027-01-05"}
    assert [row[OWN] for row in rows] == [3.0] * 3
    text = xlgoals("show", path, "History").stdout
    for word in (OWN, "Complaints", "Row", "0.0125", "a note"):
        assert word in text, word
    goals = show_table(ClosedFile.open(made), "Last targets")
    assert {row["Metric"] for row in json.loads(goals.json())} == {OWN}


def test_targets_suggests_what_history_supports(made: Path) -> None:
    """12 × 4 and 12 × 7: nothing else is assumed."""
    rows = typed(made, targets.TABLE)
    mine = rows[rows["metric"] == OWN].set_index("rep_id")
    assert mine["suggested"].to_dict() == {"": 132, "Ann": 48, "Bob": 84}
    assert mine["last_actual"].to_dict() == {"": 132, "Ann": 48, "Bob": 84}
    assert (mine["unit"] == "count").all()
    assert (rows[rows["metric"] == "Complaints"]["suggested"] == [48, 24, 24]).all()


def test_a_year_s_goal_is_spread_over_months_and_reviewed(made: Path) -> None:
    asked = typed(made, chosen_metrics.with_metrics(last_targets.TABLE, METRICS))
    assert (asked["target"] == 5).all()
    assert len(asked) == 24
    rows = typed(made, review_metrics.TABLE)
    rows = rows[rows["metric"] == OWN].set_index(["by", "id"])
    assert rows.loc[("Rep", "Ann"), ["target", "actual"]].tolist() == [60, 48]
    assert rows.loc[("Rep", "Bob"), ["target", "actual"]].tolist() == [60, 84]
    assert rows.loc[("Team", ""), ["target", "actual"]].tolist() == [120, 132]


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A copy to go on with."""
    return Path(shutil.copy(made, tmp_path / "plan.xlsx"))


def test_tracking_holds_it_against_its_goal_and_less_may_be_better(path: Path) -> None:
    """A third of the year at half the pace; and half as many complaints again as planned."""
    fresh = export(months(36, 40), factor=0.5, complaints=3.0)
    bring(path, "History", fresh, {OWN: "Logos won"})
    plan = ClosedFile.open(path)
    track(plan)
    plan.save(NOW)
    rows = typed(path, leading_signs.TABLE).set_index(["rep_id", "sign"])
    new = rows.loc[("Ann", OWN)]
    assert new["plan_to_date"] == pytest.approx(48 / 3, abs=0.01)
    assert new["actual"] == 8
    assert new["status"] == BEHIND
    assert new["what_it_means"] == "New customers at 50% of plan."
    assert rows.loc[("", OWN), "actual"] == 8 + 14
    worse = rows.loc[("Bob", "Complaints")]
    assert (worse["plan_to_date"], worse["actual"]) == (pytest.approx(8, abs=0.01), 12)
    assert worse["status"] == BEHIND
    assert "less is better" in worse["what_it_means"]


def test_what_was_agreed_counts_and_not_what_was_suggested(path: Path) -> None:
    """Ann agrees to 60 where 48 were suggested: 60 ÷ 3 are due after four months."""
    before = dt.datetime(2026, 12, 1)
    for order in (
        Order("propose", "all"),
        Order("propose", "Ann", line=OWN, value=60.0, reason="Two fairs more."),
        Order("agree", "all", reason="Settled in our meetings."),
    ):
        plan = ClosedFile.open(path)
        carry_out(plan, order, before)
        plan.save(NOW)
    bring(path, "History", export(months(36, 40)), {OWN: "Logos won"})
    signs = track(ClosedFile.open(path)).signs.set_index(["rep_id", "sign"])
    assert signs.loc[("Ann", OWN), "plan_to_date"] == pytest.approx(20, abs=0.01)
    assert signs.loc[("Bob", OWN), "plan_to_date"] == pytest.approx(28, abs=0.01)
    assert signs.loc[("", OWN), "actual"] == 16 + 28


def test_a_column_that_is_not_there_is_said_and_all_else_goes_on(tmp_path: Path) -> None:
    path = plan_in(tmp_path, CHOSEN, table=history.TABLE)
    found = bring(path, "History", export(months(0, 36)), {})
    assert [p.header for p in found.problems] == [OWN]
    plan = ClosedFile.open(path)
    result = regenerate(plan, NOW)
    plan.save(NOW)
    assert [str(p) for p in result.problems] == [
        "History!New customers: no such column; wanted a column “New customers” at the right of "
        "the table, for New customers."
    ]
    rows = typed(path, targets.TABLE)
    assert OWN not in set(rows["metric"])
    assert rows[rows["rep_id"].eq("Ann") & rows["metric"].eq("Revenue")]["suggested"].iloc[0] > 0


def test_history_gets_the_columns_that_the_chosen_metrics_count(tmp_path: Path) -> None:
    path = plan_in(tmp_path, CHOSEN, FEWER, table=history.TABLE)
    plan = ClosedFile.open(path)
    assert add_own_columns(plan) == "Added columns New customers, Complaints on sheet History."
    plan.save(NOW)
    assert bring(path, "History", export(months(0, 36)), {OWN: "Logos won"}).problems == ()
    plan = ClosedFile.open(path)
    assert add_own_columns(plan) == ""
    assert not check(plan)
    assert typed_rows(plan, WIDER)[1]["new_customers"].sum() == 36 * (4 + 7)


def test_the_import_command_adds_the_column_that_the_file_brings(tmp_path: Path) -> None:
    plan_in(tmp_path, CHOSEN, table=history.TABLE)
    rows = [f"{day:%Y-%m},Ann,1000,3" for day in months(0, 24)]
    text = "\n".join(["Month,Rep ID,Revenue,New customers", *rows])
    (tmp_path / "crm.csv").write_text(text, encoding="utf-8")
    done = xlgoals("import", "plan.xlsx", "History", "crm.csv", folder=tmp_path)
    assert "Added column New customers on sheet History." in done.stderr
    assert "New customers: from New customers" in done.stdout
    assert xlgoals("check", "plan.xlsx", folder=tmp_path).stdout.strip() == "No problems."


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (
            ["Attach", "share", OWN, None, "Complaints", None, "higher", "yes", ""],
            "3.50 for Bob; wanted a share of 1 at most: choose money or count; it has no goals",
        ),
        (
            ["Net", "count", "Complaints", OWN, None, "yes", "higher", "yes", ""],
            "-180 for Bob; wanted nothing below zero: change what is taken off; it has no goals",
        ),
    ],
)
def test_a_metric_that_cannot_have_a_goal_is_left_out_with_a_reason(
    tmp_path: Path, chosen: list[Cell], said: str
) -> None:
    path = plan_in(tmp_path, chosen, CHOSEN)
    bring(path, "History", export(months(0, 36)), {OWN: "Logos won"})
    plan = ClosedFile.open(path)
    problems = regenerate(plan, NOW).problems
    plan.save(NOW)
    assert [str(one) for one in problems] == [f"Metrics chosen!{chosen[0]}: {said}."]
    assert set(typed(path, targets.TABLE)["metric"]) & {chosen[0], OWN} == {OWN}


def test_a_metric_with_a_cell_that_cannot_be_read_is_said_to_be_left_out(tmp_path: Path) -> None:
    path = plan_in(tmp_path, ["Calls", "pieces", OWN, None, None, "yes", "higher", "yes", ""])
    found = [str(one) for one in check(ClosedFile.open(path)) if one.header == "Unit"]
    assert found[0].endswith("wanted one of money, count, share; the metric was left out.")


def test_a_column_without_a_number_is_said(tmp_path: Path) -> None:
    path = plan_in(tmp_path, CHOSEN)
    bring(path, "History", export(months(0, 36)), {})
    assert [str(p) for p in check(ClosedFile.open(path))] == [
        "History!New customers: no number in any row; wanted numbers for New customers: without "
        "them it has no goals."
    ]


def test_what_a_maintainer_builds_in_reaches_template_reader_and_choices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewals = Metric("Renewals", Unit.COUNT, AddsUp.SUM, (Term("Renewals"),), meaning="Renewed.")
    monkeypatch.setattr(chosen_metrics, "BUILT_IN", (*BUILT_IN, renewals))
    monkeypatch.setattr(chosen_metrics, "DEFAULT", Metrics((*BUILT_IN, renewals)))
    path = plan_in(tmp_path, table=history.TABLE)  # made before there were renewals
    bring(path, "History", export(months(0, 36)), {})
    metrics, problems = chosen_metrics.read_metrics(ClosedFile.open(path))
    assert problems == []
    assert metrics["Renewals"] == renewals
    assert history.with_columns(metrics).headers[-1] == "Renewals"
    wanted = [str(p) for p in check(ClosedFile.open(path))]
    assert wanted == [
        "History!Renewals: no such column; wanted a column “Renewals” at the right of the table, "
        "for Renewals."
    ]
