"""One function for each button and each command: read → sums → write."""

from xlgoals.actions.backtest import Backtested, backtest
from xlgoals.actions.explain import Explained, explain
from xlgoals.actions.import_rows import Imported, import_rows, input_table
from xlgoals.actions.look import check, show
from xlgoals.actions.negotiation import (
    ALL,
    Order,
    Taken,
    carry_out,
    fit,
    make_sheets,
    negotiation_log,
    negotiation_status,
    record,
    rep_sheets,
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
    "Compared",
    "Explained",
    "Imported",
    "NewPlan",
    "Order",
    "Regenerated",
    "Reviewed",
    "Taken",
    "Tracked",
    "backtest",
    "carry_out",
    "check",
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
    "show",
    "told",
    "track",
    "use_scenario",
    "year_json",
    "year_lines",
    "year_of",
]
