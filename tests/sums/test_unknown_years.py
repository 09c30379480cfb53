"""A year of which a month is unknown has no figure: neither the rep's nor the team's."""

import numpy as np
import pytest
from test_targets import line

from small_team import START, history, reps, suggested


@pytest.mark.parametrize("metric", ["Revenue", "Sales"])
def test_one_unknown_month_makes_last_year_unknown_for_the_rep_and_the_team(metric: str) -> None:
    past = history(1000.0, 2000.0, products=("A", "B"))
    past["sales"] = 10.0
    blank = (past["rep_id"] == "R1") & (past["month"] == START - 3) & (past["product"] == "A")
    past.loc[blank, metric.lower()] = np.nan
    found = suggested(past, reps(2))
    assert np.isnan(line(found, "R1", metric)["last_actual"])
    assert np.isnan(line(found, "", metric)["last_actual"])
    assert line(found, "R2", metric)["last_actual"] == {"Revenue": 24_000, "Sales": 240}[metric]
    assert line(found, "R2", metric)["suggested"] > 0


def test_a_rep_who_was_not_there_last_year_is_no_part_of_the_teams() -> None:
    past = history(1000.0, 2000.0)
    past["sales"] = 10.0
    team = reps(3, hired=["NaT", "NaT", "2027-03-01"])
    found = suggested(past, team)
    assert line(found, "")["last_actual"] == 36_000
    assert line(found, "", "Sales")["last_actual"] == 240
    assert np.isnan(line(found, "R3")["last_actual"])
