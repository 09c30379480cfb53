"""What happened in a negotiation, one event after the other, each sealed to the one before."""

import hashlib
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

NOTHING = float("nan")


@dataclass(frozen=True)
class Event:
    """One thing that somebody did."""

    number: int
    """Runs from 1 without a gap."""
    time: str
    """In UTC, such as ``2026-11-03 09:30:00``."""
    rep_id: str
    line: str
    """Which goal, such as ``Revenue`` or ``Product: Alpha``; empty for all of a rep's."""
    round: int
    who: str
    """``manager`` or ``rep``."""
    action: str
    value: float = NOTHING
    reason: str = ""
    name: str = ""
    """Who signed."""
    valid_from: str = ""
    """Month from which an amendment holds, such as ``2027-06``."""
    source: str = ""
    """Where it came from: a sheet, a file or the terminal."""
    hash: str = ""
    """Seal over this event and the seal of the one before."""


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
        event.line,
        str(event.round),
        event.who,
        event.action,
        digits(event.value),
        event.reason,
        event.name,
        event.valid_from,
        event.source,
    )
    text = "\x1f".join(plain(part) for part in parts)
    return replace(event, hash=hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32])


def digits(value: float) -> str:
    """A number as it is compared: twelve significant digits; nothing where there is none."""
    return "" if math.isnan(value) else f"{value:.12g}"


def plain(text: str) -> str:
    """A text as it is compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


LONGEST = 8_000
"""Characters of a reason that are kept."""


def kept_text(text: str, longest: int = LONGEST) -> str:
    """A text as the log keeps it: one line, without control characters, of a sensible length."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return plain(text)[:longest].strip()


def newest(log: Sequence[Event]) -> Event | None:
    """The event with the highest number, wherever its row stands."""
    return max(log, key=lambda event: event.number, default=None)


def appended(log: Sequence[Event], events: Iterable[Event], known: int = 0) -> list[Event]:
    """The log with events at its end, numbered and sealed.

    Args:
        known: Number of the newest event that is known of. Where the log ends before it, its end
            was cut off; numbers are not given twice, so that the gap stays.
    """
    after, last = list(log), newest(log)
    number, seal = (last.number, last.hash) if last else (0, "")
    number = max(number, known)
    for event in events:
        number += 1
        after.append(sealed(replace(event, number=number), seal))
        seal = after[-1].hash
    return after


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
    found: list[tuple[int, str]] = []
    highest, seen = 0, set[int]()
    for place, event in enumerate(log):
        found += [(place, what) for what in _wrong(event, highest, seen, seals)]
        highest = max(highest, event.number)
        seen.add(event.number)
    found += _gaps(log, seen)
    if known > highest:
        found.append((len(log), f"{_events(highest + 1, known)} missing at the end"))
    elif known and seals.get(known, seal) != seal:
        place = next(at for at, event in enumerate(log) if event.number == known)
        found.append((place, f"event {known} is not the one that was noted when it was written"))
    return sorted(found)


def _wrong(event: Event, highest: int, seen: set[int], seals: Mapping[int, str]) -> list[str]:
    """What is wrong with one event."""
    number = event.number
    if number in seen:
        return [f"event {number} stands here a second time"]
    found = []
    if number < highest:
        found.append(f"event {number} stands below event {highest}")
    before = seals.get(number - 1)
    if before is not None and sealed(event, before).hash != event.hash:
        either = f", or event {number - 1} before it" if number > 1 else ""
        found.append(f"event {number} was changed{either}")
    return found


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
