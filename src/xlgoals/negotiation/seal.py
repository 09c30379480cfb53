"""The log's seals: each event is sealed to the one before, so that any change is found."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlgoals.domain.events import Event, Wish
from xlgoals.negotiation.log_text import digits, plain
from xlgoals.negotiation.state import Negotiation, after


def sealed(event: Event, before: str) -> Event:
    """An event with its seal.

    Numbers count with twelve significant digits and texts in one normal form with single spaces,
    since that is what survives every spreadsheet program.

    Args:
        before: The seal of the event before; empty for the first.
    """
    parts = (
        before,
        str(event.number),
        event.time,
        event.rep_id,
        event.label,
        str(event.round),
        event.who,
        event.action,
        digits(event.value),
        event.reason,
        event.name,
        event.valid_from,
        str(event.source),
    )
    text = "\x1f".join(plain(part) for part in parts)
    return replace(event, hash=hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32])


def newest(log: Sequence[Event]) -> Event | None:
    """The event with the highest number, wherever its row stands."""
    return max(log, key=lambda event: event.number, default=None)


def recorded(
    negotiation: Negotiation, wish: Wish, time: str, log: Sequence[Event], known: int = 0
) -> Event:
    """The event that a wish becomes: in its round, numbered after the newest, and sealed to it.

    Args:
        negotiation: The rep's, as it stands before.
        time: In UTC, such as ``2026-11-03 09:30:00``.
        log: The events before, or at least the newest of them.
        known: Number of the newest event that is known of. Where the log ends before it, its end
            was cut off; numbers are not given twice, so that the gap stays.
    """
    last = newest(log)
    number = max(last.number if last else 0, known) + 1
    event = Event(**vars(wish), number=number, time=time, round=0)
    event = replace(event, round=after(negotiation, event).round)
    return sealed(event, last.hash if last else "")


def broken(log: Sequence[Event], known: int = 0, seal: str = "") -> list[tuple[int, str]]:
    """Where the log is not as it was written: its place from 0, and what is wrong.

    Each event is held against the one whose number comes before, wherever that stands, so that a
    row is named only for what happened to itself. What is missing at the end is told at the place
    after the last.

    Args:
        known: Number of the newest event, as it is kept outside of the log; 0 where it is not.
        seal: That event's seal.
    """
    counts = Counter(event.number for event in log)
    seals = {0: "", **{event.number: event.hash for event in log if counts[event.number] == 1}}
    flaws: list[tuple[int, str]] = []
    highest, seen = 0, set[int]()
    for place, event in enumerate(log):
        flaws += [(place, what) for what in _wrong(event, highest, seen, seals)]
        highest = max(highest, event.number)
        seen.add(event.number)
    flaws += _gaps(log, seen)
    if known > highest:
        flaws.append((len(log), f"{_events(highest + 1, known)} missing at the end"))
    elif known and seals.get(known, seal) != seal:
        place = next(at for at, event in enumerate(log) if event.number == known)
        flaws.append((place, f"event {known} is not the one that was noted when it was written"))
    return sorted(flaws)


def _wrong(event: Event, highest: int, seen: set[int], seals: Mapping[int, str]) -> list[str]:
    """What is wrong with one event."""
    number = event.number
    if number in seen:
        return [f"event {number} stands here a second time"]
    flaws = []
    if number < highest:
        flaws.append(f"event {number} stands below event {highest}")
    before = seals.get(number - 1)
    if before is not None and sealed(event, before).hash != event.hash:
        either = f", or event {number - 1} before it" if number > 1 else ""
        flaws.append(f"event {number} was changed{either}")
    return flaws


def _gaps(log: Sequence[Event], seen: set[int]) -> list[tuple[int, str]]:
    """Which events are missing, each told where the next one stands."""
    places = {event.number: place for place, event in reversed(list(enumerate(log)))}
    numbers = sorted(seen)
    return [
        (places[number], f"{_events(last + 1, number - 1)} missing before it")
        for last, number in zip([0, *numbers], numbers, strict=False)
        if number > last + 1
    ]


def _events(first: int, last: int) -> str:
    """Some events as the subject of a sentence."""
    return f"event {first} is" if first == last else f"events {first} to {last} are"
