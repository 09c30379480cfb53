"""Track: goals come from what was agreed, and nothing that is imported later changes them."""

import shutil
from pathlib import Path

import numpy as np
import pytest

import played_period as played
from conformance.check import assert_conforms
from xlgoals.domain.errors import InputError
from xlgoals.hosts.closed import ClosedFile
from xlgoals.sums.track import tracking as words
from xlgoals.tables.language import Cell, Table
from xlgoals.tables.sheets import (
    history,
    leading_signs,
    metrics,
    review,
    settings,
    targets,
    targets_by_month,
    team,
    team_by_month,
    tracking,
    tracking_by_month,
    tracking_curve,
)
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.regenerate import regenerate as regenerate_plan
from xlgoals.verbs.track import Tracked
from xlgoals.verbs.track import track as track_plan
from xlgoals.views import start


def typed(path: Path, table: Table):  # type: ignore[no-untyped-def]
    return typed_rows(ClosedFile.open(path), table)[1]


def track(path: Path, through: str = "") -> Tracked:
    plan = ClosedFile.open(path)
    found = track_plan(plan, through)
    plan.save(played.NOW)
    return found


def regenerate(path: Path) -> None:
    plan = ClosedFile.open(path)
    regenerate_plan(plan, played.NOW)
    plan.save(played.NOW)


def set_value(path: Path, name: str, value: Cell) -> None:
    plan = ClosedFile.open(path)
    rows = [list(row) for row in plan.read(settings.TABLE).rows]
    next(row for row in rows if row[0] == name)[1] = value
    plan.write(settings.TABLE, rows)
    plan.save(played.NOW)


@pytest.fixture(scope="session")
def under_way(sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with all goals agreed and four months of the period imported."""
    path = Path(shutil.copy(sample_made, tmp_path_factory.mktemp("period") / "plan.xlsx"))
    played.agreed(path)
    played.bring_in(path, own={"R03": 0.8, "R05": 1.2})
    return path


@pytest.fixture
def plan(under_way: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(under_way, tmp_path / "plan.xlsx"))


def test_goals_are_what_was_agreed_and_actual_is_what_was_imported(plan: Path) -> None:
    found = track(plan)
    table = found.table.set_index("rep_id")
    agreed = typed(plan, team.TABLE).set_index("rep_id")["agreed"]
    assert table.loc["R01", "goal"] == agreed["R01"]
    rows = typed(plan, history.TABLE)
    came = rows[(rows["month"] >= played.START) & (rows["rep_id"] == "R01")]["revenue"].sum()
    assert table.loc["R01", "actual"] == pytest.approx(came)
    assert set(table["basis"][1:]) == {"agreed"}
    assert found.through == "Apr 2027"
    assert_conforms(plan)


def test_pace_is_against_the_season_and_not_against_days(plan: Path) -> None:
    table = track(plan).table.set_index("rep_id")
    months = typed(plan, targets_by_month.TABLE)
    own = months[months["rep_id"] == "R01"]["target"]
    due = table.loc["R01", "agreed"] * own[:4].sum() / own.sum()
    assert table.loc["R01", "plan_to_date"] == pytest.approx(due, abs=0.02)
    assert due != pytest.approx(table.loc["R01", "agreed"] * 4 / 12, rel=0.02)


def test_the_team_adds_up(plan: Path) -> None:
    table = track(plan).table
    for name in ("agreed", "goal", "plan_to_date", "actual", "projected", "so_far_a_month"):
        assert table[name][0] == pytest.approx(table[name][1:].sum(), abs=0.2), name
    months = typed(plan, tracking_by_month.TABLE)
    team_rows = months[months["rep_id"] == ""]
    assert team_rows["plan"].sum() == pytest.approx(table["goal"][0], abs=0.2)
    assert team_rows["actual_so_far"].dropna().iloc[-1] == pytest.approx(table["actual"][0])


def test_months_that_are_imported_later_alter_neither_what_was_suggested_nor_agreed(
    sample: Path,
) -> None:
    played.agreed(sample)
    regenerate(sample)
    tables = (
        targets.TABLE,
        targets_by_month.TABLE,
        team_by_month.TABLE,
        metrics.TABLE,
        review.TABLE,
    )
    before = {table.name: typed(sample, table) for table in (*tables, team.TABLE)}
    played.bring_in(sample, months=5, factor=3.0)
    track(sample)
    regenerate(sample)
    for table in tables:
        names = [c.name for c in table.columns]
        assert typed(sample, table)[names].equals(before[table.name][names]), table.name
    names = ["rep_id", "suggested", "agreed", "proposed", "status", "chance"]
    assert typed(sample, team.TABLE)[names].equals(before["Team"][names])


def test_an_amendment_holds_from_its_month_on_beside_what_was_agreed(plan: Path) -> None:
    played.ordered(plan, "sign", "R01", name="Boss")
    played.ordered(plan, "sign", "R01", name="Anna", who="rep")
    before = track(plan).table.set_index("rep_id").loc["R01"]
    done = played.ordered(plan, "amend", "R01", line="Revenue", value=600_000.0, reason="part-time",
                          valid_from="2027-07", name="Boss")  # fmt: skip
    assert done.taken, done.refused
    after = track(plan).table.set_index("rep_id").loc["R01"]
    months = typed(plan, targets_by_month.TABLE)
    share = months[months["rep_id"] == "R01"]["target"].to_numpy()
    share = share / share.sum()
    wanted = before["agreed"] * share[:6].sum() + 600_000 * share[6:].sum()
    assert after["goal"] == pytest.approx(wanted, abs=0.02)
    assert (after["agreed"], after["amended"]) == (before["agreed"], 600_000)
    assert after["from"] == played.START + 6
    assert after["plan_to_date"] == before["plan_to_date"], "nothing is due earlier or later by it"
    rows = typed(plan, tracking_by_month.TABLE)
    own = rows[rows["rep_id"] == "R01"]
    assert own["agreed"].sum() == pytest.approx(before["agreed"], abs=0.1)
    assert own["plan"].sum() == pytest.approx(wanted, abs=0.1)


def test_what_was_typed_on_team_counts_where_nothing_was_negotiated(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    rows = [list(row) for row in plan.read(team.TABLE).rows]
    rows[0][team.TABLE.headers.index("Agreed")] = 700_000.0
    plan.write(team.TABLE, rows)
    plan.save(played.NOW)
    found = track(sample).table.set_index("rep_id")
    assert (found.loc["R01", "goal"], found.loc["R01", "basis"]) == (700_000, "typed on Team")
    assert found.loc["R02", "basis"] == "suggested only"


def test_a_goal_that_is_talked_about_again_is_not_an_agreed_one(plan: Path) -> None:
    assert played.ordered(plan, "reopen", "R01", line="Revenue", reason="part-time").taken
    found = track(plan).table.set_index("rep_id")
    assert found.loc["R01", "basis"] == "suggested only"
    assert found.loc["R02", "basis"] == "agreed"


def test_before_anything_came_the_projection_is_the_range_of_the_suggestion(sample: Path) -> None:
    played.agreed(sample)
    found = track(sample)
    own = typed(sample, targets.TABLE)
    own = own[(own["metric"] == "Revenue") & (own["product"] == "") & (own["territory"] == "")]
    own = own.set_index("rep_id")
    table = found.table.set_index("rep_id")
    for rep_id in table.index[1:]:
        for mine, theirs in (("low", "low"), ("projected", "middle"), ("high", "high")):
            assert table.loc[rep_id, mine] == pytest.approx(own.loc[rep_id, theirs], rel=1e-3)
        assert table.loc[rep_id, "chance"] == pytest.approx(own.loc[rep_id, "chance"], abs=2e-3)
    assert set(table["status"]) == {words.NOT_BEGUN}
    assert found.sentences[0].startswith("Nothing of the period has come yet")


def test_a_blank_among_the_months_makes_that_rep_and_the_team_unknown_and_nobody_else(
    plan: Path,
) -> None:
    file = ClosedFile.open(plan)
    raw = file.read(history.TABLE)
    rows = [list(row) for row in raw.rows]
    at = next(i for i, row in enumerate(rows) if str(row[0])[:7] == "2027-02" and row[1] == "R01")
    rows[at][raw.headers.index("Revenue")] = None
    file.write(history.TABLE, rows)
    file.save(played.NOW)
    found = track(plan)
    table = found.table.set_index("rep_id")
    assert table.loc["R01", "status"] == words.UNKNOWN
    assert table.loc["", "status"] == words.UNKNOWN
    assert np.isnan(table.loc["R01", "projected"])
    assert table.loc["R02", "status"] != words.UNKNOWN


def test_a_month_that_was_left_out_is_named(plan: Path) -> None:
    file = ClosedFile.open(plan)
    rows = [row for row in file.read(history.TABLE).rows if str(row[0])[:7] != "2027-02"]
    file.write(history.TABLE, rows)
    file.save(played.NOW)
    found = track(plan)
    assert "nothing for Feb 2027" in [problem.found for problem in found.problems]
    assert set(found.table["status"]) == {words.UNKNOWN}


def test_a_month_can_be_named_up_to_which_it_counts(plan: Path) -> None:
    whole, half = track(plan), track(plan, "2027-02")
    assert half.through == "Feb 2027"
    assert half.table["actual"][0] < whole.table["actual"][0]
    with pytest.raises(InputError, match="no month of the period Jan 2027 to Dec 2027"):
        track(plan, "2028-02")
    with pytest.raises(InputError, match="Nothing was imported for Sep 2027"):
        track(plan, "2027-09")
    with pytest.raises(InputError, match="no month of the period"):
        track(plan, "soon")


def test_a_period_that_follows_the_history_cannot_be_followed(plan: Path) -> None:
    set_value(plan, "Period start", None)
    with pytest.raises(InputError, match="Period start is blank"):
        track(plan)


def test_who_sells_without_a_goal_is_named(plan: Path) -> None:
    file = ClosedFile.open(plan)
    rows = [list(row) for row in file.read(history.TABLE).rows]
    like = next(row for row in reversed(rows) if row[1] == "R01")
    rows.append(["R10" if cell == "R01" else cell for cell in like])
    file.write(history.TABLE, rows)
    file.save(played.NOW)
    told = [str(problem) for problem in track(plan).problems]
    assert any("sold" in text and "without a goal" in text for text in told), told


def test_the_note_of_the_manager_stays_and_start_says_that_the_period_is_followed(
    plan: Path,
) -> None:
    track(plan)
    file = ClosedFile.open(plan)
    rows = [list(row) for row in file.read(tracking.TABLE).rows]
    rows[3][-1] = "see the dairy with her"
    file.write(tracking.TABLE, rows)
    file.save(played.NOW)
    track(plan)
    table = typed(plan, tracking.TABLE)
    assert table.loc[table["rep_id"] == rows[3][0], "note"].iloc[0] == "see the dairy with her"
    step = next(label for label in start.SHEET.labels if "COUNT(Tracking[" in label.text)
    assert ClosedFile.open(plan).cells("Start", [step.at]) == [start.DONE]


def test_short_activities_say_when_revenue_is_at_risk(plan: Path) -> None:
    found = track(plan)
    short = found.signs[found.signs["status"] == words.BEHIND]
    assert len(short)
    text = short["what_it_means"].iloc[0]
    assert "revenue at risk in" in text
    assert text.endswith("days.")
    table = typed(plan, leading_signs.TABLE)
    assert set(table["sign"]) == {
        "Opportunities", "Proposals", "Proposals in process", "Presentations",
    }  # fmt: skip


def test_the_curve_is_that_of_the_one_who_is_picked(plan: Path) -> None:
    track(plan)
    file = ClosedFile.open(plan)
    file.write_cells(tracking_curve.SHEET.name, {tracking_curve.WHO: "José Almeida"})
    file.save(played.NOW)
    track(plan)
    curve, months = typed(plan, tracking_curve.TABLE), typed(plan, tracking_by_month.TABLE)
    own = months[months["rep"] == "José Almeida"]
    assert curve["plan_so_far"].tolist() == own["plan_so_far"].tolist()


def test_without_goals_there_is_a_sentence(empty: Path) -> None:
    with pytest.raises(InputError, match="press Regenerate"):
        track(empty)
