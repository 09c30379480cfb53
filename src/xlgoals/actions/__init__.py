"""One function for each button and each command: read → sums → write."""

from xlgoals.actions.backtest import Backtested, backtest
from xlgoals.actions.explain import Explained, explain
from xlgoals.actions.import_rows import Imported, import_rows, input_table
from xlgoals.actions.look import check, show
from xlgoals.actions.new_plan import NewPlan, new_plan
from xlgoals.actions.regenerate import Regenerated, regenerate

__all__ = [
    "Backtested",
    "Explained",
    "Imported",
    "NewPlan",
    "Regenerated",
    "backtest",
    "check",
    "explain",
    "import_rows",
    "input_table",
    "new_plan",
    "regenerate",
    "show",
]
