"""Scenarios: sets of assumptions side by side; what differs takes the place of what is shared."""

import numpy as np
import pandas as pd
import pytest

from small_team import START, changed, history, reps
from xlgoals.domain.plan_settings import Settings
from xlgoals.sums.history.monthly_history import tidy
from xlgoals.sums.suggest import scenarios


def assumed(*rows: tuple[str, str, float, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["kind", "scope", "next_period", "scenario"])
    return table.assign(unit="share", to=np.nan, **{"from": np.nan})


GROWTH = ("Market growth", "all", 0.10, "")


def compared(*rows: tuple[str, str, float, str], settings: Settings | None = None) -> pd.DataFrame:
    team = reps(2)
    return scenarios.compared(
        tidy(history(100_000.0, 50_000.0), team, START),
        team,
        settings or Settings(START),
        assumed(*rows),
        changed(),
    )


def test_the_base_comes_first_and_names_are_one_whatever_their_case() -> None:
    rows = assumed(GROWTH, ("Price", "all", 0.1, "Good"), ("Other", "all", 0.1, "GOOD"))
    assert scenarios.names(rows) == ("", "Good")
    assert scenarios.find(rows, " good ") == "Good"
    assert scenarios.find(rows, "bad") is None


def test_a_row_of_a_scenario_takes_the_place_of_the_one_it_differs_from() -> None:
    """10 % growth for all, but 20 % in Good, where the price of 5 % is shared."""
    table = compared(GROWTH, ("Price", "all", 0.05, ""), ("Market growth", "", 0.2, "Good"))
    whole = table.iloc[0]
    assert whole["rep"] == "Team"
    assert whole[""] == pytest.approx(1_800_000 * 1.1 * 1.05)
    assert whole["Good"] == pytest.approx(1_800_000 * 1.2 * 1.05)


def test_another_scope_is_added_not_replaced() -> None:
    rows = (GROWTH, ("Market growth", "rep: R2", 0.1, "Good"))
    table = compared(*rows).set_index("rep_id")
    assert table.loc["R1", "Good"] == table.loc["R1", ""]
    assert table.loc["R2", "Good"] == pytest.approx(600_000 * 1.1 * 1.1)


def test_the_reps_add_up_to_the_team_in_every_scenario() -> None:
    table = compared(
        GROWTH,
        ("Competitor", "rep: R1", -0.3, "Bad"),
        ("Turnover", "all", 0.5, "Worse"),
        settings=Settings(START, goal=2_000_000, top_down=0.5, unit=1000),
    )
    for name in ("", "Bad", "Worse"):
        assert table[name].iloc[1:].sum() == pytest.approx(table[name].iloc[0])
        assert table[name].iloc[0] <= table[""].iloc[0]
