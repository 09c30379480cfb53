"""The plan's own past, told from before it came: never with a look ahead."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from xlgoals.domain.metrics import DEFAULT
from xlgoals.sums.forecast import backtest
from xlgoals.sums.history.monthly_history import tidy
from xlgoals.sums.suggest.assumption_effects import Staffing

START, MONTHS = 684, 36
RNG = np.random.default_rng(3)


def history_of(sales: np.ndarray) -> object:
    """A history with a rep a row, months up to the period."""
    reps = [f"R{at}" for at in range(len(sales))]
    rows = [
        {"month": float(START - sales.shape[1] + month), "rep_id": rep, "revenue": value}
        for rep, line in zip(reps, sales, strict=True)
        for month, value in enumerate(line)
    ]
    frame = pd.DataFrame(rows).assign(territory="", product="")
    for name in DEFAULT.measures:
        if name not in frame:
            frame[name] = np.nan
    nat = pd.Series(np.full(len(reps), np.datetime64("NaT", "s")))
    team = pd.DataFrame({"rep_id": reps, "rep": reps, "territory": "", "hired": nat, "left": nat})
    return tidy(frame, team, START)


def trials(history: object) -> pd.DataFrame:
    reps = len(history.reps)
    people = Staffing(np.zeros((reps, 12)), np.full(reps, 2.0), np.full(reps, 6.0))
    return backtest.trials(history, people)


def test_a_past_that_repeats_itself_is_told_without_an_error() -> None:
    cases = trials(history_of(np.full((3, MONTHS), 100.0)))
    table = backtest.table(cases).set_index(["from", "method"])
    whole = table[table.index.get_level_values(0).isna()]["error"].droplevel(0)
    assert whole[backtest.OURS] == pytest.approx(0, abs=1e-9)
    assert whole["Last year"] == 0
    assert whole["Last year + 5%"] == pytest.approx(0.05)


def test_a_rep_on_the_schedule_is_told_at_full_strength() -> None:
    """Hired in the seventh month; 25, 50 and 75 % by quarter of the 100 that the others bring."""
    schedule = tuple(share for share in (0.25, 0.5, 0.75, 1.0) for _ in range(3))
    sales = np.full((4, MONTHS), 100.0)
    sales[3, :18] = [0.0] * 6 + [100 * share for share in schedule]
    hired = np.array([np.nan] * 3 + [START - MONTHS + 6.0])
    past = replace(history_of(sales), hired=hired)
    told = []
    for ramp in (schedule, ()):
        months = np.full(4, np.nan if ramp else 0.0)
        cases = backtest.trials(past, Staffing(np.zeros((4, 12)), np.full(4, 2.0), months, ramp))
        first = cases[cases["origin"] == cases["origin"].min()].set_index("rep")
        told.append(first[backtest.OURS] / first["came"])
    assert told[0].iloc[3] == pytest.approx(told[0].iloc[0], rel=0.01)
    assert told[1].iloc[3] < told[1].iloc[0] * 0.9


def test_the_measures_are_as_worked_out_by_hand() -> None:
    """100 a month, then 120, then 150: last year's 1,200 for 1,440 is off by 1 ÷ 6, bias the same.

    A month is off by 20, and lay 20 from the year before it, or had not moved yet.
    """
    sales = np.repeat([[100.0, 120.0, 150.0]], 12, axis=1)
    cases = trials(history_of(np.vstack([sales, 2 * sales])))
    table = backtest.table(cases).set_index(["from", "method"])
    last = table.loc[(START - 12.0, "Last year")]
    assert last["cases"] == 2
    assert last["error"] == pytest.approx(30 / 150)
    assert last["annual"] == pytest.approx(30 / 150)
    assert last["mase"] == pytest.approx(30 / 20)
    assert last["bias"] == pytest.approx(-30 / 150)


def test_what_comes_later_is_not_known_before() -> None:
    sales = RNG.gamma(4, 25, (4, MONTHS))
    other = sales.copy()
    other[:, 24:] *= 3
    one, two = (trials(history_of(s)) for s in (sales, other))
    early = one["origin"] < START - MONTHS + 24 + 1
    guesses = [*backtest.METHODS, *map(str, backtest.STATED)]
    assert early.sum() > 0
    assert one.loc[early, guesses].equals(two.loc[early, guesses])
    assert not one.loc[~early, guesses].equals(two.loc[~early, guesses])


def test_goals_with_a_smaller_chance_are_higher_and_reached_less_often() -> None:
    cases = trials(history_of(RNG.gamma(4, 25, (40, MONTHS))))
    goals = cases[[str(stated) for stated in backtest.STATED]].to_numpy(float)
    assert (np.diff(goals, axis=1) < 0).all()
    table = backtest.table(cases)
    reached = table["reached"].dropna().to_numpy(float)
    assert (np.diff(reached) > 0).all()
    assert len(reached) == len(backtest.STATED)


def test_only_reps_who_were_there_all_the_time_take_part() -> None:
    sales = np.full((2, MONTHS), 100.0)
    sales[1, :20] = np.nan
    cases = trials(history_of(sales))
    assert cases["rep"].value_counts()["R0"] > cases["rep"].value_counts().get("R1", 0)


def test_a_short_past_gives_no_trial() -> None:
    assert not len(trials(history_of(np.full((2, 23), 100.0))))
