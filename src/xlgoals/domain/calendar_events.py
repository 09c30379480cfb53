"""Events of a calendar as a plan sees them, and which of them are asked for."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """One occurrence of an event, on one day."""

    day: dt.date
    hours: float
    title: str
    people: str
    """Names and addresses of those invited, and the description."""
    source: str
    """What names the occurrence in its calendar."""
    whole_day: bool = False


@dataclass(frozen=True)
class Wanted:
    """Which events are asked for."""

    first: dt.date
    last: dt.date
    """Days, both included."""
    words: tuple[str, ...]
    """One of them must occur in an event, whatever the case."""


@dataclass(frozen=True)
class Read:
    """What was read of a calendar."""

    events: tuple[Event, ...]
    seen: int
    """Events in the file, a series counting once."""
    outside: int
    """Those with one of the words that have no day in the period."""
    flaws: tuple[str, ...]
    """What could not be read, a sentence each."""
