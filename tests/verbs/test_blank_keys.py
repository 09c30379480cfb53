"""Orders without a product or a territory: no part is ever taken for the whole."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from xlgoals.domain.goal_ids import PARTS
from xlgoals.hosts.closed import ClosedFile
from xlgoals.sums.suggest.targets import NOT_GIVEN
from xlgoals.tables.language import Cell
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import history, reps, review, targets, team
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.check import check
from xlgoals.verbs.import_rows import import_rows
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.track import track

NOW = dt.datetime(2026, 12, 1, 9, 0)
HEADERS = ("Month", "Rep ID", "Territory", "Product", "Revenue", "Sales")
MONTHS = [dt.date(2025 + at // 12, at % 12 + 1, 1) for at in range(24)]
STEADY: list[list[Cell]] = [
    [day, *row]
    for day in MONTHS
    for row in (
        ["Ann", "North", "Alpha", 100_000.0, 10.0],
        ["Bob", "South", "Beta", 90_000.0, 9.0],
    )
]
SINGLE: dict[str, list[Cell]] = {
    "no product": [dt.date(2026, 7, 1), "Ann", "North", None, 5_000.0, 1.0],
    "neither": [dt.date(2026, 7, 1), "Ann", None, None, 5_000.0, 1.0],
    "no territory": [dt.date(2026, 7, 1), "Ann", None, "Alpha", 5_000.0, 1.0],
}
TOTAL = 12 * 190_000.0 + 5_000.0


def brought(path: Path, rows: list[list[Cell]], *, typed: bool) -> ClosedFile:
    """A plan with a history: imported, or typed with reps who have no home territory."""
    plan = ClosedFile.open(path)
    if typed:
        place = [history.TABLE.headers.index(header) for header in HEADERS]
        cells: list[list[Cell]] = []
        for row in rows:
            line: list[Cell] = [None] * len(history.TABLE.columns)
            for at, cell in zip(place, row, strict=True):
                line[at] = cell
            cells.append(line)
        plan.write(history.TABLE, cells)
        blank: list[Cell] = [None] * (len(reps.TABLE.columns) - 2)
        plan.write(reps.TABLE, [["Ann", "Ann", *blank], ["Bob", "Bob", *blank]])
    else:
        import_rows(plan, "History", RawTable("crm.csv", HEADERS, rows, 2))
    plan.save(NOW)
    plan = ClosedFile.open(path)
    regenerate(plan, NOW)
    plan.save(NOW)
    return ClosedFile.open(path)


@pytest.mark.parametrize("typed", [False, True], ids=["imported", "typed"])
@pytest.mark.parametrize("order", SINGLE)
def test_one_order_without_a_key_counts_once_and_parts_add_up(
    empty: Path, order: str, *, typed: bool
) -> None:
    plan = brought(empty, [*STEADY, SINGLE[order]], typed=typed)
    assert check(plan) == ()
    lines = typed_rows(plan, targets.TABLE)[1]
    names = ["rep_id", "metric", "territory", "product"]
    assert not lines.duplicated(names).any()
    money = lines[lines["metric"] == "Revenue"]
    for rep_id in ("", "Ann", "Bob"):
        mine = money[money["rep_id"] == rep_id]
        whole = mine[(mine["product"] == "") & (mine["territory"] == "")]
        assert len(whole) == 1
        for part in PARTS:
            sums = mine[mine[part] != ""][["suggested", "last_actual"]].sum()
            if (mine[part] != "").any():
                assert sums["suggested"] == pytest.approx(whole["suggested"].item())
                assert sums["last_actual"] == pytest.approx(whole["last_actual"].item())
    team_line = money[(money["rep_id"] == "") & (money["product"] == "")].iloc[0]
    assert team_line["last_actual"] == TOTAL
    rows = typed_rows(plan, review.TABLE)[1]
    assert rows[rows["by"] == "Team"]["actual"].item() == TOTAL
    everybody = typed_rows(plan, team.TABLE)[1]
    assert everybody["suggested"].sum() == pytest.approx(team_line["suggested"])


def test_what_has_no_product_is_called_so_beside_those_that_have_one(empty: Path) -> None:
    plan = brought(empty, [*STEADY, SINGLE["no product"]], typed=False)
    lines = typed_rows(plan, targets.TABLE)[1]
    mine = lines[(lines["rep_id"] == "Ann") & (lines["product"] != "")].set_index("product")
    name = NOT_GIVEN.format("product")
    assert mine["last_actual"].to_dict() == {name: 5_000, "Alpha": 1_200_000}


def test_a_plan_without_any_product_has_goals_for_the_whole_only(empty: Path) -> None:
    rows = [[*row[:3], None, *row[4:]] for row in STEADY]
    lines = typed_rows(brought(empty, rows, typed=False), targets.TABLE)[1]
    assert (lines["product"] == "").all()


def test_such_a_plan_is_negotiated_and_followed(empty: Path) -> None:
    brought(empty, [*STEADY, SINGLE["neither"]], typed=False)
    for action in ("propose", "agree"):
        plan = ClosedFile.open(empty)
        carry_out(plan, Order(action, "all", reason="Settled."), NOW)
        plan.save(NOW)
    plan = ClosedFile.open(empty)
    import_rows(
        plan,
        "History",
        RawTable("crm.csv", HEADERS, [[dt.date(2027, 1, 1), *r[1:]] for r in STEADY[:2]], 2),
    )
    plan.save(NOW)
    plan = ClosedFile.open(empty)
    table = track(plan).table
    assert table["actual"].tolist() == [190_000, 100_000, 90_000]
    assert isinstance(table, pd.DataFrame)
