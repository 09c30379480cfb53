"""Metrics against answers worked out by hand, in tests/truth."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from xlgoals.domain import rates
from xlgoals.domain.metrics import DEFAULT
from xlgoals.sums.history import last_targets, rep_metrics
from xlgoals.sums.history.monthly_history import tidy
from xlgoals.sums.history.two_year_history import two_year_history
from xlgoals.sums.review.attainment import looked_at
from xlgoals.tables.computed import with_formulas
from xlgoals.tables.sheets import metrics

TRUTH = Path(__file__).parent.parent / "truth" / "metrics.csv"
CASES = list(csv.DictReader(TRUTH.read_text(encoding="utf-8").splitlines()))
START = 684


@pytest.mark.parametrize("case", CASES, ids=[f"{c['metric']}: {c['worked out']}" for c in CASES])
def test_a_metric_gives_the_answer_worked_out_by_hand(case: dict[str, str]) -> None:
    given = [float(case[name]) if case[name] else np.nan for name in ("a", "b")]
    answer = np.nan if case["answer"] == "#N/A" else float(case["answer"])
    found = getattr(rates, case["metric"])(*given)
    assert found == pytest.approx(answer, nan_ok=True)


def in_process(*proposals: tuple[float, float], start: int = 0, end: int = 10) -> float:
    opened, closed = (np.array(days, float) for days in zip(*proposals, strict=True))
    return rep_metrics.average_in_process(
        opened, closed, np.zeros(len(opened), int), 1, start, end
    )[0]


def test_proposals_in_process_are_a_time_average() -> None:
    """Days 2 to 7 and 5 to 10 of ten: (5 + 5) ÷ 10 = 1, though none was open on the first day."""
    assert in_process((2, 7), (5, 10)) == 1.0


def test_open_proposals_count_up_to_the_end() -> None:
    """Leaving them out would halve it: (5 + 6) ÷ 10."""
    assert in_process((2, 7), (4, np.nan)) == 1.1


def test_only_the_days_of_the_period_count() -> None:
    assert in_process((-20, 30)) == 1.0
    assert in_process((-20, -5), (15, 20)) == 0.0


def table() -> pd.DataFrame:
    rows = [
        ("R1", "North", "A", 100.0, 10.0, 40.0),
        ("R1", "North", "B", 50.0, 5.0, 10.0),
        ("R2", "South", "A", 30.0, 1.0, 50.0),
    ]
    names = ["rep_id", "territory", "product", "revenue", "sales", "presentations"]
    frame = pd.DataFrame(rows, columns=names)
    for name in DEFAULT.measures:
        if name not in frame:
            frame[name] = np.nan
    return frame.assign(month=float(START - 1))


TEAM = pd.DataFrame(
    {
        "rep_id": ["R1", "R2"],
        "rep": ["One", "Two"],
        "territory": ["North", "South"],
        "hired": np.array(["NaT"] * 2, "datetime64[s]"),
        "left": np.array(["NaT"] * 2, "datetime64[s]"),
    }
)
NONE = pd.DataFrame({"rep_id": [], "opened": [], "closed": [], "value": []})


def test_the_teams_rates_come_from_sums_never_from_an_average_of_rates() -> None:
    """16 ÷ 100 = 16 %; the mean of 30 % and 2 % would also be 16 % by chance, so not 15 ÷ 50."""
    past = tidy(table(), TEAM, START)
    sums = rep_metrics.rep_metrics(past, TEAM, NONE, np.array([100.0, np.nan]))
    found = with_formulas(metrics.TABLE, sums)
    rates = found.set_index("rep")["close_rate"]
    assert rates["Team"] == 16 / 100
    assert (rates["One"], rates["Two"]) == (0.3, 0.02)
    prices = found.set_index("rep")["average_sale"]
    assert prices["Team"] == pytest.approx(180 / 16)
    assert np.isnan(found["proposals"]).all()


def targets(*rows: tuple[str, str, str, float, float]) -> pd.DataFrame:
    names = ["rep_id", "territory", "product", "month", "target"]
    return pd.DataFrame(rows, columns=names).assign(metric="Revenue")


def test_a_goal_for_all_counts_and_its_parts_do_not_count_again() -> None:
    asked = last_targets.revenue_targets(
        targets(
            ("R1", "", "", np.nan, 120.0),
            ("R1", "", "A", np.nan, 80.0),
            ("R2", "", "A", float(START - 1), 25.0),
            ("R2", "", "B", float(START - 1), 15.0),
            ("R2", "", "B", float(START - 30), 99.0),
        ),
        np.array([START - 1]),
    )
    assert last_targets.by_rep(asked).to_dict() == {"R1": 120, "R2": 40}


def test_the_review_holds_goals_against_results_on_every_level() -> None:
    past = tidy(table(), TEAM, START)
    asked = targets(("R1", "", "", np.nan, 120.0))
    found = looked_at(two_year_history(past, table(), 6.0), TEAM, asked).set_index(["by", "id"])
    assert found.loc[("Rep", "R1"), "attainment"].item() == 1.25
    assert np.isnan(found.loc[("Rep", "R2"), "target"].item())
    assert found.loc[("Team", ""), "gap"].item() == 60
    assert found.loc[("Product", "A"), "actual"].item() == 130
    assert found.loc[("Territory", "South"), "actual"].item() == 30
