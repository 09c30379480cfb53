"""Following the period and the manager's own goals, as a user types it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import played_period as played
from terminal_run import xlgoals


@pytest.fixture(scope="module")
def folder(sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("cli")
    path = Path(shutil.copy(sample_made, made / "plan.xlsx"))
    played.agreed(path)
    played.bring_in(path)
    return made


@pytest.fixture
def here(folder: Path, tmp_path: Path) -> Path:
    shutil.copy(folder / "plan.xlsx", tmp_path / "plan.xlsx")
    return tmp_path


def test_track_tells_and_writes(here: Path) -> None:
    done = xlgoals("track", "plan.xlsx", folder=here)
    assert done.returncode == 0, done.stderr
    assert "Up to Apr 2027" in done.stdout
    assert "Saved plan.xlsx; see sheet Tracking." in done.stdout
    rows = json.loads(xlgoals("show", "plan.xlsx", "Tracking", "--json", folder=here).stdout)
    assert rows[0]["Rep"] == "Team"
    found = json.loads(xlgoals("track", "plan.xlsx", "--json", folder=here).stdout)
    assert found["through"] == "Apr 2027"
    assert len(found["goals"]) == 12
    wrong = xlgoals("track", "plan.xlsx", "--through", "2029-01", folder=here)
    assert wrong.returncode == 2
    assert "no month of the period" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_mine_takes_the_plan_before_or_after_the_word(here: Path) -> None:
    words = ("mine", "plan.xlsx"), ("mine", "status", "plan.xlsx"), ("mine", "plan.xlsx", "status")
    told = [xlgoals(*each, folder=here) for each in words]
    assert all("ee sheet My progress" in done.stdout for done in told), told[0].stderr
    assert "nothing in the plan is new" in told[1].stdout


def test_log_suggest_and_import_ask_before_they_overwrite(here: Path) -> None:
    log = ("coaching", "Anna", "--hours", "1.5", "--date", "2027-03-04", "--note", "dairy")
    done = xlgoals("mine", "log", "plan.xlsx", *log, folder=here)
    assert "Noted: 2027-03-04, Coaching with Anna Lindqvist, 1.5 hours." in done.stdout, done.stderr
    wrong = xlgoals("mine", "log", "plan.xlsx", "coaching", "Zed", *log[4:], folder=here)
    assert (wrong.returncode, "is nobody of" in wrong.stderr) == (2, True)
    before = (here / "plan.xlsx").read_bytes()
    assert "Nothing was changed" in xlgoals("mine", "suggest", "plan.xlsx", folder=here).stdout
    (here / "c.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20270302T100000Z\nDTEND:20270302T110000Z\n"
        "SUMMARY:Coaching José\nEND:VEVENT\nEND:VCALENDAR\n",
        encoding="utf-8",
    )
    shown = xlgoals("mine", "import", "plan.xlsx", "c.ics", folder=here)
    assert "José Almeida" in shown.stdout, shown.stderr
    assert "--yes takes them" in shown.stdout
    assert (here / "plan.xlsx").read_bytes() == before
    taken = xlgoals("mine", "import", "plan.xlsx", "c.ics", "--yes", folder=here)
    assert "Taken into My log" in taken.stdout
    again = xlgoals("mine", "import", "plan.xlsx", "c.ics", "--yes", folder=here)
    assert "Nothing to take" in again.stdout
    zone = xlgoals("mine", "import", "plan.xlsx", "c.ics", "--zone", "Mars/Base", folder=here)
    assert (zone.returncode, "no time zone" in zone.stderr) == (2, True)


def test_a_report_as_a_workbook_needs_no_other_program(here: Path) -> None:
    done = xlgoals("report", "plan.xlsx", "--xlsx", "r.xlsx", "--rep", "Zoë", folder=here)
    assert done.returncode == 0, done.stderr
    assert (here / "r.xlsx").exists()
    assert not list(here.glob("*.pdf"))
    wrong = xlgoals("report", "plan.xlsx", "--paper", "napkin", folder=here)
    assert (wrong.returncode, "choose a4 or letter" in wrong.stderr) == (2, True)


def test_calendars_are_loaded_only_where_one_is_read() -> None:
    code = "import sys, xlgoals.terminal.cli, xlgoals.hosts.calendar_file; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(run.stdout.split()) & {"icalendar", "recurring_ical_events"}
