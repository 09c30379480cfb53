"""Why a goal is what it is: sentences whose numbers are those of the plan."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from conformance.recalculation import assert_shows_what_it_gives
from conftest import NOW
from memory_plan import MemoryPlan
from xlgoals.domain.errors import InputError
from xlgoals.hosts.closed import ClosedFile
from xlgoals.tables.sheets import goal_steps, reps, targets, team
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.explain import explain
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.report import report


def test_the_steps_add_up_to_the_goal_of_every_rep(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    for rep_id, goal in typed_rows(plan, team.TABLE)[1][["rep_id", "suggested"]].to_numpy():
        found = explain(plan, rep_id)
        assert found.steps[0].name == "Baseline"
        assert sum(step.adds for step in found.steps) == pytest.approx(goal, abs=0.02)
        assert found.steps[-1].total == pytest.approx(goal, abs=0.02)
        assert found.goal == goal


def test_the_sentences_name_goal_chance_activities_and_parts(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    table = typed_rows(plan, targets.TABLE)[1]
    line = table[(table["rep_id"] == "R01") & (table["metric"] == "Revenue")].iloc[0]
    text = "\n".join(explain(plan, "Anna").sentences)
    assert text.startswith(f"Anna Lindqvist: {line['suggested']:,.0f} suggested")
    assert f"The chance of reaching it is {line['chance']:.0%}" in text
    assert "Competitor -" in text
    assert "Presentations: " in text
    assert "By product: Bench scales " in text


def test_what_was_assumed_last_time_stands_beside_how_it_came(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    north, west = ("\n".join(explain(plan, name).sentences) for name in ("R01", "R12"))
    assert "Market growth: last period 4.0% assumed, 3.5% came; 3.0% now." in north
    assert "Vacancy: last period 1 month assumed, 3 months came; 3 months now." in north
    assert "Competitor (North): last period 0.0% assumed, -18.0% came; -3.0% now." in north
    assert "Competitor (North)" not in west


@pytest.mark.parametrize("name", ["R01", "r01", "Anna Lindqvist", "anna", "Lindq"])
def test_a_rep_is_found_by_id_name_or_its_beginning(sample: Path, name: str) -> None:
    assert explain(ClosedFile.open(sample), name).rep == "Anna Lindqvist"


def test_one_of_two_reps_with_the_same_name_is_not_just_taken() -> None:
    plan = MemoryPlan(dict(new_plan(dt.date(2027, 1, 1), sample=True).rows))
    people = [list(row) for row in plan.rows[reps.TABLE.name]]
    at, name = (reps.TABLE.headers.index(header) for header in ("Rep ID", "Rep"))
    rows = {row[at]: row for row in people}
    rows["R03"][name] = rows["R01"][name]
    plan.write(reps.TABLE, people)
    regenerate(plan, NOW)
    with pytest.raises(InputError, match=r"more than one of: Anna L\w+ \(R01\), Anna L\w+ \(R03\)"):
        explain(plan, "Anna Lindqvist")
    assert explain(plan, "R01").goal != explain(plan, "R03").goal


def test_the_team_is_explained_too(sample: Path) -> None:
    found = explain(ClosedFile.open(sample), "Team")
    assert "Sum of all reps." in found.sentences[1]


@pytest.mark.parametrize("name", ["Nobody", "", "R0"])
def test_an_unknown_rep_is_told_with_all_names(sample: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"Anna Lindqvist \(R01\), José Almeida \(R02\)"):
        explain(ClosedFile.open(sample), name)


def test_without_goals_the_next_step_is_told(empty: Path) -> None:
    with pytest.raises(InputError, match="run xlgoals regenerate first"):
        explain(ClosedFile.open(empty), "Anna")


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["Team", "José Almeida", "Nobody at all"])
def test_the_steps_of_the_goal_that_is_picked_stand_on_their_sheet(sample: Path, name: str) -> None:
    """Formulas find them; what the file shows at once is what LibreOffice works out."""
    plan = ClosedFile.open(sample)
    plan.write_cells("Goal steps", {"C5": name})
    plan.save(NOW)
    plan = ClosedFile.open(sample)
    regenerate(plan, NOW)
    plan.save(NOW)
    picked = "Team" if name.startswith("Nobody") else name
    plan = ClosedFile.open(sample)
    assert plan.cells("Goal steps", ["C5"]) == [picked]
    steps = typed_rows(plan, goal_steps.TABLE)[1].set_index("step")
    whole = explain(plan, picked)
    assert steps.loc["Suggested", "adds"] == whole.goal
    assert steps["adds"].iloc[:-1].sum() == pytest.approx(whole.goal)
    drawn = steps["below"] + steps["goal"] + steps["more"] + steps["less"]
    top = pd.concat([steps["makes"], steps["makes"].shift(fill_value=0)], axis=1).max(axis=1)
    assert drawn.iloc[1:-1].tolist() == pytest.approx(top.iloc[1:-1].tolist())
    assert_shows_what_it_gives(sample)


def test_steps_that_do_not_add_up_are_told_first_and_stop_the_report(sample: Path) -> None:
    """Somebody typed over a suggestion; what would be printed beside “add up” would be wrong."""
    plan = ClosedFile.open(sample)
    raw = plan.read(targets.TABLE)
    rows = [list(row) for row in raw.rows]
    rows[0][raw.headers.index("Suggested")] += 1000
    plan.write(targets.TABLE, rows)
    plan.save(NOW)
    plan = ClosedFile.open(sample)
    assert explain(plan, "Team").sentences[0].startswith("Targets: the steps of Team come to")
    with pytest.raises(InputError, match="the steps of Team come to"):
        report(plan)
