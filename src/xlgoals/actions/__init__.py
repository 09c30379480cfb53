"""One function for each button and each command: read → sums → write."""

from xlgoals.actions.backtest import Backtested, backtest
from xlgoals.actions.explain import Explained, explain
from xlgoals.actions.import_rows import Imported, import_rows, input_table
from xlgoals.actions.look import check, show
from xlgoals.actions.negotiation import (
    Order,
    Taken,
    carry_out,
    negotiation_log,
    negotiation_status,
)
from xlgoals.actions.new_plan import NewPlan, new_plan
from xlgoals.actions.regenerate import Regenerated, regenerate
from xlgoals.actions.review import Reviewed, review
from xlgoals.actions.reviewed import missing_line, year_json, year_lines, year_of
from xlgoals.actions.scenarios import Compared, compare, compared_lines, use_scenario

__all__ = [
    "Backtested",
    "Compared",
    "Explained",
    "Imported",
    "NewPlan",
    "Order",
    "Regenerated",
    "Reviewed",
    "Taken",
    "backtest",
    "carry_out",
    "check",
    "compare",
    "compared_lines",
    "explain",
    "import_rows",
    "input_table",
    "missing_line",
    "negotiation_log",
    "negotiation_status",
    "new_plan",
    "regenerate",
    "review",
    "show",
    "use_scenario",
    "year_json",
    "year_lines",
    "year_of",
]
