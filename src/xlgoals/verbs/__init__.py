"""One function for each button and each command: read → sums → write."""

from xlgoals.verbs.backtest import Backtested, backtest
from xlgoals.verbs.check import check, show
from xlgoals.verbs.explain import Explained, explain
from xlgoals.verbs.import_rows import Imported, import_rows, input_table
from xlgoals.verbs.negotiate import (
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
from xlgoals.verbs.new_plan import NewPlan, new_plan
from xlgoals.verbs.regenerate import Regenerated, regenerate
from xlgoals.verbs.review import Reviewed, review
from xlgoals.verbs.review_text import missing_line, year_json, year_lines, year_of
from xlgoals.verbs.scenarios import Compared, compare, compared_lines, use_scenario
from xlgoals.verbs.track import Tracked, track

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
