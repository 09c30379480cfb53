"""One function for each button and each command: read → sums → write."""

from xlgoals.actions.backtest import Backtested, backtest
from xlgoals.actions.explain import Explained, explain
from xlgoals.actions.import_rows import Imported, import_rows, input_table
from xlgoals.actions.look import check, show
from xlgoals.actions.negotiation import (
    Collected,
    FileReport,
    Order,
    Sent,
    Taken,
    address_problems,
    carry_out,
    collect,
    negotiation_log,
    negotiation_status,
    send,
)
from xlgoals.actions.new_plan import NewPlan, new_plan
from xlgoals.actions.regenerate import Regenerated, regenerate
from xlgoals.actions.scenarios import Compared, compare, compared_lines, use_scenario

__all__ = [
    "Backtested",
    "Collected",
    "Compared",
    "Explained",
    "FileReport",
    "Imported",
    "NewPlan",
    "Order",
    "Regenerated",
    "Sent",
    "Taken",
    "address_problems",
    "backtest",
    "carry_out",
    "check",
    "collect",
    "compare",
    "compared_lines",
    "explain",
    "import_rows",
    "input_table",
    "negotiation_log",
    "negotiation_status",
    "new_plan",
    "regenerate",
    "send",
    "show",
    "use_scenario",
]
