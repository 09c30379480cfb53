"""What a file cannot say for certain stays out, is counted first, and is never a blank."""

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import NOW
from terminal_run import xlgoals as run
from xlgoals.domain.errors import InputError
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_plan
from xlgoals.hosts.left_out_file import write_left_out
from xlgoals.tables.language import Cell, Role
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import INPUT_TABLES, assumptions, history, last_targets, proposals, reps
from xlgoals.tables.typed_tables import read_table, typed_rows
from xlgoals.verbs.check import check
from xlgoals.verbs.import_rows import FISCAL, Imported, Told, import_rows
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.plan import read_plan
from xlgoals.views.plan_sheets import find_sheet


def plan_of(folder: Path, start: dt.date = dt.date(2026, 1, 1)) -> Path:
    made = new_plan(start, sample=False)
    path = folder / "plan.xlsx"
    write_plan(path, made.rows, created=NOW, name=made.name, values=made.values)
    return path


def bring(path: Path, table: str, text: str, told: Told | None = None) -> Imported:
    headers, *rows = csv.reader(text.strip().splitlines())
    cells: list[list[Cell]] = [[cell or None for cell in row] for row in rows]
    plan = ClosedFile.open(path)
    done = import_rows(plan, table, RawTable("crm.csv", tuple(headers), cells, 2), told or Told())
    plan.save(NOW)
    return done


def test_a_scope_that_cannot_be_read_is_not_all_of_them(tmp_path: Path) -> None:
    path = plan_of(tmp_path)
    done = bring(
        path, "Assumptions", "ID,Kind,Scope,Next period,Unit\nZ1,Competitor,North,-0.3,share"
    )
    assert (done.taken.rows, len(done.taken.left_out)) == (1, 1)
    assert done.waits_for_loss_only
    assert typed_rows(ClosedFile.open(path), assumptions.TABLE)[1].empty
    assert done.outcome().title.startswith("0 of 1 rows taken, 1 left out: 1 × Scope is not all")
    assert done.outcome().status == 1


def test_a_month_that_cannot_be_read_is_not_the_whole_period(tmp_path: Path) -> None:
    path = plan_of(tmp_path)
    text = "Rep ID,Metric,Month,Target\nA,Revenue,2025-W07,900\n" + "".join(
        f"A,Revenue,Apr-{year},1000\n" for year in range(2000 - 1980, 50)
    )
    done = bring(path, "Last targets", text)
    assert [(one.row, one.cells[2]) for one in done.taken.left_out] == [(2, "2025-W07")]
    rows = typed_rows(ClosedFile.open(path), last_targets.TABLE)[1]
    assert rows["month"].notna().all()
    assert rows["target"].sum() == 30 * 1000


def test_a_closing_day_that_cannot_be_read_is_not_an_open_proposal(tmp_path: Path) -> None:
    path = plan_of(tmp_path)
    text = "Proposal ID,Rep ID,Opened,Closed,Outcome\n1,A,2025-10-20,soon,Won\n"
    text += "".join(f"{n},A,2025-10-20,2025-11-03,Won\n" for n in range(2, 40))
    bring(path, "Proposals", text)
    rows = typed_rows(ClosedFile.open(path), proposals.TABLE)[1]
    assert len(rows) == 38
    assert rows["closed"].notna().all()


def test_the_order_of_dates_is_proved_by_one_of_them(tmp_path: Path) -> None:
    path = plan_of(tmp_path)
    dates = "1/1 1/3 1/10 1/13 1/25 2/2 2/11 2/20".split()
    text = "Order Date,Rep ID,Amount\n" + "".join(f"{day}/2025,A,100\n" for day in dates)
    done = bring(path, "History", text)
    rows = typed_rows(ClosedFile.open(path), history.TABLE)[1]
    assert rows["revenue"].tolist() == [500, 300]
    assert "Order Date: month/day/year: row 5, “1/13/2025”." in done.notes


def test_dates_that_nothing_proves_are_asked_about_and_nothing_is_taken(tmp_path: Path) -> None:
    path = plan_of(tmp_path)
    text = "Order Date,Rep ID,Amount\n1/3/2025,A,100\n2/4/2025,A,100"
    done = bring(path, "History", text)
    assert done.waits
    assert typed_rows(ClosedFile.open(path), history.TABLE)[1].empty
    bring(path, "History", text, Told(dates="dmy"))
    assert typed_rows(ClosedFile.open(path), history.TABLE)[1]["month"].tolist() == [662, 663]


def test_a_month_beside_its_year_is_one_date(tmp_path: Path) -> None:
    path = plan_of(tmp_path)
    done = bring(path, "History", "Year,Month,Rep ID,Revenue\n2025,1,A,5\n2025,Mar,A,6")
    assert typed_rows(ClosedFile.open(path), history.TABLE)[1]["month"].tolist() == [660, 662]
    assert "Month: with the year in Year." in done.notes


def test_quotas_of_a_fiscal_year_fall_into_it(tmp_path: Path) -> None:
    path = plan_of(tmp_path, dt.date(2026, 4, 1))
    text = "Rep ID,Metric,Year,Quota\nA,Revenue,2025,12000\nB,Revenue,2025,24000"
    assert bring(path, "Last targets", text).questions == (
        "“2025” can be Jan 2025 to Dec 2025 or Apr 2025 to Mar 2026: say --calendar or --fiscal.",
    )
    bring(path, "Last targets", text, Told(years=FISCAL))
    rows = typed_rows(ClosedFile.open(path), last_targets.TABLE)[1]
    assert sorted(set(rows["month"])) == list(range(663, 675))
    assert rows["target"].sum() == 36_000


def test_a_return_is_taken_off_before_bounds_are_looked_at(tmp_path: Path) -> None:
    path = plan_of(tmp_path)
    bring(path, "History", "Month,Rep ID,Sales,Revenue\n2025-01,A,2,100\n2025-01,A,-1,-50")
    (sales,) = typed_rows(ClosedFile.open(path), history.TABLE)[1]["sales"]
    assert sales == 1
    done = bring(path, "History", "Month,Rep ID,Sales,Revenue\n2025-01,A,-3,-150")
    assert "-3 in all" in str(done.problems[0])


def test_a_month_whose_revenue_changes_is_told_with_what_it_was(tmp_path: Path) -> None:
    path = plan_of(tmp_path)
    bring(path, "History", "Month,Rep ID,Revenue\n2025-01,A,300")
    more = bring(path, "History", "Month,Rep ID,Revenue\n2025-01,A,700")
    assert "Jan 2025: 300 becomes 700." in more.outcome().lines
    assert not more.asks
    less = bring(path, "History", "Month,Rep ID,Revenue\n2025-01,A,650")
    assert "Jan 2025: 700 becomes 650 – it falls." in less.outcome().lines
    assert less.asks


def test_the_command_keeps_what_stays_out_beside_the_plan(tmp_path: Path) -> None:
    path = plan_of(tmp_path)
    crm = tmp_path / "crm.csv"
    crm.write_text("Month,Rep ID,Revenue\n2025-01,A,5\nsoon,=1+1,7\n", "utf-8")
    refused = run("import", path, "History", crm)
    assert refused.returncode == 1
    assert "Nothing was taken into History yet." in refused.stdout
    assert not (tmp_path / "crm.left-out.csv").exists()
    assert "Nothing was changed." in run("import", path, "History", crm, "--dry-run").stdout
    done = run("import", path, "History", crm, "--accept-loss")
    assert "1 of 2 rows taken, 1 left out: 1 × Month is not a month." in done.stdout
    assert "What stays out is in crm.left-out.csv." in done.stdout
    with (tmp_path / "crm.left-out.csv").open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert head == ["Row", "Why it stays out", "Month", "Rep ID", "Revenue"]
    assert row == ["3", "Month is not a month", "soon", "'=1+1", "7"]


def test_a_negative_number_stays_one_in_the_file_of_rows_left_out(tmp_path: Path) -> None:
    kept = write_left_out(tmp_path / "p.xlsx", "a.csv", ["x"], [(2, ["-5"], "w"), (3, ["-x"], "w")])
    assert [line.split(",")[-1] for line in kept.read_text("utf-8-sig").split()[2:]][-2:] == [
        "-5",
        "'-x",
    ]


def test_every_blank_that_means_something_is_declared(tmp_path: Path) -> None:
    for table in INPUT_TABLES:
        for column in table.columns:
            hint = column.hint.casefold()
            says = "blank" in hint and "unknown" not in hint and column.role is Role.INPUT
            if says and table.name != "Settings":
                assert column.blank_means, f"{table.name}!{column.header}: {column.hint}"


def test_a_refused_cell_where_a_blank_means_something_leaves_its_row_out() -> None:
    """Every declared column, in every input table: no row comes through with a blank instead."""
    for table in INPUT_TABLES:
        for at, column in enumerate(table.columns):
            if not column.blank_means or column.kind.name in {"TEXT", "ID"}:
                continue
            row: list[Cell] = [None] * len(table.columns)
            row[at] = "neither this nor that"
            sheet = find_sheet(table.name)
            assert sheet is not None
            loose = replace(table, columns=tuple(replace(c, required=False) for c in table.columns))
            frame, problems = read_table(loose, RawTable(sheet.name, table.headers, [row], 7))
            assert frame.empty, f"{table.name}!{column.header}"
            assert "the row was left out" in str(problems[0])


def test_a_setting_that_cannot_be_read_stops_what_rests_on_it(tmp_path: Path) -> None:
    made = new_plan(dt.date(2026, 1, 1), sample=True)
    rows = [list(row) for row in made.rows["Settings"]]
    for row in rows:
        if row[0] == "Company goal":
            row[1] = "twelve"
    path = tmp_path / "plan.xlsx"
    cells = {**made.rows, "Settings": rows}
    write_plan(path, cells, created=NOW, name=made.name, values=made.values)
    with pytest.raises(InputError, match=r"Settings!Company goal.*“twelve”"):
        read_plan(ClosedFile.open(path))
    assert any("“twelve”" in str(problem) for problem in check(ClosedFile.open(path)))


def test_a_rep_whose_row_has_a_flaw_is_not_added_again(tmp_path: Path) -> None:
    made = new_plan(dt.date(2026, 1, 1), sample=False)
    headers = next(t for t in INPUT_TABLES if t.name == "Reps").headers
    ann: list[Cell] = [{"Rep ID": "A", "Rep": "Ann", "Hired": "soon"}.get(h) for h in headers]
    path = tmp_path / "plan.xlsx"
    cells = {**made.rows, "Reps": [ann]}
    write_plan(path, cells, created=NOW, name=made.name, values=made.values)
    done = bring(path, "History", "Month,Rep ID,Revenue\n2025-01,A,5")
    assert done.new_reps == ()
    assert len(ClosedFile.open(path).read(reps.TABLE).rows) == 1
