"""Every verb is a straight line: it reads each table once, works, and then writes."""

import ast
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import xlgoals
from memory_plan import MemoryPlan
from xlgoals.domain.errors import InputError
from xlgoals.tables.language import Cell, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs import VERBS
from xlgoals.verbs.import_rows import import_rows
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.send import send
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.one_pass import OnePass, one_pass
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.report import rep_report, report
from xlgoals.verbs.scenarios import use_scenario
from xlgoals.verbs.verb import Verb
from xlgoals.views.plan_sheets import SHEETS

NOW = dt.datetime(2026, 11, 3, 9, 30, tzinfo=dt.UTC)
READ, WRITE = "read", "write"
HISTORY = ("Month", "Rep ID", "Product", "Revenue"), [dt.date(2026, 12, 1), "R99", "Alpha", 1200.0]
GIVEN: dict[str, dict[str, Any]] = {
    "explain": {"rep": "Anna"},
    "show": {"table": "Team"},
    "rep_sheets": {"rep": "R01"},
    "suggest_hours": {"yes": True},
    "log": {"kind": "coaching", "rep": "R01", "hours": 1.0, "date": "2027-03-04"},
    "propose": {"goal": "Revenue", "value": "880000"},
    "counter": {"goal": "Revenue", "value": "850000"},
    "agree": {"goal": "Revenue", "value": "900000", "why": "met"},
    "escalate": {"why": "far apart"},
    "sign": {"signer": "Maria"},
}
"""What verbs are told, where they need anything."""


class Watched(MemoryPlan):
    """A plan in memory that notes what is done to it, in order."""

    done: list[tuple[str, str]]

    def read(self, table: Table) -> RawTable:
        self.done.append((READ, table.name))
        return super().read(table)

    def write(self, table: Table, rows: Sequence[Sequence[Cell]]) -> None:
        self.done.append((WRITE, table.name))
        super().write(table, rows)

    def cells(self, sheet: str, addresses: Sequence[str]) -> list[Cell]:
        self.done.append((READ, ""))
        return super().cells(sheet, addresses)

    def write_cells(self, sheet: str, values: Mapping[str, Cell]) -> None:
        self.done.append((WRITE, ""))
        super().write_cells(sheet, values)


@pytest.fixture(scope="module")
def plan() -> MemoryPlan:
    """The sample's plan, regenerated, with a proposal to everybody; not to be changed."""
    made = new_plan(dt.date(2027, 1, 1), sample=True)
    plan = MemoryPlan(dict(made.rows))
    regenerate(plan, NOW.replace(tzinfo=None))
    carry_out(plan, Order("propose", "all"), NOW.replace(tzinfo=None))
    return plan


def watched(plan: MemoryPlan) -> Watched:
    """A copy of a plan that notes what is done to it."""
    copy = Watched(dict(plan.rows), dict(plan.single), plan.made)
    copy.done = []
    return copy


def run(verb: Verb, plan: MemoryPlan) -> Watched:
    """A verb, run on a copy."""
    copy = watched(plan)
    do(verb, copy)
    return copy


def do(verb: Verb, plan: Workbook) -> None:
    """A verb, told what it needs."""
    needed = {one.name: "R01" for one in verb.parameters if one.name == "rep"}
    given = {**needed, **GIVEN.get(verb.name, {})}
    if verb.name == "amend":
        given |= {"goal": "Revenue", "value": "1", "why": "x", "valid_from": "2027-06"}
    verb.run(plan, given, lambda doing, share: None, NOW)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb.does], ids=lambda verb: verb.name)
def test_a_verb_reads_each_table_once_and_writes_after_all_reading(
    verb: Verb, plan: MemoryPlan
) -> None:
    if verb.name == "record":
        pytest.skip("nothing to record without a rep's sheet; the next test has one")
    done = run(verb, plan).done
    straight(done)
    assert verb.undo or WRITE not in {what for what, _ in done}
    assert {name for what, name in done if what == WRITE and name} <= {*verb.recomputes}


def straight(done: list[tuple[str, str]]) -> None:
    """No table twice, in either direction, and no reading after writing."""
    for what in (READ, WRITE):
        times = Counter(name for did, name in done if did == what and name)
        assert not [name for name, count in times.items() if count > 1], times
    writing = [at for at, (what, _) in enumerate(done) if what == WRITE]
    reading = [at for at, (what, _) in enumerate(done) if what == READ]
    assert not writing or max(reading, default=0) < min(writing)
    order = [sheet.table.name for sheet in SHEETS if sheet.table]
    places = [order.index(name) for what, name in done if what == WRITE and name]
    assert places == sorted(places), "tables are written in the order of their sheets"


@pytest.mark.parametrize(
    "act",
    [
        lambda plan: import_rows(
            plan, "Reps", RawTable("a.csv", ("Rep ID", "Rep"), [["R99", "Zoe"]], 2)
        ),
        lambda plan: import_rows(plan, "History", RawTable("a.csv", HISTORY[0], [HISTORY[1]], 2)),
        lambda plan: send(plan, [], NOW.replace(tzinfo=None), lambda: "5" * 48),
        lambda plan: use_scenario(plan, "Rival grows"),
        report,
        lambda plan: rep_report(plan, "R01"),
    ],
    ids=["import reps", "import history", "send", "use a scenario", "report", "a rep's report"],
)
def test_so_does_one_that_asks_for_files(
    act: Callable[[Watched], object], plan: MemoryPlan
) -> None:
    copy = watched(plan)
    act(copy)
    straight(copy.done)


def test_what_is_typed_into_a_sheet_is_recorded_in_one_pass_too(plan: MemoryPlan) -> None:
    sheets = next(verb for verb in VERBS if verb.name == "rep_sheets")
    record = next(verb for verb in VERBS if verb.name == "record")
    straight(run(record, run(sheets, plan)).done)


def test_regenerate_writes_something_and_reads_the_history(plan: MemoryPlan) -> None:
    """The counts above would also hold for a verb that does nothing."""
    done = run(next(verb for verb in VERBS if verb.name == "regenerate"), plan).done
    assert (READ, "History") in done
    assert (WRITE, "Team") in done


def test_a_verb_that_stops_half_way_has_written_nothing(plan: MemoryPlan) -> None:
    team = next(sheet.table for sheet in SHEETS if sheet.name == "Team")
    assert team

    @one_pass
    def stops(workbook: OnePass) -> None:
        workbook.write(team, [])
        assert workbook.read(team).rows == []
        raise InputError("enough")

    copy = watched(plan)
    with pytest.raises(InputError, match="enough"):
        stops(copy)
    assert copy.rows == plan.rows


SOURCE = Path(xlgoals.__file__).parent
WRITES = {"write", "write_cells", "write_values", "add_sheet", "show_rows", "show_columns"}
OUTSIDE_A_PASS = {"upgrade", "add_own_columns"}
"""What changes the plan's own shape, which has to stand before any table of it is read."""


def functions(folder: Path) -> Iterator[ast.FunctionDef]:
    """All functions of the modules of a package."""
    for path in folder.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                yield node


def writing_at_once(defined: Sequence[ast.FunctionDef]) -> set[str]:
    """Functions that write into a plan outside of a pass, or call one that does."""
    calls: dict[str, set[str]] = {}
    writing = set()
    for function in defined:
        if "one_pass" in map(ast.unparse, function.decorator_list):
            continue
        nodes = ast.walk(function)
        called = {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}
        calls.setdefault(function.name, set()).update(called)
        if called & {f"workbook.{name}" for name in WRITES}:
            writing.add(function.name)
    while more := {name for name, names in calls.items() if names & writing} - writing:
        writing |= more
    return writing


def asked_for_from_outside() -> set[str]:
    """Functions of verbs that terminal and ribbon call, or that a declaration names."""
    names = {verb.does.partition(":")[2] for verb in VERBS}
    for room in ("terminal", "ribbon"):
        for path in (SOURCE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and "xlgoals.verbs" in (node.module or ""):
                    names |= {one.name for one in node.names}
    return names


def test_every_verb_that_writes_does_so_in_one_pass() -> None:
    """So none can write half of it, or forget a view that follows."""
    writing = writing_at_once([*functions(SOURCE / "verbs"), *functions(SOURCE / "tables")])
    assert {"write_kept", "write_team", "write_log"} <= writing
    assert (writing & {"settle", *asked_for_from_outside()}) - OUTSIDE_A_PASS == set()
