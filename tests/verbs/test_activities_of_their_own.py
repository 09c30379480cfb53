"""A file of activities beside the orders: money as without it, and goals for the activities."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from test_blank_keys import HEADERS, MONTHS, NOW, STEADY

from xlgoals.hosts.closed import ClosedFile
from xlgoals.tables.language import Cell
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import history, targets
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.check import check
from xlgoals.verbs.import_rows import import_rows
from xlgoals.verbs.regenerate import regenerate

FILES: dict[str, tuple[tuple[str, ...], list[list[Cell]]]] = {
    "with a product of their own": (
        ("Month", "Rep ID", "Territory", "Product", "Presentations"),
        [[day, rep, "North", "Activity", 20.0] for day in MONTHS for rep in ("Ann", "Bob")],
    ),
    "without product and territory": (
        ("Month", "Rep ID", "Presentations"),
        [[day, rep, 20.0] for day in MONTHS for rep in ("Ann", "Bob")],
    ),
    "from two tools": (
        ("Month", "Rep ID", "Product", "Presentations", "Proposals"),
        [
            row
            for day in MONTHS
            for rep in ("Ann", "Bob")
            for row in ([day, rep, "Meetings", 20.0, None], [day, rep, "Quotes", None, 30.0])
        ],
    ),
}


def planned(path: Path, *files: tuple[tuple[str, ...], list[list[Cell]]]) -> ClosedFile:
    plan = ClosedFile.open(path)
    for headers, rows in files:
        import_rows(plan, "History", RawTable("crm.csv", headers, rows, 2))
        plan.save(NOW)
        plan = ClosedFile.open(path)
    regenerate(plan, NOW)
    plan.save(NOW)
    return ClosedFile.open(path)


def lines(plan: ClosedFile) -> pd.DataFrame:
    return typed_rows(plan, targets.TABLE)[1].drop(columns="row")


@pytest.mark.parametrize("kind", FILES)
def test_activities_leave_the_goals_for_money_as_they_are(
    empty: Path, tmp_path: Path, kind: str
) -> None:
    twin = tmp_path / "twin.xlsx"
    twin.write_bytes(empty.read_bytes())
    orders = (HEADERS, STEADY)
    alone, both = lines(planned(twin, orders)), lines(planned(empty, orders, FILES[kind]))
    money = {"Revenue", "Sales"}
    pd.testing.assert_frame_equal(
        alone[alone["metric"].isin(money)].reset_index(drop=True),
        both[both["metric"].isin(money)].reset_index(drop=True),
    )
    assert set(both["product"]) == {"", "Alpha", "Beta"}
    mine = both[both["rep_id"] == "Ann"].set_index("metric")
    assert mine["last_actual"]["Presentations"] == 240
    assert mine["last_actual"]["Close rate"] == pytest.approx(0.5)
    assert 200 < mine["suggested"]["Presentations"] < 280
    assert check(ClosedFile.open(empty)) == ()


def test_one_file_with_orders_and_activities_is_read_as_both(empty: Path) -> None:
    """The same key, so one row: what the order says and what the activity says."""
    headers = ("Month", "Rep ID", "Sales", "Revenue", "Presentations")
    rows: list[list[Cell]] = []
    for day in MONTHS:
        rows += [[day, "Ann", 1.0, 50.0, None], [day, "Ann", None, None, 7.0]]
    rows.append([MONTHS[0], "Ann", 1.0, None, None])
    plan = ClosedFile.open(empty)
    import_rows(plan, "History", RawTable("crm.csv", headers, rows, 2))
    plan.save(NOW)
    frame = typed_rows(ClosedFile.open(empty), history.TABLE)[1]
    assert frame["presentations"].tolist() == [7.0] * 24
    assert np.isnan(frame["revenue"][0])
    assert frame["revenue"][1:].tolist() == [50.0] * 23
