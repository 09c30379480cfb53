"""Regenerate: what is worked out between reading and writing needs no workbook."""

import datetime as dt

import numpy as np
import pandas as pd

from memory_plan import MemoryPlan
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.plan import Plan, read_plan
from xlgoals.verbs.regenerate import regenerate, worked_out

NOW = dt.datetime(2026, 11, 3, 9, 30)


def sample() -> MemoryPlan:
    return MemoryPlan(dict(new_plan(dt.date(2027, 1, 1), sample=True).rows))


def test_goals_are_worked_out_from_a_plan_alone_and_are_those_that_are_written() -> None:
    plan: Plan = read_plan(sample())
    frames = {
        name: value.copy() for name, value in vars(plan).items() if isinstance(value, pd.DataFrame)
    }
    goals = worked_out(plan)
    for name, frame in frames.items():
        assert frame.equals(getattr(plan, name)), f"{name} was changed on the way"
    assert "history" in frames
    suggested = goals.suggestion.team["suggested"].sum()
    assert suggested > 0
    assert np.isclose(regenerate(sample(), NOW).suggested, suggested, rtol=1e-12)
