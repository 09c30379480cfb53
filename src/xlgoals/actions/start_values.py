"""What the formulas of sheet Start give, worked out here so that the file shows it at once."""

import numpy as np
import pandas as pd

from xlgoals.plan import Plan
from xlgoals.workbook.dates import month_start
from xlgoals.workbook.language import Cell
from xlgoals.workbook.sheets.start import DONE, LATER, NEXT


def start_values(
    plan: Plan,
    team: pd.DataFrame,
    review: pd.DataFrame,
    my_goals: pd.DataFrame,
    tracking: pd.DataFrame,
) -> dict[str, Cell]:
    """The value of each named cell of Start, from the tables as they are written."""
    numbers = plan.settings
    suggested, agreed = (team[name].to_numpy(np.float64) for name in ("suggested", "agreed"))
    has_history = bool(plan.history["revenue"].notna().any())
    has_goals = bool(np.isfinite(suggested).any())
    settled = has_goals and np.isfinite(agreed).sum() == np.isfinite(suggested).sum()
    looked_back = bool((review["reason"].fillna("") != "").any())
    looked_ahead = bool(plan.assumptions["next_period"].notna().any())
    own_goals = bool(my_goals["planned"].notna().any())
    followed = bool(tracking["actual"].notna().any())
    return {
        "plan": plan.name,
        "first": month_start(numbers.start),
        "last": month_start(numbers.start + numbers.months - 1),
        "goal": "not set" if np.isnan(numbers.goal) else numbers.goal,
        "suggested": float(np.nansum(suggested)),
        "agreed": float(np.nansum(agreed)),
        "step1": _status(done=has_history, ready=True),
        "step2": _status(done=looked_back, ready=has_history),
        "step3": _status(done=looked_ahead, ready=has_history),
        "step4": _status(done=has_goals, ready=has_history),
        "step5": _status(done=bool(settled), ready=has_goals),
        "step6": _status(done=own_goals, ready=has_goals),
        "step7": _status(done=followed, ready=bool(settled)),
    }


def _status(*, done: bool, ready: bool) -> str:
    """A step's status in the words of the sheet."""
    return DONE if done else NEXT if ready else LATER
