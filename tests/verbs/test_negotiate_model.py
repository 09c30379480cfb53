"""Managers and reps in random order: the log loses nothing, and the sheets say what it says.

``Talks.saved`` is the plan on disk. Whatever somebody does happens in a copy, which is then saved
or lost in a crash; what must hold of the saved plan is said once, in the invariants. Sheets and rep
files are further rules of the same machine.
"""

import datetime as dt
import math
from collections.abc import Callable
from functools import cache
from typing import Any

import hypothesis
import numpy as np
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from memory_plan import MemoryPlan
from negotiated import CELLS
from xlgoals.domain.errors import InputError
from xlgoals.domain.events import Event, Source, Wish
from xlgoals.domain.goal_ids import WHOLE, GoalId
from xlgoals.negotiation.log_text import digits, kept_text
from xlgoals.negotiation.rules import KEPT, RULES
from xlgoals.negotiation.session import take
from xlgoals.negotiation.state import Negotiation, replayed
from xlgoals.negotiation.status_words import status_text
from xlgoals.tables.language import Cell
from xlgoals.tables.returned_file import Answer, Answers, RepFile
from xlgoals.tables.sheets import balance, team
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.negotiate.collect import collect as collect_plan
from xlgoals.verbs.negotiate.log import log_problems, read_log
from xlgoals.verbs.negotiate.orders import Order, carry_out, settle
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_sheet_actions import make_sheets as make_sheets_plan
from xlgoals.verbs.negotiate.rep_sheet_actions import record as record_plan
from xlgoals.verbs.negotiate.rep_sheet_contents import rows_of, stands
from xlgoals.verbs.negotiate.rep_sheet_input import rep_sheets
from xlgoals.verbs.negotiate.rep_sheets import typed_so_far
from xlgoals.verbs.negotiate.send import send as send_plan
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate as regenerate_plan
from xlgoals.views.rep_sheet_goals import AT, TYPED

BEFORE, WITHIN = dt.datetime(2026, 11, 3, 9, 30), dt.datetime(2027, 5, 4, 9, 30)
ALLOWED = {(who, action, state) for who, action, state, allowed in CELLS if allowed}
LINES = ("Revenue", "Sales", "Close rate")

who = st.sampled_from(["manager", "rep"])
rep = st.sampled_from(["R01", "R02"])
line = st.sampled_from(LINES)
value = st.sampled_from([0.0, 0.25, 0.5, 900_000.0, 910_000.0, math.nan, -1.0, math.inf])
reason = st.sampled_from(["", "the market", "=1+1", "two\nlines"])
action = st.sampled_from([name for name in RULES if name != KEPT])
crash = st.booleans()
typed = st.sampled_from([900_000.0, 0.3, 22.0, "about 9", "because", "=1+1", None])


@cache
def beginning() -> MemoryPlan:
    """The sample organisation's plan, with its goals."""
    plan = MemoryPlan(dict(new_plan(dt.date(2027, 1, 1), sample=True).rows))
    regenerate_plan(plan, BEFORE)
    return plan


class Talks(RuleBasedStateMachine):
    """A plan, and all who write into it."""

    @initialize(sheets=st.booleans())
    def begin(self, sheets: bool) -> None:
        self.saved = beginning().copied()
        if sheets:
            make_sheets_plan(self.saved)
        self.log: list[Event] = []
        self.kept: list[str] = []
        self.typed: dict[tuple[str, str, str], Cell] = {}
        self.sent: list[RepFile] = []
        self.back: list[Answers] = []
        self.now = BEFORE
        self.looked: tuple[Any, Any] = None, None

    def act(self, do: Callable[[MemoryPlan], Any], *, crashed: bool) -> Any:
        """Something done to a copy of the plan, which is saved unless there is a crash."""
        self.now += dt.timedelta(hours=1)
        copy = self.saved.copied()
        try:
            found = do(copy)
        except InputError:
            return None
        if crashed:
            return None
        self.saved = copy
        fresh = read_log(copy)
        assert fresh[: len(self.log)] == self.log or repr(fresh[: len(self.log)]) == repr(self.log)
        self.only_what_is_allowed(fresh)
        self.log = fresh
        return found

    def only_what_is_allowed(self, log: list[Event]) -> None:
        """No event that the table, as it is drawn in the tests, does not have."""
        for at in range(len(self.log), len(log)):
            event = log[at]
            stood = replayed(log[:at]).get(event.rep_id, Negotiation())
            if event.action == KEPT:
                continue
            states = {stood.line(event.goal).state} if event.goal else {
                each.state for each in stood.lines.values()
            }  # fmt: skip
            assert any((event.who, event.action, state) in ALLOWED for state in states), event

    @rule(said=st.tuples(action, rep, line, value, reason), who=who, crash=crash)
    def order(self, said, who, crash):  # type: ignore[no-untyped-def]
        """Somebody orders a step; a refused one changes nothing, but typed words are kept."""
        order = Order(*said, "Ann", "2027-06", who)
        before = len(self.log)
        found = self.act(lambda plan: carry_out(plan, order, self.now), crashed=crash)
        if found is not None and not found.taken:
            kept = self.log[before:]
            assert all(e.action == KEPT and e.source.kind == "sheet" for e in kept)

    @rule(rep=rep, who=who, crash=crash)
    def order_all(self, rep, who, crash):  # type: ignore[no-untyped-def]
        """Everything of a rep at once."""
        for action in ("propose", "agree", "sign") if who == "manager" else ("agree", "sign"):
            order = Order(action, rep, "all", reason="met", name="Ann", who=who)
            self.act(lambda plan, o=order: carry_out(plan, o, self.now), crashed=crash)

    @rule(
        said=st.lists(st.tuples(who, action, rep, line, value, reason), min_size=1, max_size=6),
        twice=st.booleans(),
        crash=crash,
    )
    def words(self, said, twice, crash):  # type: ignore[no-untyped-def]
        """Words from a sheet or a file, in any order and more than once; what is refused is kept."""
        events = [
            Wish(w, a, r, GoalId(n), v, why, "Ann", "2027-06", Source("file"))
            for w, a, r, n, v, why in said
        ]

        def given(plan: MemoryPlan) -> Any:
            session = read_session(plan)
            found = take(session, events * (1 + twice), self.now)
            settle(plan, found.session, self.now, typed_so_far(plan, session))
            return found

        found = self.act(given, crashed=crash)
        if found is not None:
            self.kept += [why for _, why in found.refused]

    @rule(rep=rep, value=st.sampled_from([900_000.0, 870_000.0]))
    def type_into_team(self, rep: str, value: float) -> None:
        """The manager types an agreed value on Team; the next step makes it an event."""
        self.saved = self.saved.copied()
        rows = self.saved.read(team.TABLE).rows
        row = next(row for row in rows if row[0] == rep)
        row[team.TABLE.headers.index("Agreed")] = value
        self.saved.write(team.TABLE, rows)

        def next_step(plan: MemoryPlan) -> None:
            session = read_session(plan)
            settle(plan, session, self.now, typed_so_far(plan, session))

        self.act(next_step, crashed=False)
        session = self.session()
        if WHOLE in session.of(rep).lines:
            said = [e for e in self.log if e.source == Source("sheet", "Team")]
            in_force = session.of(rep).line(WHOLE).in_force
            assert value == in_force or value in [e.value for e in said]
        else:
            assert self.team().loc[rep, "agreed"] == value

    @rule(crash=crash)
    def make_sheets(self, crash: bool) -> None:
        """A sheet for each rep."""
        self.act(make_sheets_plan, crashed=crash)

    @rule(rep=rep, line=line, field=st.sampled_from(TYPED), cell=typed)
    def type_into_a_sheet(self, rep, line, field, cell):  # type: ignore[no-untyped-def]
        """Somebody types into a rep's sheet and saves."""
        name = rep_sheets(self.saved).get(rep)
        row = rows_of(self.session(), rep).get(GoalId(line))
        if name is None or row is None:
            return
        self.saved = self.saved.copied()
        self.saved.single[name, f"{AT[field]}{row}"] = cell
        self.typed[rep, line, field] = cell

    @rule(crash=crash)
    def record(self, crash):  # type: ignore[no-untyped-def]
        """What was typed is taken, or kept: in the log, or where it stands."""
        if self.act(lambda plan: record_plan(plan, self.now), crashed=crash) is None:
            return
        said = [kept_text(f"{e.reason} {digits(e.value)}") for e in self.log]
        for (rep, line, field), cell in self.typed.items():
            if cell is None:  # who empties a cell says nothing
                continue
            text = kept_text(cell if isinstance(cell, str) else digits(cell))
            there = self.cell(rep, line, field)
            assert there == cell or any(text in one for one in said), (rep, line, field, cell)

    @rule(rep=rep, crash=crash)
    def send(self, rep, crash):  # type: ignore[no-untyped-def]
        """A rep gets a file; the plan that holds its seal is saved, or lost in a crash."""
        found = self.act(
            lambda plan: send_plan(plan, [rep], self.now, lambda: "5" * 48), crashed=crash
        )
        self.sent += found.files if found else ()

    @rule(data=st.data(), line=line, cell=st.sampled_from([870_000.0, "0,31", 25.0, "soon", None]))
    def answer(self, data, line, cell):  # type: ignore[no-untyped-def]
        """A rep types into any file there ever was, and saves it under any name."""
        if not self.sent:
            return
        file = data.draw(st.sampled_from(self.sent))
        self.now += dt.timedelta(minutes=1)
        rows = {at[1:]: name for at, name in file.goals.items() if at[0] == AT["goal"] and name}
        answers = tuple(
            Answer(
                int(row), name, *(file.goals.get(f"{AT[f]}{row}") for f in ("proposed", "why")),
                cell if name == line else None, "as I see it" if name == line else None,
            )
            for row, name in rows.items()
            if row.isdigit() and int(row) in file.layout.rows
        )  # fmt: skip
        saved = f"{self.now:%Y-%m-%d %H:%M:%S}"
        self.back.append(Answers(f"{len(self.back)}.xlsx", saved, file.stamp, "Yours", answers))

    @rule(data=st.data(), crash=crash)
    def collect(self, data, crash):  # type: ignore[no-untyped-def]
        """Files come back in any order, some twice; once more changes nothing."""
        if not self.back:
            return
        files = data.draw(st.lists(st.sampled_from(self.back), min_size=1, max_size=5))
        found = self.act(lambda plan: collect_plan(plan, files, self.now), crashed=crash)
        if found is None:
            return
        assert len(found.reports) == len(files)
        before = len(self.log)
        self.act(lambda plan: collect_plan(plan, files, self.now), crashed=False)
        assert len(self.log) == before
        said = " ".join(f"{event.reason} {digits(event.value)}" for event in self.log)
        for file in files:
            for one in file.answers:
                if isinstance(one.counter, str):
                    assert one.counter in said or "0.31" in said

    def cell(self, rep: str, line: str, field: str) -> Cell:
        """What stands in a rep's sheet."""
        name = rep_sheets(self.saved)[rep]
        row = rows_of(self.session(), rep)[GoalId(line)]
        return self.saved.cells(name, [f"{AT[field]}{row}"])[0]

    @rule(crash=crash)
    def regenerate(self, crash: bool) -> None:
        """All goals are worked out anew."""
        self.act(lambda plan: regenerate_plan(plan, self.now), crashed=crash)

    @rule()
    def time_passes(self) -> None:
        """The period begins."""
        self.now = max(self.now, WITHIN)

    def session(self) -> Any:
        """The saved plan's negotiation, read once until another plan is saved."""
        if self.looked[0] is not self.saved:
            self.looked = self.saved, read_session(self.saved)
        return self.looked[1]

    def team(self) -> Any:
        """The Team table by rep."""
        return typed_rows(self.saved, team.TABLE)[1].set_index("rep_id")

    @invariant()
    def the_log_is_whole(self) -> None:
        assert log_problems(self.saved) == []
        assert [event.number for event in self.log] == list(range(1, len(self.log) + 1))

    @invariant()
    def what_was_refused_is_kept(self) -> None:
        reasons = [event.reason for event in self.log if event.action == KEPT]
        for why in self.kept:
            assert any(" ".join(why.split()) in said for said in reasons), why

    @invariant()
    def team_shows_what_the_log_says(self) -> None:
        if not self.log:
            return
        shown = self.team()
        for rep_id, now in self.session().state.items():
            row, revenue = shown.loc[rep_id], now.line(WHOLE)
            assert row["status"] == status_text(now)
            offers = (revenue.proposed, revenue.counter)
            assert [digits(v) for v in (row["proposed"], row["counter"])] == [
                digits(v) for v in offers
            ]
            if WHOLE in now.lines:
                assert digits(row["agreed"]) == digits(revenue.in_force)
            if now.done:
                assert "signed" in {each.state for each in now.lines.values()}

    @invariant()
    def sheets_show_what_the_log_says_or_what_was_typed(self) -> None:
        session = self.session()
        for rep_id, name in rep_sheets(self.saved).items():
            for goal, row in rows_of(session, rep_id).items():
                cells = self.saved.cells(name, [f"{AT[field]}{row}" for field in TYPED])
                for field, cell in zip(TYPED, cells, strict=True):
                    typed = self.typed.get((rep_id, goal.label, field))
                    wanted = stands(session.of(rep_id).line(goal), field)
                    assert cell in (wanted, typed), (rep_id, goal, field)

    @invariant()
    def sums_hold(self) -> None:
        if not self.log:
            return
        shown = self.team()
        answers = typed_rows(self.saved, balance.TABLE)[1].set_index("question")["answer"]
        assert answers["As it stands"] == shown["goal_now"].sum()
        assert answers["Agreed in all"] == np.nansum(shown["agreed"])
        (total,) = self.saved.cells("Team", [team.total("Goal now").at])
        assert total == shown["goal_now"].sum()


TestTalks = Talks.TestCase
TestTalks.settings = hypothesis.settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    report_multiple_bugs=False,
)
