"""The negotiation log of a large team: sealing, replaying and reading it, each beside a floor.

200 reps × 25 goals × 4 rounds (a proposal and a counter each): 40,000 events, and half as many. The
floors: a bare loop of SHA-256 over as many bytes; calamine reading the values of the same sheet.
"""

import datetime as dt
import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import python_calamine

from xlgoals.domain.events import Event, Wish
from xlgoals.domain.goal_ids import GoalId
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_plan
from xlgoals.negotiation.seal import broken, recorded
from xlgoals.negotiation.state import Negotiation, after, replayed
from xlgoals.verbs.negotiate.log import read_log, write_log
from xlgoals.verbs.new_plan import new_plan

REPS, LINES, ROUNDS = 200, 25, 4
NOW = dt.datetime(2026, 11, 3, 9, 30)


def said(reps: int) -> list[Wish]:
    """Everything that is said, round by round."""
    return [
        Wish(who, action, f"R{rep:03}", GoalId(f"Goal {line}"), 1000.0 + line, "ok")
        for _ in range(ROUNDS)
        for who, action in (("manager", "propose"), ("rep", "counter"))
        for rep in range(reps)
        for line in range(LINES)
    ]  # fmt: skip


def written(wishes: list[Wish]) -> list[Event]:
    """The log that they become."""
    log: list[Event] = []
    stands: dict[str, Negotiation] = {}
    for wish in wishes:
        before = stands.get(wish.rep_id, Negotiation())
        log.append(recorded(before, wish, f"{NOW}", log[-1:]))
        stands[wish.rep_id] = after(before, log[-1])
    return log


def seconds(run: Callable[[], object]) -> float:
    """How long something takes: the middle of three times."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def hashed(count: int) -> str:
    """The floor of sealing: a chain of SHA-256 over texts as long as an event's."""
    seal = ""
    for number in range(count):
        text = f"{seal}{number}2026-11-03 09:30:00R001Goal 11managerpropose1011ok"
        seal = hashlib.sha256(text.encode()).hexdigest()[:32]
    return seal


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for reps in (REPS // 2, REPS):
            _measure(Path(folder) / f"{reps}.xlsx", said(reps))


def _measure(path: Path, events: list[Wish]) -> None:
    """All times for so many events."""
    log = written(events)
    floor = seconds(lambda: hashed(len(events)))
    made = new_plan(dt.date(2027, 1, 1), sample=False)
    write_plan(path, made.rows, created=NOW, name=made.name, values=made.values)
    plan = ClosedFile.open(path)
    write_log(plan, log)
    plan.save(NOW)

    def with_calamine() -> object:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        return book.get_sheet_by_name("Negotiation log").to_python()

    bare = seconds(with_calamine)
    print(f"{len(events):,} events; a bare chain of SHA-256 {floor:.2f} s, calamine {bare:.2f} s")
    for what, run, against, name in (
        ("record and seal them", lambda: written(events), floor, "SHA-256"),
        ("check every seal", lambda: broken(log), floor, "SHA-256"),
        ("replay them", lambda: replayed(log), floor, "SHA-256"),
        ("read them from a file", lambda: read_log(ClosedFile.open(path)), bare, "calamine"),
    ):
        took = seconds(run)
        each = f"{took / len(events) * 1e6:5.1f} µs an event"
        print(f"  {what:24} {took:6.2f} s   {took / against:5.1f} × {name}   {each}")


if __name__ == "__main__":
    main()
