"""What happened in a negotiation, one event after the other, each sealed to the one before."""

import hashlib
import math
import unicodedata
from collections.abc import Iterable, Sequence
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
    return replace(event, hash=hashlib.sha256(text.encode()).hexdigest()[:32])


def digits(value: float) -> str:
    """A number as it is compared: twelve significant digits; nothing where there is none."""
    return "" if math.isnan(value) else f"{value:.12g}"


def plain(text: str) -> str:
    """A text as it is compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def appended(log: Sequence[Event], events: Iterable[Event]) -> list[Event]:
    """The log with events at its end, numbered and sealed."""
    after = list(log)
    for event in events:
        before = after[-1].hash if after else ""
        after.append(sealed(replace(event, number=len(after) + 1), before))
    return after


def broken(log: Sequence[Event]) -> list[tuple[int, str]]:
    """Where the log is not as it was written: its place from 0, and what is wrong."""
    found: list[tuple[int, str]] = []
    before, wanted = "", 1
    for place, event in enumerate(log):
        if event.number > wanted:
            gone = f"{wanted}" if event.number == wanted + 1 else f"{wanted} to {event.number - 1}"
            found.append((place, f"event {gone} is missing before it"))
        elif event.number < wanted:
            found.append((place, f"event {event.number} stands in the wrong place"))
        elif sealed(event, before).hash != event.hash:
            found.append((place, f"event {event.number} was changed"))
        before, wanted = event.hash, max(wanted, event.number) + 1
    return found
