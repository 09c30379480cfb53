"""Goals that are agreed, not handed down: what both sides said, and where it stands."""

from xlgoals.actions.negotiation.collected import Collected, FileReport, collect
from xlgoals.actions.negotiation.desk import Taken
from xlgoals.actions.negotiation.look import negotiation_log, negotiation_status
from xlgoals.actions.negotiation.rep_files import Sent, address_problems, send
from xlgoals.actions.negotiation.steps import ALL, Order, carry_out
from xlgoals.actions.negotiation.talk import fit, make_sheets, record
from xlgoals.actions.negotiation.telling import told
from xlgoals.actions.negotiation.typed import rep_sheets

__all__ = [
    "ALL",
    "Collected",
    "FileReport",
    "Order",
    "Sent",
    "Taken",
    "address_problems",
    "carry_out",
    "collect",
    "fit",
    "make_sheets",
    "negotiation_log",
    "negotiation_status",
    "record",
    "rep_sheets",
    "send",
    "told",
]
