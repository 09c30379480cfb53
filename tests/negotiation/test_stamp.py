"""The stamp of a rep's file: made by the plan alone, for what was proposed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiated import said, talked
from xlgoals.domain.events import Event
from xlgoals.negotiation.stamp import genuine, stamp_in, stamped

SECRET = "s" * 48


def log(value: float = 500_000.0, why: str = "Because.", rep_id: str = "R1") -> list[Event]:
    return talked(
        said("manager", "propose", value, why, rep_id=rep_id),
        said("manager", "propose", 1.0, rep_id="R2"),
    )


def own(events: list[Event], rep_id: str = "R1") -> list[Event]:
    return [event for event in events if event.rep_id == rep_id]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda t: t.strip())
)
def test_a_stamp_is_read_again_whatever_the_id(rep_id: str) -> None:
    rep_id = " ".join(rep_id.split())
    mark = stamped(SECRET, "plan", rep_id, log(rep_id=rep_id))
    again = stamp_in(str(mark))
    assert again is not None
    assert genuine(SECRET, again, own(log(rep_id=rep_id), again.rep_id)) or again != mark


def test_the_next_events_leave_a_stamp_as_it_is() -> None:
    events = log()
    mark = stamped(SECRET, "plan", "R1", events)
    more = talked(said("rep", "counter", 1.0), before=tuple(events))
    assert genuine(SECRET, mark, own(more))
    assert stamped(SECRET, "plan", "R1", more) != mark


@pytest.mark.parametrize("name", ["plan", "rep_id", "round", "event", "seal"])
def test_no_part_of_a_stamp_can_be_changed(name: str) -> None:
    mark = stamped(SECRET, "plan", "R1", log())
    other = {"plan": "p", "rep_id": "R2", "round": 2, "event": 2, "seal": "0" * 32}[name]
    assert not genuine(SECRET, replace(mark, **{name: other}), own(log()))


@pytest.mark.parametrize("events", [log(500_000.1), log(why="Other."), []])
def test_a_stamp_holds_for_its_own_proposals_only(events: list[Event]) -> None:
    assert not genuine(SECRET, stamped(SECRET, "plan", "R1", log()), own(events))


def test_a_stamp_holds_with_its_own_secret_only() -> None:
    assert not genuine("t" * 48, stamped(SECRET, "plan", "R1", log()), own(log()))


def test_numbers_count_with_twelve_digits() -> None:
    mark = stamped(SECRET, "plan", "R1", log(1 / 3))
    assert genuine(SECRET, mark, own(log(0.333333333333 + 3e-13)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "xlgoals rep file 1",
        "xlgoals rep file 1;p;x;1;s;R1",
        "xlgoals rep file 2;p;1;1;s;R1",
        ";" * 9,
    ],
)
def test_what_is_no_stamp_is_none(text: str) -> None:
    assert stamp_in(text) is None
