"""Events of a calendar as a plan sees them, and which of them are asked for."""

import datetime as dt
import re
from dataclasses import dataclass

CALLED_OFF = (
    "Canceled", "Cancelled", "Declined",
    "Abgesagt", "Abgelehnt",
    "Annulé", "Annulée", "Refusé", "Refusée",
    "Cancelado", "Cancelada", "Rechazado", "Rechazada", "Recusado", "Recusada",
    "Annullato", "Annullata", "Rifiutato", "Rifiutata",
    "Geannuleerd", "Afgewezen", "Geweigerd",
    "Đã hủy", "Đã huỷ", "Đã từ chối",
)  # fmt: skip
"""What calendar programs put before the title of an event that will not take place, and a colon.

They do it instead of setting its status, which stays “confirmed”.
"""
_BEGINNING = re.compile(rf"\s*(?:{'|'.join(CALLED_OFF)})\s*[:：]", re.IGNORECASE)


def is_called_off(title: str) -> bool:
    """Whether a title, composed (NFC), says that its event will not take place."""
    return _BEGINNING.match(title) is not None


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
    called_off: int = 0
    """Those that would be in the period, but were cancelled or declined."""
