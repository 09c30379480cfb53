"""Goals that are agreed, not handed down: what both sides said, and where it stands."""

from xlgoals.actions.negotiation.desk import Taken
from xlgoals.actions.negotiation.look import negotiation_log, negotiation_status
from xlgoals.actions.negotiation.steps import Order, carry_out

__all__ = ["Order", "Taken", "carry_out", "negotiation_log", "negotiation_status"]
