"""A whole messy organisation, as it was exported, goes in by commands and comes out right."""

import json
from pathlib import Path

import pytest

from terminal_run import xlgoals as run

DATA = Path(__file__).parents[3] / "shared" / "data" / "messy_org"
pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason=f"the messy organisation's folder is not at {DATA}"
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan = tmp_path_factory.mktemp("messy") / "plan.xlsx"
    married = ("--same", "Katherine Bell=Katherine Bell-Ortiz")
    quota = ("--constant", "Metric=Revenue", "--decimal", ".")
    for words in (
        ("new", plan, "--start", "2026-04"),
        ("import", plan, "History", DATA / "crm_raw.csv", *married),
        ("import", plan, "Proposals", DATA / "proposals.csv"),
        ("import", plan, "Last targets", DATA / "quotas_fq.csv", *quota),
        ("import", plan, "History", DATA / "activities.csv"),
        ("regenerate", plan),
    ):
        done = run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
    return plan


def shown(plan: Path, table: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run("show", plan, table, "--json").stdout)
    return rows


def total(rows: list[dict[str, object]], header: str) -> float:
    return round(sum(float(str(row[header] or 0)) for row in rows), 2)


def test_every_deal_that_was_won_is_there(plan: Path) -> None:
    rows = shown(plan, "History")
    assert (total(rows, "Sales"), total(rows, "Revenue")) == (975, 10_533_597.95)
    last = [row for row in rows if "2025-04" <= str(row["Month"]) <= "2026-03"]
    assert (total(last, "Sales"), total(last, "Revenue")) == (367, 3_925_044.75)


def test_proposals_in_process_are_counted_by_the_day(plan: Path) -> None:
    team = [
        row
        for row in shown(plan, "Targets")
        if row["Metric"] == "Proposals in process" and not row["Rep ID"]
    ]
    assert round(float(str(team[0]["Last actual"])), 3) == 108.616


def test_its_goals_are_plausible(plan: Path) -> None:
    goals = {
        row["Metric"]: float(str(row["Suggested"]))
        for row in shown(plan, "Targets")
        if not row["Rep ID"] and not row["Product"] and not row["Territory"]
    }
    assert 3_600_000 < goals["Revenue"] < 4_300_000
    assert 330 < goals["Sales"] < 410
    assert run("check", plan).stdout.strip() == "No problems."


@pytest.mark.parametrize(
    ("file", "more"),
    [
        ("quotas_wide.csv", ("--source", "quotas_fq.csv")),
        ("quotas_long.csv", ("--source", "quotas_fq.csv", "--calendar")),
    ],
)
def test_goals_in_other_layouts_are_the_same(
    plan: Path, tmp_path: Path, file: str, more: tuple[str, ...]
) -> None:
    other = tmp_path / "plan.xlsx"
    other.write_bytes(plan.read_bytes())
    done = run("import", other, "Last targets", DATA / file, *more)
    assert done.returncode == 0, done.stdout + done.stderr
    before, after = by_month(plan), by_month(other)
    assert len(after) >= 90
    assert {key: before[key] for key in after} == pytest.approx(after)


def by_month(plan: Path) -> dict[tuple[str, str], float]:
    """Goals by rep and month; Tom left in autumn, which one file tells as 0 and one not at all."""
    return {
        (str(row["Rep ID"]), str(row["Month"])): float(str(row["Target"]))
        for row in shown(plan, "Last targets")
        if row["Rep ID"] != "TR" or str(row["Month"]) < "2025-10"
    }


def test_seven_later_months_are_held_against_what_was_agreed(plan: Path, tmp_path: Path) -> None:
    later = tmp_path / "plan.xlsx"
    later.write_bytes(plan.read_bytes())
    for words in (
        ("negotiate", "propose", later, "all"),
        ("negotiate", "agree", later, "all", "--why", "settled in person on 2 April"),
        ("import", later, "History", DATA / "crm_new.csv"),
        ("track", later),
    ):
        done = run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
    team = next(row for row in shown(later, "Tracking") if not row["Rep ID"])
    assert round(float(str(team["Actual"])), 2) == 2_456_494.79
