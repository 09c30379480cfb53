"""What a verb does not work out, it leaves: every typed cell of every table, whatever is run."""

import datetime as dt

import pytest
from test_one_pass import NOW, run

from memory_plan import MemoryPlan
from xlgoals.tables.language import Cell, Kind, Role, Table
from xlgoals.verbs import VERBS
from xlgoals.verbs.mine.status import refresh_mine
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.track import track
from xlgoals.verbs.verb import Verb
from xlgoals.views.plan_sheets import SHEETS

TABLES = {sheet.table.name: sheet.table for sheet in SHEETS if sheet.table}
FOLLOWS = {("Team", "Agreed"), ("Settings", "Value")}
"""Typed cells that a verb may set, since they say what was agreed, or which scenario is used."""
ASKED = {"suggest_hours": ("MyGoals", "Planned")}
"""Typed cells that a verb is asked to fill."""
Typed = dict[tuple[str, tuple[Cell, ...], str], Cell]
"""Table, key of the row and header → what stands there."""


def typed_columns(table: Table) -> list[tuple[int, str]]:
    """Where a user may type into a table, and no verb."""
    return [
        (at, column.header)
        for at, column in enumerate(table.columns)
        if column.role is Role.INPUT
        and column.header not in table.key
        and (table.name, column.header) not in FOLLOWS
    ]


def typed_into(plan: MemoryPlan) -> Typed:
    """Every cell that somebody typed."""
    cells: Typed = {}
    for name, table in TABLES.items():
        keys = [table.headers.index(header) for header in table.key]
        for row in plan.rows.get(name, []):
            key = tuple(row[at] for at in keys)
            for at, header in typed_columns(table):
                if row[at] is not None:
                    cells[name, key, header] = row[at]
    return cells


@pytest.fixture(scope="module")
def written_on() -> MemoryPlan:
    """A plan in use, with a word of the user's in every cell that takes words."""
    plan = MemoryPlan(dict(new_plan(dt.date(2027, 1, 1), sample=True).rows))
    now = NOW.replace(tzinfo=None)
    regenerate(plan, now)
    carry_out(plan, Order("propose", "all"), now)
    track(plan)
    refresh_mine(plan, now.date())
    for name, table in TABLES.items():
        words = [
            (at, header)
            for at, header in typed_columns(table)
            if table.column(header).kind is Kind.TEXT and not table.column(header).choices
        ]
        rows = [list(row) for row in plan.rows.get(name, [])]
        for number, row in enumerate(rows):
            for at, header in words:
                if row[at] is None:
                    row[at] = f"{header} {number}"
        plan.rows[name] = rows
    return plan


def test_there_is_something_to_lose(written_on: MemoryPlan) -> None:
    tables = {name for name, _, _ in typed_into(written_on)}
    assert {"Review", "Team", "Tracking", "MyGoals", "Reps", "History", "Assumptions"} <= tables


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb.does], ids=lambda verb: verb.name)
def test_what_was_typed_stays_whatever_is_run(verb: Verb, written_on: MemoryPlan) -> None:
    if verb.name == "record":
        pytest.skip("nothing to record without a rep's sheet")
    before = typed_into(written_on)
    after = typed_into(run(verb, written_on))
    lost = [
        place
        for place, cell in before.items()
        if after.get(place) != cell and (place[0], place[2]) != ASKED.get(verb.name)
    ]
    assert lost == []


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb.does], ids=lambda verb: verb.name)
def test_a_table_that_a_verb_does_not_own_is_as_before(verb: Verb, written_on: MemoryPlan) -> None:
    if verb.name == "record":
        pytest.skip("nothing to record without a rep's sheet")
    after = run(verb, written_on).rows
    others = [name for name in written_on.rows if name not in verb.recomputes]
    assert [name for name in others if after[name] != written_on.rows[name]] == []
