"""Why a goal is what it is: sentences whose numbers are those of the plan."""

from pathlib import Path

import pytest

from xlgoals import actions
from xlgoals.errors import InputError
from xlgoals.hosts.closed_file import ClosedFile
from xlgoals.plan import typed_rows
from xlgoals.workbook.sheets import targets, team


def test_the_steps_add_up_to_the_goal_of_every_rep(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    for rep_id, goal in typed_rows(plan, team.TABLE)[1][["rep_id", "suggested"]].to_numpy():
        found = actions.explain(plan, rep_id)
        assert found.steps[0].name == "Baseline"
        assert sum(step.adds for step in found.steps) == pytest.approx(goal, abs=0.02)
        assert found.steps[-1].total == pytest.approx(goal, abs=0.02)
        assert found.goal == goal


def test_the_sentences_name_goal_chance_activities_and_parts(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    table = typed_rows(plan, targets.TABLE)[1]
    line = table[(table["rep_id"] == "R01") & (table["metric"] == "Revenue")].iloc[0]
    text = "\n".join(actions.explain(plan, "Anna").sentences)
    assert text.startswith(f"Anna Lindqvist: {line['suggested']:,.0f} suggested")
    assert f"The chance of reaching it is {line['chance']:.0%}" in text
    assert "Competitor -" in text
    assert "Presentations: " in text
    assert "By product: Bench scales " in text


@pytest.mark.parametrize("name", ["R01", "r01", "Anna Lindqvist", "anna", "Lindq"])
def test_a_rep_is_found_by_id_name_or_its_beginning(sample: Path, name: str) -> None:
    assert actions.explain(ClosedFile.open(sample), name).rep == "Anna Lindqvist"


def test_the_team_is_explained_too(sample: Path) -> None:
    found = actions.explain(ClosedFile.open(sample), "Team")
    assert "Sum of all reps." in found.sentences[1]


@pytest.mark.parametrize("name", ["Nobody", "", "R0"])
def test_an_unknown_rep_is_told_with_all_names(sample: Path, name: str) -> None:
    with pytest.raises(InputError, match="Anna Lindqvist, José Almeida"):
        actions.explain(ClosedFile.open(sample), name)


def test_without_goals_the_next_step_is_told(empty: Path) -> None:
    with pytest.raises(InputError, match="run xlgoals regenerate first"):
        actions.explain(ClosedFile.open(empty), "Anna")
