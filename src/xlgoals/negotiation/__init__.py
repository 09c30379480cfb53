"""The negotiation: events in, state out. What is agreed is computed from the log, never stored."""

from xlgoals.negotiation.events import Event, broken, sealed
from xlgoals.negotiation.refusals import refusal
from xlgoals.negotiation.rules import MANAGER, REP, RULES
from xlgoals.negotiation.state import Line, Negotiation, replayed, replied, table_of

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
