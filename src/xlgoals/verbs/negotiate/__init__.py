"""Goals that are agreed, not handed down: what both sides said, and where it stands."""

from xlgoals.negotiation.outcome_sentences import told
from xlgoals.negotiation.session import ALL, Taken
from xlgoals.verbs.negotiate.collect import Collected, FileReport, collect
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.rep_sheet_actions import fit, make_sheets, record
from xlgoals.verbs.negotiate.rep_sheet_input import rep_sheets
from xlgoals.verbs.negotiate.send import Sent, address_problems, send
from xlgoals.verbs.negotiate.status import negotiation_log, negotiation_status

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
