"""Logs and rep files that an older version wrote still hold."""

import csv
from pathlib import Path

from xlgoals.domain.events import Event, Signature, source_in
from xlgoals.domain.goal_ids import GoalId, goal_id
from xlgoals.negotiation.seal import broken
from xlgoals.negotiation.stamp import genuine, stamp_in, when_sent
from xlgoals.negotiation.state import replayed

TRUTH = Path(__file__).parents[1] / "truth" / "negotiation_log.csv"
"""Written, sealed and stamped when a goal, a source and a signature were still plain texts."""
STAMP = "xlgoals rep file 1;plan;1;5;4a250e68a4ed1d820eabd3db563df277;R01"
SECRET = "s" * 48


def old_log() -> list[Event]:
    with TRUTH.open(encoding="utf-8", newline="") as file:
        return [
            Event(
                number=int(row["number"]),
                time=row["time"],
                rep_id=row["rep_id"],
                goal=goal_id(row["line"]) if row["line"] else None,
                round=int(row["round"]),
                who=row["who"],
                action=row["action"],
                value=float(row["value"] or "nan"),
                reason=row["reason"],
                name=row["name"],
                valid_from=row["valid_from"],
                source=source_in(row["source"]),
                hash=row["hash"],
            )
            for row in csv.DictReader(file)
        ]


def test_every_seal_of_an_old_log_holds() -> None:
    log = old_log()
    assert broken(log, len(log), log[-1].hash) == []


def test_an_old_log_means_what_it_meant() -> None:
    anna = replayed(old_log())["R01"]
    assert {goal.label: line.in_force for goal, line in anna.lines.items()} == {
        "Revenue": 700_000.0,
        "Product: Alpha": 500_000.123,
        "Territory: North, Coast": 1 / 3,
        "Close rate": 0.27,
    }
    assert anna.line(GoalId("Revenue", product="Alpha")).state == "signed"
    assert anna.signed["manager"] == Signature("Carla, the boss", "2026-11-03")


def test_the_stamp_of_a_file_that_was_sent_before_is_genuine() -> None:
    own = [event for event in old_log() if event.rep_id == "R01"]
    stamp = stamp_in(STAMP)
    assert stamp is not None
    assert genuine(SECRET, stamp, own)
    assert when_sent(stamp, own).line(GoalId("Revenue")).counter == 850_000.0
