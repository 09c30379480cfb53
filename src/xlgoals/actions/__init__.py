"""One function for each button and each command: read → sums → write."""

from xlgoals.actions.backtest import Backtested, backtest
from xlgoals.actions.explain import Explained, explain
from xlgoals.actions.import_rows import Imported, import_rows, input_table
from xlgoals.actions.look import check, show
from xlgoals.actions.negotiation import (
    ALL,
    Collected,
    FileReport,
    Order,
    Sent,
    Taken,
    address_problems,
    carry_out,
    collect,
    fit,
    make_sheets,
    negotiation_log,
    negotiation_status,
    record,
    rep_sheets,
    send,
    told,
)
from xlgoals.actions.new_plan import NewPlan, new_plan
from xlgoals.actions.regenerate import Regenerated, regenerate
from xlgoals.actions.review import Reviewed, review
from xlgoals.actions.reviewed import missing_line, year_json, year_lines, year_of
from xlgoals.actions.scenarios import Compared, compare, compared_lines, use_scenario
from xlgoals.actions.tracking import Tracked, track

__all__ = [
    "ALL",
    "Backtested",
    "Collected",
    "Compared",
    "Explained",
    "FileReport",
    "Imported",
    "NewPlan",
    "Order",
    "Regenerated",
    "Reviewed",
    "Sent",
    "Taken",
    "Tracked",
    "address_problems",
    "backtest",
    "carry_out",
    "check",
    "collect",
    "compare",
    "compared_lines",
    "explain",
    "fit",
    "import_rows",
    "input_table",
    "make_sheets",
    "missing_line",
    "negotiation_log",
    "negotiation_status",
    "new_plan",
    "record",
    "regenerate",
    "rep_sheets",
    "review",
    "send",
    "show",
    "told",
    "track",
    "use_scenario",
    "year_json",
    "year_lines",
    "year_of",
]
