"""What the manager sets goals for is negotiated: their own metrics, and none that is switched off."""

import datetime as dt
from functools import cache

from memory_plan import MemoryPlan
from xlgoals.domain.goal_ids import GoalId
from xlgoals.domain.metrics import IN_PROCESS
from xlgoals.tables.language import Cell
from xlgoals.tables.sheets import metrics_chosen
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_sheet_actions import make_sheets, record
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
