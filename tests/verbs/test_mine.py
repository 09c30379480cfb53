"""My goals: what was logged is counted, calendars are shown before they are taken."""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import played_period as played
from conformance.check import assert_conforms
from xlgoals.domain.calendar_events import Event, Read
from xlgoals.domain.errors import InputError
from xlgoals.hosts.closed import ClosedFile
from xlgoals.sums.coach import coaching
from xlgoals.tables.language import Cell, Table
from xlgoals.tables.sheets import (
    coaching_effect,
    my_goals,
    my_log,
    my_months,
    my_progress,
    settings,
)
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs import mine

TODAY = dt.date(2027, 5, 4)


@pytest.fixture(scope="session")
def coached_made(sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, four months on, with a log: Anna every month, José until February."""
    path = Path(shutil.copy(sample_made, tmp_path_factory.mktemp("mine") / "plan.xlsx"))
    played.bring_in(path)
    for month in (1, 2, 3, 4):
        note(path, "Coaching", "Anna", 2.0, dt.date(2027, month, 12))
    note(path, "Coaching", "R02", 3.0, dt.date(2027, 2, 3))
    note(path, "Field day", "R04", 8.0, dt.date(2027, 4, 20))
    note(path, "Coaching", "R05", 1.0, dt.date(2027, 6, 1))
    return path


@pytest.fixture
def coached(coached_made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(coached_made, tmp_path / "plan.xlsx"))


def note(path: Path, kind: str, rep: str, hours: float, day: dt.date) -> str:
    plan = ClosedFile.open(path)
    said = mine.note_event(plan, mine.Note(kind, rep, hours, day), TODAY)
    plan.save(played.NOW)
    return said


def refresh(path: Path, today: dt.date = TODAY) -> mine.Mine:
    plan = ClosedFile.open(path)
    found = mine.refresh_mine(plan, today)
    plan.save(played.NOW)
    return found


def typed(path: Path, table: Table):  # type: ignore[no-untyped-def]
    return typed_rows(ClosedFile.open(path), table)[1]


def write_log(path: Path, *rows: dict[str, Cell]) -> None:
    plan = ClosedFile.open(path)
    plan.write(my_log.TABLE, [[row.get(h) for h in my_log.TABLE.headers] for row in rows])
    plan.save(played.NOW)


def test_the_log_is_counted_against_the_plan(coached: Path) -> None:
    found = refresh(coached)
    table = typed(coached, my_progress.TABLE)
    anna = table[(table["goal"] == "Coaching") & (table["rep_id"] == "R01")].iloc[0]
    assert (anna["planned"], anna["done"]) == (24, 8)
    assert anna["planned_to_date"] == pytest.approx(24 * (4 + 4 / 31) / 12)
    assert f"{anna['last_time']:%Y-%m-%d}" == "2027-04-12"
    assert found.problems == ()
    assert_conforms(coached)


def test_who_has_not_been_coached_for_a_month_is_named_and_who_was_is_not(coached: Path) -> None:
    found = refresh(coached)
    late = found.sentences[0]
    assert late.startswith("Not coached for a month: ")
    assert "José Almeida" in late
    assert "Anna" not in late
    assert "Martin Kowalski" not in late, "a day in the field together counts"
    table = found.progress.set_index(["goal", "rep_id"])
    assert table.loc[("Coaching", "R02"), "status"] == coaching.DUE
    assert table.loc[("Coaching", "R02"), "what_to_do"] == (
        "Not for 90 days. Nothing is in the calendar."
    )
    assert table.loc[("Coaching", "R05"), "what_to_do"] == "Not for 123 days. Next: 1 Jun."
    assert "Coming: 1 Jun, Coaching with Zoë Brandt." in found.sentences


def test_months_show_what_was_planned_done_and_is_coming(coached: Path) -> None:
    refresh(coached)
    table = typed(coached, my_months.TABLE)
    assert table["coaching_done"].tolist()[:5] == [2, 5, 2, 2, 0]
    assert table["coaching_coming"].tolist()[5] == 1
    assert table["pace"].tolist() == pytest.approx((table["done"] / table["planned"]).tolist())


def test_the_suggested_hours_add_up_to_the_total_of_settings(coached: Path) -> None:
    plan = ClosedFile.open(coached)
    assert mine.suggest_hours(plan, TODAY).total == 33, "three for each of eleven"
    rows = [list(row) for row in plan.read(settings.TABLE).rows]
    next(row for row in rows if row[0] == "Coaching hours")[1] = 50.0
    plan.write(settings.TABLE, rows)
    plan.save(played.NOW)
    found = mine.suggest_hours(ClosedFile.open(coached), dt.date(2026, 12, 1))
    assert found.table["suggested"].sum() == 50
    refresh(coached)
    shown = typed(coached, my_progress.TABLE)
    own = shown[(shown["goal"] == "Coaching") & (shown["unit"] == "hours")]
    assert own["suggested"].sum() == 50


def test_taking_the_suggestion_changes_hours_of_coaching_and_nothing_else(coached: Path) -> None:
    before = typed(coached, my_goals.TABLE)
    plan = ClosedFile.open(coached)
    found = mine.suggest_hours(plan, TODAY)
    mine.take_hours(plan, found)
    plan.save(played.NOW)
    after = typed(coached, my_goals.TABLE)
    other = before["goal"] != "Coaching"
    assert after[other].equals(before[other])
    assert after["note"].equals(before["note"])
    taken = after[~other].set_index("rep_id")["planned"]
    assert taken.to_dict() == found.table.set_index("rep_id")["suggested"].to_dict()
    plan = ClosedFile.open(coached)
    assert mine.take_hours(plan, mine.suggest_hours(plan, TODAY)) == 0


def test_a_plan_without_own_goals_still_names_the_reps(coached: Path) -> None:
    plan = ClosedFile.open(coached)
    plan.write(my_goals.TABLE, [])
    plan.write(my_log.TABLE, [])
    plan.save(played.NOW)
    found = refresh(coached)
    assert len(found.progress) == 11
    assert found.progress["planned"].isna().all()
    assert set(found.progress["status"]) == {coaching.DUE}
    assert not len(typed(coached, coaching_effect.TABLE))


def test_does_coaching_help_is_answered_with_care(coached: Path) -> None:
    refresh(coached)
    table = typed(coached, coaching_effect.TABLE).set_index("rep_id")
    assert set(table.index) == {"", "R01", "R02", "R04"}
    anna = table.loc["R01"]
    assert anna["at_least"] <= anna["change"] <= anna["at_most"]
    assert anna["close_rate_after"] == pytest.approx(
        anna["sales_after"] / anna["presentations_after"]
    )
    assert "on one side: wait for more" in table.loc["R02", "what_can_be_said"]


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (mine.Note("coaching", "Nobody"), "is nobody of"),
        (mine.Note("xyz"), "is not one of: Coaching"),
        (mine.Note("c"), "is not one of"),
        (mine.Note("coaching", "Anna", 1, dt.date(2026, 12, 31)), "lies outside of the period"),
        (mine.Note("coaching", "Anna", 1, dt.date(2028, 1, 1)), "lies outside of the period"),
        (mine.Note("coaching", "Anna", 25), "25 hours on one day cannot be"),
        (mine.Note("coaching", "Anna", -1), "cannot be"),
        (mine.Note("customer", "Anna", 1, None, -2), "customers cannot be"),
    ],
)
def test_what_cannot_be_noted_is_refused_with_a_sentence(
    coached: Path, one: mine.Note, wanted: str
) -> None:
    with pytest.raises(InputError, match=wanted):
        mine.note_event(ClosedFile.open(coached), one, TODAY)


def test_a_rep_is_known_by_the_row_one_is_in(coached: Path) -> None:
    plan = ClosedFile.open(coached)
    assert mine.rep_in_row(plan, "Team", 8) == "R02"
    for place in (("Team", 0), ("Team", 500), ("Settings", 8), ("My own sheet", 8)):
        with pytest.raises(InputError, match="Select a cell in a rep's row"):
            mine.rep_in_row(plan, *place)


def test_rows_that_cannot_be_used_are_named_and_the_others_count(coached: Path) -> None:
    day = dt.date(2027, 3, 1)
    write_log(
        coached,
        {"Date": day, "Kind": "Coaching", "Rep ID": "R01", "Hours": 2.0},
        {"Date": day, "Kind": "Coaching", "Rep ID": "R99", "Hours": 2.0},
        {"Date": dt.date(2019, 3, 1), "Kind": "Coaching", "Rep ID": "R01", "Hours": 2.0},
        {"Date": "yesterday", "Kind": "Coaching", "Rep ID": "R01", "Hours": 2.0},
        {"Date": day, "Kind": "Coaching", "Rep ID": "R01", "Hours": "long"},
        {"Date": day, "Kind": "Coaching", "Rep ID": "R01"},
        {"Kind": "Coaching", "Rep ID": "R01", "Hours": 2.0},
        {"Date": day, "Kind": "Golf", "Rep ID": "R01", "Hours": 4.0},
    )
    found = refresh(coached)
    table = found.progress.set_index(["goal", "rep_id"])
    assert table.loc[("Coaching", "R01"), "done"] == 2
    told = "\n".join(str(problem) for problem in found.problems)
    for word in ("R99", "a row outside", "yesterday", "long", "My log!Hours, row 12: nothing"):
        assert word in told, told
    assert len(typed(coached, my_log.TABLE)) == 8, "nothing is lost"


def events(*rows: tuple[str, float, str, str]) -> Read:
    made = (Event(dt.date.fromisoformat(d), h, title, "", source) for d, h, title, source in rows)
    return Read(tuple(made), len(rows), 0, ())


def taken(path: Path, read: Read) -> mine.Found:
    plan = ClosedFile.open(path)
    found = mine.found_in(plan, read, TODAY)
    mine.take_events(plan, found)
    plan.save(played.NOW)
    return found


CALENDAR = events(
    ("2027-03-02", 1.5, "Coaching Anna", "u1"),
    ("2027-03-03", 1.0, "Lunch", "u2"),
    ("2027-03-04", 1.0, "Coaching Zenobia", "u3"),
    ("2027-03-05", 1.0, "Coaching Anna and José", "u4"),
    ("2027-05-20", 8.0, "Trade show, Munich", "u5"),
)


def test_looking_at_a_calendar_changes_nothing(coached: Path) -> None:
    before = coached.read_bytes()
    plan = ClosedFile.open(coached)
    found = mine.found_in(plan, CALENDAR, TODAY)
    plan.save(played.NOW)
    assert [row.note for row in found.fresh] == ["Coaching Anna", "Trade show, Munich"]
    assert coached.read_bytes() == before
    told = "\n".join(mine.told(found))
    assert "“Coaching Zenobia” names nobody of sheet Reps." in told
    assert "names Anna Lindqvist and José Almeida: note it once for each." in told
    assert "Lunch" not in told


def test_events_that_were_called_off_are_counted(coached: Path) -> None:
    read = replace(CALENDAR, called_off=3)
    told = list(mine.told(mine.found_in(ClosedFile.open(coached), read, TODAY)))
    assert told[1].startswith("3 left out: called off")


def test_taking_it_twice_changes_nothing(coached: Path) -> None:
    rows = len(typed(coached, my_log.TABLE))
    assert len(taken(coached, CALENDAR).fresh) == 2
    after = coached.read_bytes()
    again = taken(coached, CALENDAR)
    assert (again.fresh, again.moved, again.there) == ((), (), 2)
    assert coached.read_bytes() == after
    assert len(typed(coached, my_log.TABLE)) == rows + 2
    assert_conforms(coached)


def test_an_event_that_moved_moves_its_row_unless_somebody_changed_it(coached: Path) -> None:
    taken(coached, CALENDAR)
    moved = events(("2027-03-09", 2.0, "Coaching Anna", "u1"))
    assert len(taken(coached, moved).moved) == 1
    row = typed(coached, my_log.TABLE).set_index("note").loc["Coaching Anna"]
    assert (f"{row['date']:%Y-%m-%d}", row["hours"]) == ("2027-03-09", 2)
    plan = ClosedFile.open(coached)
    raw = plan.read(my_log.TABLE)
    rows = [list(cells) for cells in raw.rows]
    place = next(i for i, cells in enumerate(rows) if "Coaching Anna" in cells)
    rows[place][raw.headers.index("Hours")] = 3.0
    plan.write(my_log.TABLE, rows)
    plan.save(played.NOW)
    again = taken(coached, events(("2027-03-11", 2.0, "Coaching Anna", "u1")))
    assert (again.moved, again.there) == ((), 1)
    row = typed(coached, my_log.TABLE).set_index("note").loc["Coaching Anna"]
    assert (f"{row['date']:%Y-%m-%d}", row["hours"]) == ("2027-03-09", 3)


def test_a_text_that_looks_like_a_formula_stays_text(coached: Path) -> None:
    taken(coached, events(("2027-03-02", 1.0, "=1+1 coaching Anna", "u9")))
    assert "=1+1 coaching Anna" in typed(coached, my_log.TABLE)["note"].tolist()
    assert_conforms(coached)
