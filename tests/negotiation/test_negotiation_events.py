"""The seal finds every row that is not as it was written, and says which."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiated import PATHS, REP_SIGNS, said, talked
from xlgoals.domain.events import Event, Source
from xlgoals.domain.goal_ids import GoalId
from xlgoals.negotiation.seal import broken, recorded, sealed
from xlgoals.negotiation.state import Negotiation

LOG = talked(*PATHS["signed"])
"""Five events."""


def told(log: list[Event], known: int = 0, seal: str = "") -> list[tuple[int, str]]:
    return broken(log, known, seal)


def without(log: list[Event], *places: int) -> list[Event]:
    return [event for at, event in enumerate(log) if at not in places]


def changed(log: list[Event], place: int, **fields: object) -> list[Event]:
    return [replace(event, **fields) if at == place else event for at, event in enumerate(log)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (lambda log: log, []),
        (lambda log: [], []),
        (lambda log: changed(log, 0, value=1.0), [(0, "event 1 was changed")]),
        (
            lambda log: changed(log, 1, reason="no reason"),
            [(1, "event 2 was changed, or event 1 before it")],
        ),
        (lambda log: without(log, 2), [(2, "event 3 is missing before it")]),
        (lambda log: without(log, 1, 2), [(1, "events 2 to 3 are missing before it")]),
        (lambda log: without(log, 0), [(0, "event 1 is missing before it")]),
        (lambda log: [*log[:2], log[3], log[2], log[4]], [(3, "event 3 stands below event 4")]),
        (lambda log: [*log, log[1]], [(5, "event 2 stands here a second time")]),
        (lambda log: [*log[:2], log[1], *log[2:]], [(2, "event 2 stands here a second time")]),
    ],
)
def test_what_happened_to_a_row_is_told_for_that_row(
    harm: Callable[[list[Event]], list[Event]], found: list[tuple[int, str]]
) -> None:
    assert told(harm(LOG)) == found


def test_a_row_put_in_between_is_found() -> None:
    forged = recorded(Negotiation(), REP_SIGNS, "", LOG[:2])
    assert told([*LOG[:2], forged, *LOG[2:]]) == [(3, "event 3 stands here a second time")]


def test_rows_cut_off_the_end_are_missed_where_the_newest_is_noted_elsewhere() -> None:
    known, seal = 5, LOG[-1].hash
    assert told(LOG, known, seal) == []
    assert told(LOG[:3], known, seal) == [(3, "events 4 to 5 are missing at the end")]
    assert told([], known, seal) == [(0, "events 1 to 5 are missing at the end")]
    other = changed(LOG, 4, hash="f" * 32)
    assert (4, "event 5 is not the one that was noted when it was written") in told(other, 5, seal)
    assert told(LOG[:3]) == [], "which nobody can see from the log alone"


def test_a_number_is_never_given_twice_even_when_the_end_was_cut_off() -> None:
    longer = talked(said("rep", "counter", 1.0), before=tuple(LOG[:3]), known=5)
    assert longer[-1].number == 6
    assert told(longer, 6, longer[-1].hash) == [(3, "events 4 to 5 are missing before it")]


@given(st.integers(0, 4), st.sampled_from(["time", "rep_id", "goal", "who", "action", "reason",
                                           "name", "valid_from", "source", "hash"]),
       st.text(min_size=1))  # fmt: skip
def test_any_text_that_is_changed_is_found(place: int, field: str, text: str) -> None:
    before = LOG[place].label if field == "goal" else getattr(LOG[place], field)
    made = {"goal": GoalId, "source": Source}.get(field, str)
    other = changed(LOG, place, **{field: made(f"{before}x{text}")})
    assert place in {at for at, _ in told(other)}


@given(st.permutations(range(5)))
def test_any_other_order_is_found_and_no_row_is_called_changed(order: list[int]) -> None:
    found = told([LOG[at] for at in order])
    assert bool(found) == (order != sorted(order))
    assert not any("changed" in what or "missing" in what for _, what in found)


@given(st.sets(st.integers(0, 4), min_size=1))
def test_any_rows_taken_out_are_told_exactly(gone: set[int]) -> None:
    found = told(without(LOG, *gone), 5, LOG[-1].hash)
    missing = set[int]()
    for _, what in found:
        numbers = [int(word) for word in what.split() if word.isdecimal()]
        missing |= set(range(numbers[0], numbers[-1] + 1))
    assert missing == {at + 1 for at in gone}


def test_a_seal_survives_what_spreadsheet_programs_do_to_numbers_and_texts() -> None:
    (event,) = talked(said("rep", "counter", 0.1 + 0.2, "José  sold\ntwo"))
    same = replace(event, value=0.3, reason="José sold two")
    assert sealed(event, "x").hash == sealed(same, "x").hash
    assert sealed(event, "x").hash != sealed(event, "y").hash
    assert talked(said("rep", "counter", reason="\ud800"))[0].hash
