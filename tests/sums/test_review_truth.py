"""Attainment and causes against answers that were worked out by hand, in tests/truth."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from small_team import NOBODY, START, assumed, changed, reps
from xlgoals.domain.metrics import DEFAULT
from xlgoals.sums.history.monthly_history import tidy
from xlgoals.sums.review.last_year import Review, review

TRUTH = Path(__file__).parents[1] / "truth"
FUNNEL = ["presentations", "sales", "revenue"]
PEOPLE: dict[str, dict[str, list[object]]] = {
    "somebody left": {"left": ["2026-06-30", "NaT"]},
    "a territory moved": {"hired": ["NaT", "2026-01-01"]},
    "a hire": {"hired": ["NaT", "2026-10-01"]},
}
RAMPS = {"a territory moved": 1.0}


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(TRUTH / f"review_{name}.csv", keep_default_na=False)


def numbers(values: pd.Series) -> pd.Series:
    return pd.to_numeric(values.mask(values == ""))


def rows_of(case: str) -> pd.DataFrame:
    """A row a month: a year's sums stand in the first of its months, zeros in the others."""
    mine = table("history").query("case == @case")
    left = {("somebody left", "R1"): 678}
    first = {("a hire", "R2"): START - 3, ("a territory moved", "R2"): START - 12}
    rows = []
    for row in mine.to_dict("records"):
        begin = START - 12 if row["year"] == "last" else START - 24
        who = (case, row["rep"])
        begin = max(begin, first.get(who, begin))
        end = min(START if row["year"] == "last" else START - 12, left.get(who, START))
        for month in range(begin, end):
            values = [
                row[name] if month == begin else (0 if row[name] != "" else "") for name in FUNNEL
            ]
            rows.append([month, row["rep"], row["territory"], row["product"], *values])
    made = pd.DataFrame(rows, columns=["month", "rep_id", "territory", "product", *FUNNEL])
    other = [name for name in DEFAULT.measures if name not in FUNNEL]
    made = made.assign(**dict.fromkeys(other, np.nan))
    return made.astype({"month": float}).assign(**{name: numbers(made[name]) for name in FUNNEL})


def looked_at(case: str) -> Review:
    rows = rows_of(case)
    team = reps(rows["rep_id"].nunique(), **PEOPLE.get(case, {}))
    goals = table("goals").query("case == @case")
    goals = goals.rename(columns={"rep": "rep_id"}).assign(
        month=np.nan, target=numbers(goals["target"])
    )
    ramp = assumed(("Ramp", "all", RAMPS.get(case, 6.0)), unit="months")
    ramp = ramp.assign(id="A1", last_period_assumed=np.nan, last_period_actual=np.nan)
    past = tidy(rows, team, START)
    return review(
        past,
        rows,
        reps=team,
        last_targets=goals,
        assumptions=ramp,
        changes=changed(),
        proposals=NOBODY,
    )


ANSWERS = table("answers").to_dict("records")


@pytest.mark.parametrize(
    "answer", ANSWERS, ids=[f"{a['case']}: {a['key']} {a['column']}" for a in ANSWERS]
)
def test_the_answer_that_was_worked_out(answer: dict[str, str]) -> None:
    found = looked_at(answer["case"])
    about = answer["about"]
    if about == "Causes":
        row = found.causes.table.iloc[found.causes.row(answer["key"])]
    else:
        other = about in {"Presentations", "Close rate"}
        level, metric = ("Rep", about) if other else (about, "Revenue")
        table = found.attained.set_index(["by", "metric", "id"])
        rows = table.loc[[(level, metric, answer["key"])]]
        (row,) = [one for _, one in rows.iterrows()]
    assert row[answer["column"]] == pytest.approx(float(answer["answer"]), nan_ok=True)
