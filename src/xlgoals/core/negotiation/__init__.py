"""The negotiation: events in, state out. What is agreed is computed from the log, never stored."""

from xlgoals.core.negotiation.events import Event, broken, sealed
from xlgoals.core.negotiation.refusals import refusal
from xlgoals.core.negotiation.rules import MANAGER, REP, RULES
from xlgoals.core.negotiation.state import Line, Negotiation, replayed, replied, table_of

__all__ = [
    "MANAGER",
    "REP",
    "RULES",
    "Event",
    "Line",
    "Negotiation",
    "broken",
    "refusal",
    "replayed",
    "replied",
    "sealed",
    "table_of",
]
