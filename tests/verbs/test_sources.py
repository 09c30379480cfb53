"""A file that is read again corrects what it brought; rows of others and typed ones stay."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from conftest import NOW
from terminal_run import xlgoals as run
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_plan
from xlgoals.intake.incoming_rows import Told
from xlgoals.intake.told_text import Remembered, as_text, from_text
from xlgoals.tables.sheets import history, last_targets, proposals, sources
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.new_plan import new_plan


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = new_plan(NOW.date().replace(year=2026, month=1, day=1), sample=False)
    path = tmp_path / "plan.xlsx"
    write_plan(path, made.rows, created=NOW, name=made.name, values=made.values)
    return path


def bring(plan: Path, text: str, *more: str, name: str = "crm.csv", table: str = "History") -> str:
    """Import a file; what was said."""
    file = plan.parent / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    done = run("import", plan, table, file, *more)
    return done.stdout + done.stderr


def rows(plan: Path) -> list[tuple[str, str, float, str]]:
    """Month, rep, revenue and source of each row of History."""
    frame = typed_rows(ClosedFile.open(plan), history.TABLE)[1]
    made = [
        (f"{1970 + int(month) // 12}-{int(month) % 12 + 1:02}", rep, revenue, source)
        for month, rep, revenue, source in zip(
            frame["month"], frame["rep_id"], frame["revenue"], frame["source"], strict=True
        )
    ]
    return sorted(made, key=str)


ORDERS = "Month,Rep ID,Revenue\n2025-01,A,100\n2025-02,A,200\n2025-02,B,300\n"


def test_a_corrected_file_replaces_what_it_brought(path: Path) -> None:
    """A deal moved to another rep, one was deleted, one changed."""
    bring(path, ORDERS)
    said = bring(path, "Month,Rep ID,Revenue\n2025-01,B,100\n2025-02,A,250\n")
    assert rows(path) == [("2025-01", "B", 100, "crm.csv"), ("2025-02", "A", 250, "crm.csv")]
    assert "1 rows added, 1 replaced, 2 removed, 0 unchanged" in said
    assert "Feb 2025: 500 becomes 250 – it falls." in said


def test_months_that_a_file_does_not_cover_stay(path: Path) -> None:
    bring(path, ORDERS)
    said = bring(path, "Month,Rep ID,Revenue\n2025-03,A,50\n")
    assert len(rows(path)) == 4
    assert "3 earlier rows of crm.csv lie in months that it no longer covers; they stay." in said


def test_only_the_months_that_are_asked_for_are_taken_and_covered(path: Path) -> None:
    """February has nothing in the file any more, and is asked for."""
    bring(path, ORDERS)
    said = bring(path, "Month,Rep ID,Revenue\n2025-01,A,999\n", "--months", "2025-02..2025-03")
    assert rows(path) == [("2025-01", "A", 100, "crm.csv")]
    assert "1 rows outside Feb 2025 to Mar 2025 were not taken, as you say." in said


def test_rows_of_another_file_that_tell_the_same_are_asked_about(path: Path) -> None:
    bring(path, ORDERS)
    said = bring(path, ORDERS, name="crm (1).csv")
    assert "crm.csv already tell Revenue of 2 of these reps, Jan 2025 to Feb 2025" in said
    assert len(rows(path)) == 3
    bring(path, ORDERS.replace("100", "700"), "--source", "crm.csv", name="crm (1).csv")
    assert [row[2] for row in rows(path)] == [700, 200, 300]
    bring(path, "Month,Rep ID,Revenue\n2025-01,A,1\n", "--add", name="web.csv")
    assert ("2025-01", "A", 1, "web.csv") in rows(path)
    assert ("2025-01", "A", 700, "crm.csv") in rows(path)


def test_a_file_that_counts_beside_all_is_not_asked_about_again(path: Path) -> None:
    """Neither when it is read again, nor when the other one is."""
    bring(path, ORDERS)
    bring(path, "Month,Rep ID,Revenue\n2025-01,A,1\n", "--add", name="web.csv")
    bring(path, "Month,Rep ID,Revenue\n2025-01,A,2\n", name="web.csv")
    bring(path, ORDERS.replace("100", "111"))
    assert rows(path)[:2] == [("2025-01", "A", 111, "crm.csv"), ("2025-01", "A", 2, "web.csv")]


def test_other_products_and_territories_are_not_the_same(path: Path) -> None:
    bring(path, "Month,Rep ID,Territory,Revenue\n2025-01,A,North,100\n", name="north.csv")
    bring(path, "Month,Rep ID,Territory,Revenue\n2025-01,A,South,50\n", name="south.csv")
    assert [row[2] for row in rows(path)] == [100, 50]
    said = bring(path, "Month,Rep ID,Revenue\n2025-01,A,150\n", name="all.csv")
    assert "north.csv, south.csv already tell Revenue" in said


def test_activities_of_another_tool_are_rows_of_their_own(path: Path) -> None:
    bring(path, ORDERS)
    bring(path, "Month,Rep ID,Presentations\n2025-01,A,7\n", name="calls.csv")
    assert len(rows(path)) == 4


def test_a_typed_row_with_the_same_key_becomes_the_files(path: Path) -> None:
    plan = ClosedFile.open(path)
    cells = dict.fromkeys(history.TABLE.headers)
    first = {**cells, "Month": NOW.replace(2025, 1, 1), "Rep ID": "A", "Revenue": 90, "Cost": 40}
    plan.write(history.TABLE, [[first[h] for h in history.TABLE.headers]])
    plan.save(NOW)
    bring(path, ORDERS)
    assert ("2025-01", "A", 100, "crm.csv") in rows(path)
    bring(path, "Month,Rep ID,Revenue\n2025-01,C,5\n2025-02,A,200\n")  # A's row is gone
    frame = typed_rows(ClosedFile.open(path), history.TABLE)[1]
    kept = frame[(frame["rep_id"] == "A") & (frame["month"] == frame["month"].min())]
    assert kept["cost"].tolist() == [40], "what was typed beside it stays"
    assert kept["revenue"].isna().all()
    assert kept["source"].tolist() == [""]


def test_add_adds_to_what_the_same_file_brought_but_not_the_same_content(path: Path) -> None:
    bring(path, "Month,Rep ID,Revenue\n2025-01,A,300\n", name="orders.csv")
    same = bring(path, "Month,Rep ID,Revenue\n2025-01,A,300\n", "--add", name="orders.csv")
    assert "--add would count it twice" in same
    bring(path, "Month,Rep ID,Revenue\n2025-01,A,700\n", "--add", name="orders.csv")
    assert rows(path) == [("2025-01", "A", 1000, "orders.csv")]
    refreshed = run("refresh", path)
    assert "came from several files added up" in refreshed.stdout


def test_what_was_said_of_a_file_holds_the_next_time(path: Path) -> None:
    """Each row was a sale, too, though the next file has one a month."""
    first = "When,Who,Kind,Sum\n05/01/2025,A,Deal,100\n06/01/2025,A,Deal,50\n07/01/2025,A,Test,9\n"
    options = ["--map", "Month=When", "--map", "Rep ID=Who", "--map", "Revenue=Sum"]
    bring(path, first, *options, "--dates", "dmy", "--where", "Kind!=Test")
    said = bring(path, "When,Who,Kind,Sum\n03/02/2025,A,Deal,70\n03/02/2025,A,Test,1\n")
    assert "As the last time: --map Month=When" in said
    frame = typed_rows(ClosedFile.open(path), history.TABLE)[1]
    assert frame[["sales", "revenue"]].to_numpy().tolist() == [[2, 150], [1, 70]]


def test_two_files_of_the_same_name_are_not_taken_for_one(path: Path) -> None:
    bring(path, ORDERS, name="north/crm.csv")
    said = bring(path, "Month,Rep ID,Revenue\n2025-01,Z,9\n", name="south/crm.csv")
    assert "crm.csv was read from north/crm.csv, and this one is south/crm.csv" in said
    assert len(rows(path)) == 3


def test_refresh_reads_what_has_changed_and_says_what_it_cannot(path: Path) -> None:
    bring(path, ORDERS)
    bring(path, "Month,Rep ID,Presentations\n2025-01,A,7\n", name="calls.csv")
    bring(path, "Month,Rep ID,Revenue\n2025-01,Q,7\n", name="gone.csv")
    path.with_name("crm.csv").write_text(ORDERS.replace("100", "101"), encoding="utf-8")
    path.with_name("gone.csv").unlink()
    done = run("refresh", path)
    assert done.returncode == 1
    assert "1 of 3 sources were read again." in done.stdout
    assert "calls.csv → History: as before." in done.stdout
    assert "gone.csv → History – There is no file" in done.stdout
    assert "Jan 2025: 107 becomes 108." in done.stdout
    assert [row[2] for row in rows(path) if row[1] in "AQ"][:1] == [101]
    assert run("refresh", path).stdout.startswith("0 of 3 sources were read again.")


def test_a_source_is_taken_out_with_its_rows(path: Path) -> None:
    bring(path, ORDERS)
    bring(path, "Rep ID,Metric,Month,Target\nA,Revenue,2025-01,5\n", table="Last targets")
    bring(path, "Month,Rep ID,Revenue\n2025-01,Q,7\n", name="other.csv")
    done = run("refresh", path, "--remove", "crm.csv")
    assert "3 rows of History and 1 rows of Last targets taken out." in done.stdout
    assert rows(path) == [("2025-01", "Q", 7, "other.csv")]
    assert typed_rows(ClosedFile.open(path), last_targets.TABLE)[1].empty
    assert typed_rows(ClosedFile.open(path), sources.TABLE)[1]["source"].tolist() == ["other.csv"]
    assert "there are other.csv" in run("refresh", path, "--remove", "crm.csv").stderr


def test_one_command_fills_history_and_proposals(path: Path) -> None:
    deals = (
        "Deal ID,Owner,Created,Close Date,Stage,Amount\n"
        "1,A,2025-01-05,2025-02-01,Closed Won,100\n"
        "2,A,2025-01-09,2025-02-03,Closed Lost,70\n"
        "3,A,2025-01-11,2026-03-01,Negotiation,50\n"
    )
    bring(path, deals, table="History,Proposals")
    assert rows(path) == [("2025-02", "A", 100, "crm.csv")]
    opened = typed_rows(ClosedFile.open(path), proposals.TABLE)[1]
    assert opened["outcome"].tolist() == ["Won", "Lost", ""]
    assert opened["closed"].notna().tolist() == [True, True, False]


def test_check_names_what_stayed_out(path: Path) -> None:
    many = "".join(f"2025-01,R{n},1\n" for n in range(30))
    bring(path, f"Month,Rep ID,Revenue\n{many}2025-13,A,1\n", "--new", "R1")
    assert "Sources!Left out" in run("check", path).stdout + run("check", path).stderr


@pytest.mark.parametrize("place", ["//evil/share/x.csv", "\\\\evil\\share\\x.csv"])
def test_a_plan_of_somebody_else_leads_to_no_other_machine(path: Path, place: str) -> None:
    bring(path, ORDERS)
    plan = ClosedFile.open(path)
    raw, _ = typed_rows(plan, sources.TABLE)
    row = list(raw.rows[0])
    row[raw.headers.index("File")] = place
    plan.write(sources.TABLE, [row])
    plan.save(NOW)
    assert "is on another machine" in run("refresh", path).stdout


@pytest.mark.parametrize(
    "told",
    [
        Told(),
        Told(columns={"Rep ID": "Owner's name", "Month": "-x"}, constants={"Product": ""}),
        Told(where=("Stage=Closed Won", "A!=“b” c"), decimal=",", dates="ymd", years="fiscal"),
        Told(beside=True, years="calendar"),
    ],
)
def test_what_is_remembered_is_read_back_as_it_was_said(told: Told) -> None:
    how = Remembered(told, "Sheet 1", "cp1250")
    assert from_text(as_text(how), "x") == how


def test_a_history_without_numbers_is_refused(path: Path) -> None:
    """Rows that say nothing would make every goal zero."""
    said = bring(path, "Month,Rep ID,Remark\n2025-01,A,hello\n")
    assert "has no column with numbers that History could take" in said
    assert rows(path) == []


def test_a_sheet_for_names_or_files_is_shown_once_it_has_rows(path: Path) -> None:
    assert load_workbook(path)["Sources"].sheet_state == "hidden"
    bring(path, "Month,Rep ID,Product,Revenue\n2025-01,A,Alpha,1\n")
    same = ("--same", "Alpha 1=Alpha")
    bring(path, "Month,Rep ID,Product,Revenue\n2025-02,A,Alpha 1,1\n", *same)
    book = load_workbook(path)
    assert [book[name].sheet_state for name in ("Sources", "Also called")] == ["visible"] * 2


@pytest.mark.parametrize(
    "table",
    [
        *("Reps", "History", "Proposals", "Last targets"),
        *("Metrics chosen", "Assumptions", "Changes", "My goals"),
    ],
)
def test_what_we_write_we_read(path: Path, tmp_path: Path, sample: Path, table: str) -> None:
    """Every table of one plan goes into another one, without a word about its sheet."""
    done = run("import", path, "Reps", sample)
    assert done.returncode == 0, done.stderr
    done = run("import", path, table, sample)
    assert done.returncode == 0, done.stdout + done.stderr
    there, here = (json.loads(run("show", plan, table, "--json").stdout) for plan in (sample, path))
    for row in (*there, *here):
        row.pop("Source", None)
    assert sorted(here, key=str) == sorted(there, key=str)
    assert there


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = new_plan(NOW.date().replace(year=2026, month=1, day=1), sample=True)
    path = tmp_path_factory.mktemp("sample") / "sample.xlsx"
    write_plan(path, made.rows, created=NOW, name=made.name, values=made.values)
    return path


def test_another_query_on_the_same_database_does_not_take_the_place_of_the_first(
    path: Path,
) -> None:
    base = path.with_name("crm.db")
    with closing(sqlite3.connect(base)) as made, made:
        made.execute("create table d (m text, r text, a real)")
        made.executemany(
            "insert into d values (?, ?, ?)", [("2025-01", "A", 5), ("2025-02", "B", 6)]
        )
    asked = 'select m as "Month", r as "Rep ID", a as "Revenue" from d where r = '
    address = f"sqlite:///{base}"
    assert run("import", path, "History", address, "--query", f"{asked}'A'").returncode == 0
    other = run("import", path, "History", address, "--query", f"{asked}'B'")
    assert "was asked another --query the last time" in other.stdout
    both = run("import", path, "History", address, "--query", f"{asked}'B'", "--source", "B")
    assert both.returncode == 0, both.stdout + both.stderr
    assert [row[1:] for row in rows(path)] == [("A", 5, "crm.db"), ("B", 6, "B")]
