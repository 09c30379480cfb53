"""Goals that are agreed, not handed down: what both sides said, and where it stands."""

from xlgoals.actions.negotiation.collected import Collected, FileReport, collect
from xlgoals.actions.negotiation.desk import Taken
from xlgoals.actions.negotiation.look import negotiation_log, negotiation_status
from xlgoals.actions.negotiation.rep_files import Sent, address_problems, send
from xlgoals.actions.negotiation.steps import Order, carry_out

__all__ = [
    "Collected",
    "FileReport",
    "Order",
    "Sent",
    "Taken",
    "address_problems",
    "carry_out",
    "collect",
    "negotiation_log",
    "negotiation_status",
    "send",
]
