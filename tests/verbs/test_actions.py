"""The actions on a plan: what the buttons and the commands do."""

import datetime as dt
import itertools
import zipfile
from pathlib import Path

import numpy as np
import pytest
from lxml import etree
from openpyxl.utils import get_column_letter

from conformance.check import assert_conforms, openpyxl_values
from xlgoals.domain.errors import InputError
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.closed.workbook_parts import sheet_parts
from xlgoals.hosts.source_file import read_source
from xlgoals.tables.language import Cell, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import (
    assumptions,
    changes,
    history,
    last_targets,
    metrics,
    reps,
    review,
    settings,
    targets,
    team,
)
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.check import check
from xlgoals.verbs.explain import explain
from xlgoals.verbs.import_rows import import_rows
from xlgoals.verbs.regenerate import Regenerated, regenerate
from xlgoals.verbs.scenarios import compare, use_scenario

NOW = dt.datetime(2026, 11, 3, 9, 30)


def regenerated(path: Path) -> Regenerated:
    plan = ClosedFile.open(path)
    result = regenerate(plan, NOW)
    plan.save(NOW)
    return result


def filled(path: Path, table: Table, *rows: dict[str, Cell]) -> None:
    """Rows by header, written into a table."""
    plan = ClosedFile.open(path)
    plan.write(table, [[row.get(header) for header in table.headers] for row in rows])
    plan.save(NOW)


def typed(path: Path, table: Table):  # type: ignore[no-untyped-def]
    return typed_rows(ClosedFile.open(path), table)[1]


def set_value(path: Path, name: str, value: Cell) -> None:
    plan = ClosedFile.open(path)
    rows = [list(row) for row in plan.read(settings.TABLE).rows]
    next(row for row in rows if row[0] == name)[1] = value
    plan.write(settings.TABLE, rows)
    plan.save(NOW)


def test_the_sample_has_no_problems_and_every_file_of_it_conforms(sample: Path) -> None:
    assert check(ClosedFile.open(sample)) == ()
    assert_conforms(sample)


def test_regenerating_twice_changes_no_number(sample: Path) -> None:
    before = openpyxl_values(sample)
    regenerated(sample)
    after = openpyxl_values(sample)
    for sheet in before:
        if sheet != "Start":
            assert after[sheet] == before[sheet], sheet


def test_formula_cells_show_what_they_would_compute(sample: Path) -> None:
    frame = typed(sample, metrics.TABLE)
    assert frame["close_rate"].tolist() == pytest.approx(
        (frame["sales"] / frame["presentations"]).tolist(), nan_ok=True
    )
    assert frame.loc[0, "rep"] == "Team"
    assert frame.loc[0, "revenue"] == frame.loc[1:, "revenue"].sum()


def test_all_that_a_user_added_is_there_part_by_part_after_a_regenerate(sample: Path) -> None:
    added = {
        "xl/pivotTables/pivotTable1.xml": b"<pivotTableDefinition/>",
        "xl/slicers/slicer1.xml": b"<slicers/>",
        "xl/threadedComments/threadedComment1.xml": b"<ThreadedComments/>",
        "xl/charts/chart99.xml": b"<c:chartSpace xmlns:c='urn:mine'/>",
        "xl/vbaProject.bin": bytes(range(256)) * 9,
        "customUI/customUI14.xml": b"<customUI/>",
        "customXml/item1.xml": b"<mine/>",
    }
    with zipfile.ZipFile(sample, "a", zipfile.ZIP_DEFLATED) as file:
        for name, part in added.items():
            file.writestr(name, part)
    before = package_parts(sample)
    set_value(sample, "Company goal", 12_000_000.0)
    regenerated(sample)
    after = package_parts(sample)
    assert list(after) == list(before)
    changed = {name for name in before if before[name] != after[name]}
    assert not changed & set(added)
    kinds = ("xl/worksheets/sheet", "xl/tables/table", "xl/charts/chart", "xl/workbook.xml")
    assert all(name.startswith(kinds) for name in changed), changed


def package_parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_what_the_manager_typed_stays_with_its_rep(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    rows = [list(row) for row in plan.read(team.TABLE).rows]
    agreed, note = (team.TABLE.headers.index(header) for header in ("Agreed", "Note"))
    rows[2][agreed], rows[2][note] = 700_000.0, "wants the dairy account"
    plan.write(team.TABLE, rows)
    plan.save(NOW)
    set_value(sample, "Company goal", 9_900_000.0)
    regenerated(sample)
    frame = typed(sample, team.TABLE).set_index("rep_id")
    assert frame.loc["R03", ["agreed", "note"]].tolist() == [700_000, "wants the dairy account"]
    assert frame["agreed"].notna().sum() == 1
    start = openpyxl_values(sample)["Start"]
    assert start[7, 7] == 700_000


def test_the_order_in_which_the_manager_sorted_a_sheet_stays(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    rows = plan.read(team.TABLE).rows
    plan.write(team.TABLE, rows[::-1])
    plan.save(NOW)
    regenerated(sample)
    assert typed(sample, team.TABLE)["rep_id"].tolist() == [row[0] for row in rows[::-1]]


def test_a_reason_stays_even_when_its_row_is_gone(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    rows = [list(row) for row in plan.read(review.TABLE).rows]
    for row in rows:
        if row[1] == "R10":
            row[7] = "left in May"
    plan.write(review.TABLE, rows)
    plan.save(NOW)
    kept = [r for r in ClosedFile.open(sample).read(history.TABLE).rows if r[1] != "R10"]
    plan = ClosedFile.open(sample)
    plan.write(history.TABLE, kept)
    plan.save(NOW)
    regenerated(sample)
    frame = typed(sample, review.TABLE)
    gone = frame[frame["id"] == "R10"].iloc[-1]
    assert gone["reason"] == "left in May"


def test_start_tells_what_changed(sample: Path) -> None:
    set_value(sample, "Stretch", 0.1)
    regenerated(sample)
    start = openpyxl_values(sample)["Start"]
    assert str(start[22, 2]).startswith("Team, 2026-11-03")
    assert start[22, 4] > start[22, 3]
    changed = [start[row, 2] for row in range(23, 32) if (row, 2) in start]
    assert "Martin Kowalski" not in changed, "the pinned rep"
    assert len(changed) >= 5


def test_an_assumption_of_300_percent_is_a_problem_and_not_used(sample: Path) -> None:
    row = {"ID": "A1", "Kind": "Market growth", "Next period": 3.0, "Unit": "share"}
    filled(sample, assumptions.TABLE, row)
    result = regenerated(sample)
    assert "0.03 for 3 %" in str(result.problems[0])
    assert typed(sample, targets.TABLE)["market_growth"].iloc[0] == 0


def test_scopes_that_lead_nowhere_are_problems(sample: Path) -> None:
    filled(
        sample,
        assumptions.TABLE,
        {
            "ID": "A1",
            "Kind": "Price",
            "Scope": "territory: Nroth",
            "Next period": 0.1,
            "Unit": "share",
        },
    )
    filled(
        sample,
        changes.TABLE,
        {"Date": dt.date(2026, 5, 1), "What changed": "x", "Scope": "rep: R99", "Effect": -0.1},
    )
    texts = [str(problem) for problem in check(ClosedFile.open(sample))]
    assert any("“territory: Nroth”" in text for text in texts)
    assert any("“rep: R99”" in text for text in texts)


def test_a_goal_for_an_unknown_territory_is_a_problem(sample: Path) -> None:
    goal = {"Rep ID": "R01", "Metric": "Revenue", "Territory": "Nroth", "Target": 5.0}
    filled(sample, last_targets.TABLE, goal, goal | {"Territory": "North"})
    (problem,) = check(ClosedFile.open(sample))
    assert str(problem).startswith("Last targets!Territory, row 7: “Nroth”; wanted a territory")


def test_two_reps_with_one_name_are_a_problem_since_a_name_that_is_picked_shows_the_first(
    empty: Path,
) -> None:
    names = {"R1": "Ann", "R2": "Bob", "R3": "ann", "R4": "Team"}
    filled(empty, reps.TABLE, *({"Rep ID": one, "Rep": name} for one, name in names.items()))
    first = int(typed(empty, reps.TABLE)["row"].iloc[0])
    alike, team_named = (one for one in check(ClosedFile.open(empty)) if one.sheet == "Reps")
    assert (alike.row, alike.header) == (first + 2, "Rep")
    assert alike.found == f"“ann”, the same as in row {first}"
    assert alike.wanted == (
        "a name that nobody else has, such as “ann (R3)”: sheets where a name is picked show only "
        "the first"
    )
    assert (team_named.row, team_named.found) == (first + 3, "“Team”, which stands for all reps")


def test_unknown_reps_and_bad_cells_are_reported_and_the_rest_is_used(empty: Path) -> None:
    filled(
        empty,
        reps.TABLE,
        {"Rep ID": "R1", "Rep": "Ann", "Hired": dt.date(2026, 5, 1), "Left": dt.date(2026, 1, 1)},
    )
    good: dict[str, Cell] = {"Month": dt.date(2026, 12, 1), "Rep ID": "R1", "Revenue": 100.0}
    filled(
        empty,
        history.TABLE,
        good,
        good | {"Product": "B", "Revenue": "lots"},
        good | {"Rep ID": "R9"},
        good | {"Sales": -2.0, "Product": "C"},
    )
    texts = [str(problem) for problem in check(ClosedFile.open(empty))]
    assert len(texts) == 4, texts
    for part in ("“lots”", "“R9”", "-2; wanted a count", "a day after the day of hire"):
        assert any(part in text for text in texts), part


def test_an_empty_plan_regenerates_and_says_there_is_no_history(empty: Path) -> None:
    result = regenerated(empty)
    assert any("History" in str(problem) for problem in result.problems)
    assert result.reps == 0
    assert_conforms(empty)


def test_a_period_long_after_the_history_is_a_problem(empty: Path) -> None:
    filled(empty, reps.TABLE, {"Rep ID": "R1", "Rep": "Ann"})
    filled(empty, history.TABLE, {"Month": dt.date(2020, 1, 1), "Rep ID": "R1", "Revenue": 1.0})
    assert "83 months after" in str(check(ClosedFile.open(empty))[0])


def test_without_a_period_start_the_period_follows_the_history(empty: Path) -> None:
    set_value(empty, "Period start", None)
    with pytest.raises(InputError, match="Period start is blank"):
        regenerated(empty)
    filled(empty, reps.TABLE, {"Rep ID": "R1", "Rep": "Ann"})
    filled(empty, history.TABLE, {"Month": dt.date(2026, 3, 1), "Rep ID": "R1", "Revenue": 120.0})
    regenerated(empty)
    assert openpyxl_values(empty)["Start"][7, 3] == dt.datetime(2026, 4, 1)


def test_a_gap_before_the_period_is_bridged(empty: Path) -> None:
    """History ends in October, the period starts in January: a steady rep stays steady."""
    filled(empty, reps.TABLE, {"Rep ID": "R1", "Rep": "Ann"})
    months = [dt.date(2024 + at // 12, at % 12 + 1, 1) for at in range(34)]
    filled(empty, history.TABLE, *({"Month": m, "Rep ID": "R1", "Revenue": 1000.0} for m in months))
    regenerated(empty)
    row = typed(empty, team.TABLE).iloc[0]
    assert (row["last_actual"], row["suggested"]) == (12_000, 12_000)


def test_reps_that_only_history_knows_are_added_and_told(empty: Path) -> None:
    source = RawTable(
        "crm.csv",
        ("Month", "Rep ID", "Territory", "Revenue"),
        [["2026-01", "R7", "North", "10"], ["2026-01", "R8", "South", "10"]],
        2,
    )
    plan = ClosedFile.open(empty)
    result = import_rows(plan, "History", source)
    plan.save(NOW)
    assert result.new_reps == ("R7", "R8")
    assert typed(empty, reps.TABLE)["territory"].tolist() == ["North", "South"]
    assert check(ClosedFile.open(empty)) == ()


def test_importing_twice_changes_nothing(sample: Path, tmp_path: Path) -> None:
    csv = tmp_path / "crm.csv"
    csv.write_text(
        "Month,Rep ID,Territory,Product,Revenue\n2026-12,R01,North,Software,123\n", encoding="utf-8"
    )
    for replaced in (1, 0):
        plan = ClosedFile.open(sample)
        result = import_rows(plan, "History", read_source(csv))
        plan.save(NOW)
        assert (result.added, result.replaced) == (0, replaced)
    frame = typed(sample, history.TABLE)
    assert len(frame) == 2_042
    assert (frame["revenue"] == 123).sum() == 1


def test_only_tables_that_are_typed_can_be_imported_into(sample: Path) -> None:
    source = RawTable("x.csv", ("a",), [["1"]], 2)
    with pytest.raises(InputError, match=r"cannot be imported into; choose one of Reps, History"):
        import_rows(ClosedFile.open(sample), "Targets", source)


def test_money_and_counts_of_a_thousand_lines_are_finite(sample: Path) -> None:
    frame = typed(sample, targets.TABLE)
    assert np.isfinite(frame["suggested"]).all()
    assert (frame["suggested"] > 0).all()


def test_scenarios_stand_side_by_side_with_their_names_and_the_one_in_force(sample: Path) -> None:
    found = compare(ClosedFile.open(sample))
    assert found.names == ("As assumed", "Rival grows", "Subsidy comes")
    assert found.in_force == "As assumed"
    whole = found.table.iloc[0]
    assert whole["Rival grows"] < whole["As assumed"] < whole["Subsidy comes"]
    assert whole["As assumed"] == typed(sample, team.TABLE)["suggested"].sum()


def test_a_scenario_put_in_force_is_what_regenerate_suggests(sample: Path) -> None:
    wanted = compare(ClosedFile.open(sample)).table["Rival grows"].iloc[0]
    plan = ClosedFile.open(sample)
    assert use_scenario(plan, "rival grows") == "Rival grows"
    plan.save(NOW)
    assert regenerated(sample).suggested == wanted
    assert compare(ClosedFile.open(sample)).in_force == "Rival grows"
    with pytest.raises(InputError, match="choose one of: As assumed, Rival grows, Subsidy"):
        use_scenario(ClosedFile.open(sample), "Rivals")


def test_an_unknown_scenario_on_settings_is_reported_and_none_is_used(sample: Path) -> None:
    before = regenerated(sample).suggested
    set_value(sample, "Scenario", "Boom")
    result = regenerated(sample)
    assert result.suggested == before
    (problem,) = result.problems
    assert (problem.sheet, problem.header, problem.found) == ("Settings", "Scenario", "“Boom”")
    assert "Rival grows, Subsidy comes" in problem.wanted


def test_columns_without_a_scenario_do_not_show(sample: Path) -> None:
    """The sample has three scenarios; a regenerate without names leaves room for two."""
    assert hidden_columns(sample) == {"G", "H", "I"}
    plan = ClosedFile.open(sample)
    raw = plan.read(assumptions.TABLE)
    rows = [dict(zip(raw.headers, row, strict=True)) for row in raw.rows]
    filled(sample, assumptions.TABLE, *({**row, "Scenario": None} for row in rows))
    regenerated(sample)
    assert hidden_columns(sample) == {"F", "G", "H", "I"}
    names = ("One", "Two", "Three", "Four", "Five")
    more = [{**rows[0], "ID": f"S{at}", "Scenario": name} for at, name in enumerate(names)]
    filled(sample, assumptions.TABLE, *({**row, "Scenario": None} for row in rows), *more)
    regenerated(sample)
    assert hidden_columns(sample) == set()
    assert_conforms(sample)


def hidden_columns(path: Path) -> set[str]:
    """Letters of the columns of sheet Scenarios that do not show."""
    package = ClosedFile.open(path).package
    part = etree.fromstring(package.read(sheet_parts(package)["Scenarios"]))
    hidden = part.iterfind(".//{*}col[@hidden='1']")
    ranges = [range(int(one.get("min")), int(one.get("max")) + 1) for one in hidden]
    return {get_column_letter(at) for at in itertools.chain(*ranges)}


def test_a_ramp_schedule_that_says_the_even_ramp_changes_no_goal(sample: Path) -> None:
    before = typed(sample, team.TABLE)["suggested"].tolist()
    assert typed(sample, assumptions.TABLE).query("kind == 'Ramp'")["next_period"].tolist() == [6]
    shares = "/".join(f"{100 * month / 6!r}" for month in range(1, 7))
    set_value(sample, "Ramp schedule", shares)
    assert not regenerated(sample).problems
    assert typed(sample, team.TABLE)["suggested"].tolist() == before
    set_value(sample, "Ramp schedule", "0/25/75/100 by quarter")
    regenerated(sample)
    assert typed(sample, team.TABLE)["suggested"].sum() < sum(before)
    said = " ".join(explain(ClosedFile.open(sample), "Team").sentences)
    assert "Ramp: last period 4 months assumed, 6 months came." in said


def test_a_ramp_schedule_that_cannot_be_read_is_reported_and_hires_ramp_evenly(
    sample: Path,
) -> None:
    before = regenerated(sample).suggested
    set_value(sample, "Ramp schedule", "fast")
    result = regenerated(sample)
    assert result.suggested == before
    (problem,) = result.problems
    assert str(problem).startswith("Settings!Ramp schedule, row 18: “fast”; wanted two or more")
    said = " ".join(explain(ClosedFile.open(sample), "Team").sentences)
    assert "Ramp: last period 4 months assumed, 6 months came; 6 months now." in said


def test_a_plan_without_the_row_of_the_schedule_still_works(sample: Path) -> None:
    before = regenerated(sample).suggested
    plan = ClosedFile.open(sample)
    rows = [row for row in plan.read(settings.TABLE).rows if row[0] != "Ramp schedule"]
    assert len(rows) == len(settings.SETTINGS) - 1
    plan.write(settings.TABLE, rows)
    plan.save(NOW)
    result = regenerated(sample)
    assert not result.problems
    assert result.suggested == before


def test_without_scenarios_their_sheet_stays_empty_and_says_what_to_do(empty: Path) -> None:
    with pytest.raises(InputError, match="column Scenario of sheet Assumptions"):
        compare(ClosedFile.open(empty))
