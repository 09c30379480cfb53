"""Real input, of a maker nobody on the team wrote, goes the whole way."""

import json
import subprocess
import sys
from collections import defaultdict
from csv import DictReader
from decimal import Decimal
from pathlib import Path

import office
import pytest

from conformance.check import assert_conforms, openpyxl_values

DATA = Path(__file__).parents[3] / "shared" / "data" / "adventureworks"
pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason=f"the AdventureWorks folder is not at {DATA}"
)


def xlgoals(folder: Path, *words: object) -> str:
    command = [
        sys.executable,
        "-c",
        "from xlgoals.terminal.cli import main; main()",
        *map(str, words),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=folder, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("aw")
    xlgoals(folder, "new", "plan.xlsx", "--start", "2020-06")
    xlgoals(folder, "import", "plan.xlsx", "Reps", DATA / "aw_reps.csv", "--map", "Rep=last")
    xlgoals(
        folder,
        "import",
        "plan.xlsx",
        "History",
        DATA / "aw_rep_month.csv",
        "--map",
        "Revenue=sales",
        "--map",
        "Sales=orders",
    )
    xlgoals(
        folder,
        "import",
        "plan.xlsx",
        "Last targets",
        DATA / "aw_quota.csv",
        "--map",
        "Month=quarter",
        "--constant",
        "Metric=Revenue",
        "--calendar",
    )
    assert xlgoals(folder, "check", "plan.xlsx").strip() == "No problems."
    xlgoals(folder, "regenerate", "plan.xlsx")
    return folder


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(
        xlgoals(folder, "show", "plan.xlsx", table, "--json")
    )
    return found


def test_revenue_of_the_last_twelve_months_is_the_files_to_the_cent(folder: Path) -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in DictReader((DATA / "aw_rep_month.csv").read_text("utf-8").splitlines()):
        if "2019-06" <= row["month"] <= "2020-05":
            sums[row["rep_id"]] += Decimal(row["sales"])
    found = {row["Rep ID"]: row["Revenue"] for row in rows(folder, "Metrics")}
    assert len(sums) == 17
    for rep, total in sums.items():
        assert round(Decimal(str(found[rep])), 2) == round(total, 2)
    assert round(Decimal(str(found[None])), 2) == round(sum(sums.values()), 2)


def test_what_was_never_recorded_is_unknown_not_zero(folder: Path) -> None:
    for row in rows(folder, "Metrics"):
        for header in ("Opportunities", "Proposals", "Presentations", "Close rate", "List revenue"):
            assert row[header] is None


def test_targets_add_up_exactly(folder: Path) -> None:
    lines = [row for row in rows(folder, "Targets") if row["Metric"] == "Revenue"]
    whole = {r["Rep ID"]: r["Suggested"] for r in lines if not r["Product"] and not r["Territory"]}
    assert len(whole) == 18
    assert sum(v for k, v in whole.items() if k) == whole[None]
    for part in ("Product", "Territory"):
        sums: dict[object, float] = defaultdict(float)
        for row in lines:
            if row[part]:
                sums[row["Rep ID"]] += row["Suggested"]
        assert sums == whole
    months: dict[object, float] = defaultdict(float)
    for row in rows(folder, "Targets by month"):
        months[row["Rep ID"]] += row["Target"]
    assert months == {rep: goal for rep, goal in whole.items() if rep}


def test_the_plan_conforms(folder: Path) -> None:
    assert_conforms(folder / "plan.xlsx")


@pytest.mark.libreoffice
def test_libreoffice_works_out_the_same(folder: Path, tmp_path: Path) -> None:
    again = office.convert(folder / "plan.xlsx", tmp_path, "xlsx", recalculate=True)
    before, after = openpyxl_values(folder / "plan.xlsx"), openpyxl_values(again)
    for sheet in ("Metrics", "Targets", "Team", "Review"):
        for place, value in before[sheet].items():
            if isinstance(value, float):
                assert after[sheet][place] == pytest.approx(value, rel=1e-9), (sheet, place)
