"""Last year, explained, in a workbook: what is written, what stays, what is told."""

import datetime as dt
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from conformance.check import assert_conforms
from conformance.recalculation import assert_shows_what_it_gives
from conftest import ADVENTUREWORKS
from xlgoals.domain.errors import InputError
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_plan
from xlgoals.hosts.source_file import read_source
from xlgoals.intake.fiscal_years import CALENDAR
from xlgoals.intake.incoming_rows import Told
from xlgoals.sums.review.last_year import reasons_for
from xlgoals.tables.language import Table
from xlgoals.tables.sheets import causes, findings, last_assumptions, review, review_metrics, why
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.import_rows import import_rows
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.review import Reviewed
from xlgoals.verbs.review import review as review_plan
from xlgoals.verbs.review_text import missing_line, year_lines, year_of, year_told
from xlgoals.views.plan_sheets import SHEETS

NOW, LATER = dt.datetime(2026, 11, 3, 9, 30), dt.datetime(2026, 11, 20, 9, 30)


def looked_back(path: Path, now: dt.datetime = NOW) -> Reviewed:
    plan = ClosedFile.open(path)
    found = review_plan(plan, now)
    plan.save(now)
    return found


def typed(path: Path, table: Table) -> pd.DataFrame:
    return typed_rows(ClosedFile.open(path), table)[1]


def with_reason(path: Path, table: Table, key: tuple[str, ...], text: str | None) -> None:
    plan = ClosedFile.open(path)
    rows = [list(row) for row in plan.read(table).rows]
    names, reason = (table.headers.index(header) for header in (table.key[0], "Reason"))
    (row,) = [row for row in rows if tuple(row[names : names + len(key)]) == key]
    row[reason] = text
    plan.write(table, rows)
    plan.save(NOW)


def test_the_sheets_of_the_sample_are_filled_shown_and_sound(sample: Path) -> None:
    for module in (findings, why, causes, last_assumptions, review_metrics):
        assert len(typed(sample, module.TABLE)), module.SHEET.name
    with zipfile.ZipFile(sample) as file:
        workbook = file.read("xl/workbook.xml").decode()
    for module in (findings, why, causes, last_assumptions, review_metrics):
        entry = re.search(rf'<sheet name="{module.SHEET.name}"[^>]*>', workbook)
        assert entry
        assert "hidden" not in entry[0]
    assert_conforms(sample)


def test_looking_back_writes_what_a_regenerate_writes_and_no_goal(sample: Path) -> None:
    with zipfile.ZipFile(sample) as file:
        before = {name: file.read(name) for name in file.namelist()}
    looked_back(sample)
    with zipfile.ZipFile(sample) as file:
        assert {name: file.read(name) for name in file.namelist()} == before


def test_a_reason_stays_with_the_day_on_which_it_was_first_there(sample: Path) -> None:
    keys = {
        ("Rep", "R01"): "The competitor took two dairies",
        ("Rep × product", "R01 × Software"): "New module.",
    }
    for key, text in keys.items():
        with_reason(sample, review.TABLE, key, text)
    looked_back(sample, NOW)
    looked_back(sample, LATER)
    plan = ClosedFile.open(sample)
    regenerate(plan, LATER)
    plan.save(LATER)
    frame = typed(sample, review.TABLE).set_index(["by", "id"])
    for key, text in keys.items():
        assert frame.loc[key, "reason"] == text
        assert str(frame.loc[key, "noted"])[:10] == "2026-11-03"
    assert frame["noted"].notna().sum() == 2
    with_reason(sample, review.TABLE, ("Rep", "R01"), None)
    looked_back(sample, LATER)
    again = typed(sample, review.TABLE).set_index(["by", "id"])
    assert pd.isna(again.loc[("Rep", "R01"), "noted"]), "no reason, no date"


def test_reasons_of_activities_stay_as_well(sample: Path) -> None:
    with_reason(sample, review_metrics.TABLE, ("Presentations", "Rep", "R06"), "ill in spring")
    looked_back(sample)
    frame = typed(sample, review_metrics.TABLE).set_index(["metric", "by", "id"])
    assert frame.loc[("Presentations", "Rep", "R06"), "reason"] == "ill in spring"
    assert frame["noted"].notna().sum() == 1


def test_a_rep_s_reasons_are_sentences_for_the_negotiation(sample: Path) -> None:
    with_reason(sample, review.TABLE, ("Rep", "R01"), "The competitor took two dairies")
    with_reason(sample, review.TABLE, ("Rep × product", "R01 × Software"), "New module.")
    with_reason(sample, review.TABLE, ("Rep", "R02"), "somebody else's")
    looked_back(sample)
    assert reasons_for(typed(sample, review.TABLE), "R01") == (
        "81% of the goal. The competitor took two dairies. (noted 2026-11-03)",
        "Software: 139% of the goal. New module. (noted 2026-11-03)",
    )
    assert reasons_for(typed(sample, review.TABLE), "R03") == ()


def test_big_misses_are_listed_until_there_is_a_reason(sample: Path) -> None:
    before = looked_back(sample).open
    assert any("Anna Lindqvist" in text for text, _ in before)
    with_reason(sample, review.TABLE, ("Rep", "R01"), "two dairies")
    after = looked_back(sample).open
    assert len(after) == len(before) - 1
    assert not any("Anna Lindqvist" in text for text, _ in after)
    rows = typed(sample, findings.TABLE)
    assert (rows["what"] == findings.OPEN).sum() == len(after)


def test_every_finding_names_the_cell_it_comes_from(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    rows = typed(sample, findings.TABLE)
    assert (rows["what"] == findings.FOUND).sum() == 5
    for row in rows.to_dict("records"):
        sheet, cell = row["where"].replace("'", "").split("!")
        (value,) = plan.cells(sheet, [cell])
        if row["what"] == findings.OPEN:
            assert value is None, "the cell for the reason"
        else:
            assert value == pytest.approx(row["money"], abs=0.01), row["sentence"]


def test_a_finding_finds_its_cell_after_the_manager_sorted_review(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    plan.write(review.TABLE, plan.read(review.TABLE).rows[::-1])
    plan.save(NOW)
    looked_back(sample)
    test_every_finding_names_the_cell_it_comes_from(sample)


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["Team", "Leila Haddad", "Nobody at all"])
def test_the_year_of_who_is_picked_stands_on_sheet_why(sample: Path, name: str) -> None:
    """Formulas find it; what the file shows at once is what LibreOffice works out."""
    plan = ClosedFile.open(sample)
    plan.write_cells("Why", {why.WHO: name})
    plan.save(NOW)
    looked_back(sample)
    picked = "Team" if name.startswith("Nobody") else name
    assert ClosedFile.open(sample).cells("Why", [why.WHO]) == [picked]
    rows = typed(sample, why.TABLE)
    whole = typed(sample, causes.TABLE).set_index("rep").loc[picked]
    for _, view in rows.groupby("view"):
        assert view["adds"].iloc[0] == whole["start"]
        assert view["adds"].iloc[:-1].sum() == pytest.approx(whole["actual"])
    assert_shows_what_it_gives(sample)


def test_the_waterfalls_show_the_new_numbers_before_anything_recalculates(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    plan.write_cells("Why", {why.WHO: "Leila Haddad"})
    plan.save(NOW)
    looked_back(sample)
    whole = typed(sample, causes.TABLE).set_index("rep").loc["Leila Haddad"]
    caches = chart_values(sample, "What was done?", "Whole")
    assert caches[0] == whole["start"]
    assert caches[-1] == whole["actual"]
    assert len(chart_values(sample, "What was sold?", "Whole")) == len(why.VIEWS["What was sold"])
    caused = chart_values(sample, "What caused it?", "Whole")
    assert caused[:1] == [whole["start"]]
    assert whole["actual"] in caused


def chart_values(path: Path, title: str, series: str) -> list[float]:
    """The values that a chart keeps of one of its series."""
    with zipfile.ZipFile(path) as file:
        parts = [file.read(n).decode() for n in file.namelist() if n.startswith("xl/charts/chart")]
    (chart,) = [part for part in parts if f"<a:t>{title}</a:t>" in part]
    (one,) = [
        part
        for part in re.findall(r"<c:ser>.*?</c:ser>", chart, re.DOTALL)
        if f"<c:v>{series}</c:v>" in part
    ]
    values = re.search(r"<c:val>.*?</c:val>", one, re.DOTALL)
    assert values
    return [float(value) for value in re.findall(r"<c:v>([^<]*)</c:v>", values[0])]


def test_causes_name_the_changes_over_their_columns(sample: Path) -> None:
    names = ClosedFile.open(sample).cells("Causes", causes.NAMES)
    assert names[1:] == ["Price list raised by…", "One large order for c…", None, None]
    assert str(names[0]).startswith("Competitor opened an")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A plan made before: without the new sheets, and with a Review that has no dates."""
    new = {
        module.SHEET.name for module in (findings, why, causes, last_assumptions, review_metrics)
    }
    before = replace(review.TABLE, columns=review.TABLE.columns[:-1])
    sheets = tuple(
        replace(sheet, table=before) if sheet.name == review.SHEET.name else sheet
        for sheet in SHEETS
        if sheet.name not in new
    )
    path = tmp_path / "old.xlsx"
    made = new_plan(dt.date(2027, 1, 1), sample=True)
    write_plan(path, made.rows, created=NOW, name=made.name, values=made.values, sheets=sheets)
    return path


def test_a_plan_made_before_is_regenerated_and_keeps_its_reasons(old: Path) -> None:
    plan = ClosedFile.open(old)
    regenerate(plan, NOW)
    plan.save(NOW)
    plan = ClosedFile.open(old)
    rows = [list(row) for row in plan.read(review.TABLE).rows]
    rows[1][7] = "two dairies"
    plan.write(replace(review.TABLE, columns=review.TABLE.columns[:-1]), rows)
    plan.save(NOW)
    found = looked_back(old)
    assert found.missing == ("Findings", "Why", "Causes", "Last assumptions", "Review metrics")
    assert len(found.findings) == 5
    assert "made before" in missing_line(found)
    assert ClosedFile.open(old).read(review.TABLE).rows[1][7] == "two dairies"


def test_a_rep_s_year_in_sentences_and_for_a_program(sample: Path) -> None:
    with_reason(sample, review.TABLE, ("Rep", "R11"), "ramp")
    found = looked_back(sample)
    year = year_of(found, "leila")
    assert year.name == "Leila Haddad"
    assert year_lines(year) == ["Your reason: 96% of the goal. ramp. (noted 2026-11-03)"]
    told = json.loads(year_told(found, "leila", NOW).json())
    assert told["steps"][0] == {
        "view": "What was done",
        "step": "Start",
        "adds": 506_000.0,
        "makes": 506_000.0,
    }
    team = year_of(found)
    assert year_lines(team)[0] == f"{found.findings[0][0]} ({found.findings[0][1]})"
    with pytest.raises(InputError, match="“xyz” is nobody of: Team, Anna"):
        year_of(found, "xyz")


def test_without_history_the_next_step_is_told(empty: Path) -> None:
    with pytest.raises(InputError, match="no history to look back upon"):
        review_plan(ClosedFile.open(empty), NOW)


@pytest.mark.skipif(not ADVENTUREWORKS.exists(), reason=f"no folder {ADVENTUREWORKS}")
def test_adventureworks_is_reviewed_against_its_quotas(tmp_path: Path) -> None:
    """Every cent of quota and sales of the last year is there, by rep, quarter's month and team."""
    path = tmp_path / "aw.xlsx"
    made = new_plan(dt.date(2020, 6, 1), sample=False)
    write_plan(path, made.rows, created=NOW, name=made.name, values=made.values)
    sources: list[tuple[str, str, dict[str, str], dict[str, str]]] = [
        ("Reps", "aw_reps", {"Rep": "last"}, {}),
        ("History", "aw_rep_month", {"Revenue": "sales", "Sales": "orders"}, {}),
        ("Last targets", "aw_quota", {"Month": "quarter"}, {"Metric": "Revenue"}),
    ]
    for sheet, name, told, constant in sources:
        plan = ClosedFile.open(path)
        source = read_source(ADVENTUREWORKS / f"{name}.csv")
        import_rows(plan, sheet, source, Told(told, constant, years=CALENDAR))
        plan.save(NOW)
    found = looked_back(path)
    sales = pd.read_csv(ADVENTUREWORKS / "aw_rep_month.csv", dtype={"rep_id": str})
    sales = sales[sales["month"].between("2019-06", "2020-05")]
    quota = pd.read_csv(ADVENTUREWORKS / "aw_quota.csv", dtype={"rep_id": str})
    share = {"2019Q2": 1 / 3, "2019Q3": 1, "2019Q4": 1, "2020Q1": 1, "2020Q2": 2 / 3}
    asked = quota.assign(part=quota["quarter"].map(share) * quota["quota"]).dropna()
    frame = found.review.set_index(["by", "id"])
    reps = frame.loc["Rep"]
    assert len(reps) == 17
    assert reps["actual"].to_dict() == pytest.approx(
        sales.groupby("rep_id")["sales"].sum().to_dict()
    )
    assert reps["target"].to_dict() == pytest.approx(
        asked.groupby("rep_id")["part"].sum().to_dict()
    )
    whole: Any = frame.loc[("Team", "")]
    assert whole["target"] == pytest.approx(asked["part"].sum())
    assert frame.loc["Month"]["target"].sum() == pytest.approx(asked["part"].sum())
    assert frame.loc["Month"]["actual"].sum() == pytest.approx(sales["sales"].sum())
    for level in ("Territory", "Product", "Rep × product", "Territory × product"):
        assert frame.loc[level]["actual"].sum() == pytest.approx(sales["sales"].sum())
        assert frame.loc[level]["target"].isna().all()
    table = found.looked.causes.table
    assert table["actual"].iloc[0] == pytest.approx(sales["sales"].sum())
    assert np.isfinite(table.select_dtypes("number").to_numpy()).all()
