"""What the manager sets goals for is negotiated: their own metrics, and none that is switched off."""

import datetime as dt
from functools import cache

import pytest

from memory_plan import MemoryPlan
from xlgoals.domain.errors import InputError
from xlgoals.domain.goal_ids import GoalId
from xlgoals.domain.metrics import IN_PROCESS
from xlgoals.domain.problems import Problem
from xlgoals.tables.language import Cell
from xlgoals.tables.sheets import metrics_chosen
from xlgoals.tables.sheets import negotiation_log as log_sheet
from xlgoals.verbs.check import check
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_sheet_actions import make_sheets, record
from xlgoals.verbs.negotiate.send import send
from xlgoals.verbs.negotiate.status import negotiation_log, negotiation_status
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate

NOW = dt.datetime(2026, 11, 3, 9, 30)
OWN = "New customers"
GOAL = GoalId(OWN)


def choose(plan: MemoryPlan, metric: str, **cells: Cell) -> None:
    """Type into a row of Metrics chosen, or into a new one."""
    table = metrics_chosen.TABLE
    rows = {row[0]: dict(zip(table.headers, row, strict=True)) for row in plan.read(table).rows}
    row = rows.setdefault(metric, {"Metric": metric})
    row |= {name.replace("_", " "): cell for name, cell in cells.items()}
    plan.write(table, [[row.get(name) for name in table.headers] for row in rows.values()])


@cache
def chosen() -> MemoryPlan:
    """The sample organisation's plan with a metric of its own."""
    plan = MemoryPlan(dict(new_plan(dt.date(2027, 1, 1), sample=True).rows))
    choose(plan, OWN, Unit="count", From="Sales", Adds_up="yes")
    regenerate(plan, NOW)
    return plan


def test_a_metric_of_the_managers_own_goes_from_a_proposal_to_an_agreement() -> None:
    plan = chosen().copied()
    suggested = read_session(plan).suggested("R01", GOAL)
    assert suggested > 0
    carry_out(plan, Order("propose", "R01"), NOW)
    carry_out(plan, Order("counter", "R01", OWN, 3.0, "one left", who="rep"), NOW)
    carry_out(plan, Order("agree", "R01", OWN), NOW)
    line = read_session(plan).of("R01").line(GOAL)
    assert (line.state, line.proposed, line.agreed) == ("agreed", suggested, 3.0)
    (row,) = (row for row in negotiation_status(plan, "R01", NOW)[1] if row[0] == OWN)
    assert row[1:5] == ["agreed", f"{suggested:,.10g}", "3", "3"]


def test_what_is_switched_off_is_neither_proposed_nor_in_the_way_of_a_signature() -> None:
    plan, goal = chosen().copied(), GoalId(IN_PROCESS.name)
    carry_out(plan, Order("propose", "R01"), NOW)
    assert goal in read_session(plan).of("R01").lines
    choose(plan, IN_PROCESS.name, Negotiated=metrics_chosen.NO)
    carry_out(plan, Order("agree", "R01", who="rep"), NOW)
    for who in ("manager", "rep"):
        carry_out(plan, Order("sign", "R01", name="X", who=who), NOW)
    carry_out(plan, Order("propose", "R02"), NOW)
    session = read_session(plan)
    assert session.of("R01").state == "signed"
    for rep_id in ("R01", "R02"):
        assert goal not in {**session.lines[rep_id], **session.of(rep_id).lines}
    assert [row[2] for row in negotiation_log(plan, "all")[1] if row[3] == goal.label] == ["R01"]


def test_a_sheet_that_was_made_before_it_was_switched_off_says_nothing_new() -> None:
    """Its row still holds what was proposed then; only what is typed since is a word of its own."""
    plan = chosen().copied()
    carry_out(plan, Order("propose", "R01"), NOW)
    make_sheets(plan, "R01")
    before = len(read_session(plan).log)
    choose(plan, IN_PROCESS.name, Negotiated=metrics_chosen.NO)
    recorded = record(plan, NOW)
    assert (recorded.taken.taken, recorded.taken.refused) == ((), ())
    assert len(read_session(plan).log) == before


def agreed_on() -> MemoryPlan:
    """A plan in which a goal for its own metric is agreed with one rep."""
    plan = chosen().copied()
    carry_out(plan, Order("propose", "R01", OWN), NOW)
    carry_out(plan, Order("agree", "R01", OWN, 4.0, "said yes"), NOW)
    return plan


def told(plan: MemoryPlan) -> list[Problem]:
    """The problems of sheet Metrics chosen, as check names them; regenerate names the same."""
    problems = [one for one in check(plan) if one.sheet == metrics_chosen.SHEET.name]
    again = regenerate(plan.copied(), NOW).problems
    assert problems == [one for one in again if one.sheet == metrics_chosen.SHEET.name]
    return problems


def status_of(plan: MemoryPlan) -> list[str]:
    """The row of the goal in the status of its rep."""
    (row,) = (row for row in negotiation_status(plan, "R01", NOW)[1] if row[0] == OWN)
    return row


def row_of_own(plan: MemoryPlan) -> int:
    """The sheet row of the metric."""
    raw = plan.read(metrics_chosen.TABLE)
    return raw.first_row + [row[0] for row in raw.rows].index(OWN)


CHANGES = {
    "Unit": {"Unit": "money"},
    "From": {"From": "Proposals"},
    "Better": {"Better": "lower"},
}


@pytest.mark.parametrize("header", CHANGES)
def test_what_is_counted_otherwise_since_is_named_and_has_no_value(header: str) -> None:
    plan = agreed_on()
    assert told(plan) == []
    assert (status_of(plan)[1], status_of(plan)[4]) == ("agreed", "4")
    choose(plan, OWN, **CHANGES[header])
    (problem,) = told(plan)
    assert (problem.row, problem.header) == (row_of_own(plan), header)
    assert "R01" in problem.found
    assert status_of(plan)[1:5] == ["agreed, but counted otherwise since", "", "", ""]
    assert read_session(plan).of("R01").state == "reopened"
    choose(plan, OWN, Unit="count", From="Sales", Better=None)
    assert told(plan) == []
    assert status_of(plan)[4] == "4"


def test_what_is_counted_otherwise_is_agreed_anew_after_a_reopening() -> None:
    plan = agreed_on()
    choose(plan, OWN, **CHANGES["Unit"])
    for order in (
        Order("sign", "R01", name="X"),
        Order("counter", "R01", OWN, 5.0, "more", who="rep"),
        Order("agree", "R01", OWN, 5.0, "said yes"),
    ):
        (refused,) = carry_out(plan, order, NOW).refused
        assert "counted otherwise" in refused[1]
    with pytest.raises(InputError, match="counted otherwise"):
        send(plan, ["R01"], NOW, lambda: "s" * 48)
    carry_out(plan, Order("reopen", "R01", OWN, reason="in money now"), NOW)
    assert told(plan) == []
    assert status_of(plan)[2:5] == ["", "", ""]
    carry_out(plan, Order("propose", "R01", OWN, 9_000.0), NOW)
    carry_out(plan, Order("agree", "R01", OWN, 9_000.0, who="rep"), NOW)
    assert status_of(plan)[1:5] == ["agreed", "9,000", "", "9,000"]
    assert (told(plan), check(plan)) == ([], ())


def test_a_metric_written_in_another_way_is_counted_as_before() -> None:
    plan = agreed_on()
    choose(plan, OWN, From="sales", Adds_up=None, Better="higher", What_it_means="won")
    assert told(plan) == []
    assert status_of(plan)[4] == "4"


@pytest.mark.parametrize("way", ["switched off", "taken out"])
def test_goals_whose_metric_is_gone_are_named_and_still_shown(way: str) -> None:
    plan = agreed_on()
    row = row_of_own(plan) if way == "switched off" else 0
    if way == "switched off":
        choose(plan, OWN, Negotiated=metrics_chosen.NO)
    else:
        rows = plan.read(metrics_chosen.TABLE).rows
        plan.write(metrics_chosen.TABLE, [row for row in rows if row[0] != OWN])
    for _ in ("before and after the goals are made anew", "once more"):
        (problem,) = told(plan)
        assert problem.row == row
        assert problem.found.startswith(OWN)
        assert f"with {read_session(plan).name('R01')} (R01), agreed" in problem.found
        assert status_of(plan)[1].startswith("agreed, but its metric is gone")
        assert status_of(plan)[4] == "4"
        regenerate(plan, NOW)
    carry_out(plan, Order("propose", "R01", "Revenue"), NOW)
    sent = send(plan, ["R01"], NOW, lambda: "s" * 48)
    assert any(OWN in note for note in sent.notes)
    (refused,) = carry_out(plan, Order("agree", "R01", OWN, 5.0, "yes"), NOW).refused
    assert "no goal" in refused[1]
    assert not carry_out(plan, Order("reopen", "R01", OWN, reason="not needed"), NOW).refused
    assert told(plan) == []


def test_a_log_that_notes_no_definition_is_read_as_before() -> None:
    plan = agreed_on()
    raw = plan.read(log_sheet.TABLE)
    at = raw.headers.index("Name")
    assert all(str(row[at]).startswith("count, higher is better: Sales") for row in raw.rows)
    plan.write(
        log_sheet.TABLE,
        [[None if place == at else cell for place, cell in enumerate(row)] for row in raw.rows],
    )
    choose(plan, OWN, **CHANGES["Unit"])
    assert told(plan) == []
    assert status_of(plan)[4] == "4"
