"""The commands, as a user types them."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conformance.check import assert_conforms
from terminal_run import xlgoals, xlgoals_alone


def test_the_demo_makes_a_regenerated_plan_and_says_where(tmp_path: Path) -> None:
    done = xlgoals_alone("demo", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "demo/plan.xlsx" in done.stdout
    assert_conforms(tmp_path / "demo" / "plan.xlsx")
    assert [path.name for path in (tmp_path / "demo").iterdir()] == ["plan.xlsx"]


def test_from_a_csv_to_goals_in_four_commands(tmp_path: Path) -> None:
    rows = [
        f"20{24 + at // 12}-{at % 12 + 1:02},{rep},{100 * (at % 3 + 1)}.50"
        for at in range(36)
        for rep in ("ann", "bob")
    ]
    (tmp_path / "crm.csv").write_text("\n".join(["closed,owner,net", *rows]), encoding="utf-8")
    assert xlgoals("new", "plan.xlsx", "--start", "2027-01", folder=tmp_path).returncode == 0
    done = xlgoals(
        "import",
        "plan.xlsx",
        "History",
        "crm.csv",
        "--map",
        "Month=closed",
        "--map",
        "Rep ID=owner",
        "--map",
        "Revenue=net",
        folder=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "72 rows added" in done.stdout
    assert "New on sheet Reps: ann, bob" in done.stdout
    assert xlgoals("check", "plan.xlsx", folder=tmp_path).stdout.strip() == "No problems."
    assert "goals for 2 reps" in xlgoals("regenerate", "plan.xlsx", folder=tmp_path).stdout
    shown = json.loads(xlgoals("show", "plan.xlsx", "Targets", "--json", folder=tmp_path).stdout)
    ann = next(row for row in shown if row["Rep ID"] == "ann" and row["Metric"] == "Revenue")
    assert ann["Last actual"] == sum(100 * (at % 3 + 1) + 0.5 for at in range(24, 36))
    assert abs(ann["Suggested"] - ann["Last actual"]) < 1000


def test_problems_exit_with_1_and_name_the_cell(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(
        "Month,Rep ID,Revenue\n2026-01,R01,abc\n2026-13,R01,5\n", encoding="utf-8"
    )
    done = xlgoals("import", sample, "History", tmp_path / "bad.csv")
    assert done.returncode == 1
    assert "bad.csv!Revenue, row 2: “abc”; wanted an amount of money" in done.stderr
    assert "bad.csv!Month, row 3: “2026-13”; wanted a month" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["regenerate", "nowhere.xlsx"], "There is no file nowhere.xlsx"),
        (["new", "plan.xls"], "call it plan.xlsx"),
        (["new", "x.xlsx", "--start", "soon"], "“soon” is no month"),
        (["import", "plan.xlsx", "Nothing", "x.csv"], "cannot be imported into"),
        (["import", "plan.xlsx", "History", "x.csv"], "There is no file x.csv"),
        (["import", "plan.xlsx", "History", "x.csv", "--map", "Rep"], "--map wants Header=value"),
        (["show", "plan.xlsx", "Nothing"], "no table “Nothing”"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    sample: Path, words: list[str], message: str
) -> None:
    done = xlgoals(*words, folder=sample.parent)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_plan_is_never_overwritten_by_a_new_one(sample: Path) -> None:
    before = sample.read_bytes()
    done = xlgoals("new", sample)
    assert (done.returncode, sample.read_bytes()) == (2, before)
    assert "exists already" in done.stderr


def test_regenerate_keeps_the_version_before(sample: Path) -> None:
    before = sample.read_bytes()
    done = xlgoals("regenerate", sample, "--json")
    assert json.loads(done.stdout)["reps"] == 11
    (backup,) = sample.parent.glob("plan.backup-*.xlsx")
    assert backup.read_bytes() == before


def test_every_table_can_be_shown(sample: Path) -> None:
    listed = xlgoals("show", sample).stdout
    for name in ("Settings", "History", "Metrics", "Team", "My goals", "Backtest"):
        assert name in listed
        assert xlgoals("show", sample, name).returncode == 0


def test_a_program_reads_why_something_cannot_be_done(sample: Path) -> None:
    done = xlgoals("explain", sample, "Nobody", "--json")
    assert done.returncode == 2
    assert done.stderr == f"xlgoals: {json.loads(done.stdout)['error']}\n"
    assert xlgoals("explain", sample, "Nobody").stdout == ""
    sheets = json.loads(xlgoals("show", sample, "--json").stdout)
    assert {"History", "Team"} < {row["Sheet"] for row in sheets}


def test_last_year_is_told_for_the_team_for_a_rep_and_for_a_program(sample: Path) -> None:
    told = xlgoals("review", sample).stdout
    for word in (
        "What was done",
        "What caused it",
        "Competitor opened",
        "(Review!",
        "have no reason yet",
    ):
        assert word in told, word
    assert "-115,190" in xlgoals("review", sample, "Leila").stdout
    found = json.loads(xlgoals("review", sample, "--json").stdout)
    assert (found["name"], len(found["findings"]), found["missing_sheets"]) == ("Team", 5, [])
    last = [step for step in found["steps"] if step["step"] == "Actual"]
    assert {step["makes"] for step in last} == {last[0]["makes"]}
    refused = xlgoals("review", sample, "Nobody")
    assert refused.returncode == 2
    assert refused.stderr.startswith("xlgoals: “Nobody” is nobody of")


def test_json_has_numbers_months_and_nulls(sample: Path) -> None:
    rows = json.loads(xlgoals("show", sample, "history", "--json").stdout)
    assert rows[0]["Month"] == "2024-01"
    assert isinstance(rows[0]["Revenue"], float)
    metrics = json.loads(xlgoals("show", sample, "Metrics", "--json").stdout)
    assert next(row for row in metrics if row["Rep ID"] == "R12")["Target"] is None


def test_importing_the_package_is_quick_and_help_knows_no_pandas() -> None:
    code = (
        "import sys, time; a = time.perf_counter(); import xlgoals; print(time.perf_counter() - a)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.1
    code = (
        "import sys, runpy; sys.argv = ['xlgoals', '--help']\n"
        "try:\n    from xlgoals.terminal.cli import main; main()\n"
        "except SystemExit: pass\nprint('pandas' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == ["False", "False"]
    assert time.perf_counter()
