"""What the formulas of sheet Start give, worked out here so that the file shows it at once."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from xlgoals.tables.dates import month_start
from xlgoals.tables.language import Cell
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.plan import Plan
from xlgoals.views import start
from xlgoals.views.start import DONE, LATER, NEXT


def start_values(
    plan: Plan,
    team: pd.DataFrame,
    review: pd.DataFrame,
    my_goals: pd.DataFrame,
    tracking: pd.DataFrame,
) -> dict[str, Cell]:
    """The value of each named cell of Start, from the tables as they are written."""
    numbers = plan.settings
    suggested = team["suggested"].to_numpy(np.float64)
    has_history = bool(plan.history["revenue"].notna().any())
    has_goals = bool(np.isfinite(suggested).any())
    looked_back = bool((review["reason"].fillna("") != "").any())
    looked_ahead = bool(plan.assumptions["next_period"].notna().any())
    own_goals = bool(my_goals["planned"].notna().any())
    return {
        "plan": plan.name,
        "first": month_start(numbers.start),
        "last": month_start(numbers.start + numbers.months - 1),
        "goal": "not set" if np.isnan(numbers.goal) else numbers.goal,
        "suggested": float(np.nansum(suggested)),
        "step1": _status(done=has_history, ready=True),
        "step2": _status(done=looked_back, ready=has_history),
        "step3": _status(done=looked_ahead, ready=has_history),
        "step4": _status(done=has_goals, ready=has_history),
        "step6": _status(done=own_goals, ready=has_goals),
        **agreed_values(team, tracking),
    }


def agreed_values(team: pd.DataFrame, tracking: pd.DataFrame) -> dict[str, Cell]:
    """The value of those named cells of Start that follow what is agreed."""
    suggested, agreed = (team[name].to_numpy(np.float64) for name in ("suggested", "agreed"))
    has_goals = bool(np.isfinite(suggested).any())
    settled = has_goals and bool(np.isfinite(agreed).sum() == np.isfinite(suggested).sum())
    followed = bool(tracking["actual"].notna().any())
    return {
        "agreed": float(np.nansum(agreed)),
        "step5": _status(done=settled, ready=has_goals),
        "step7": _status(done=followed, ready=settled),
    }


def write_start(workbook: Workbook, values: Mapping[str, Cell]) -> None:
    """What named formula cells of Start give, so that the file shows it before it recalculates."""
    labels = {label.name: label for label in start.SHEET.labels if label.name}
    cells = {labels[name].at: (labels[name].text, value) for name, value in values.items()}
    workbook.write_values(start.SHEET.name, cells)


def _status(*, done: bool, ready: bool) -> str:
    """A step's status in the words of the sheet."""
    return DONE if done else NEXT if ready else LATER
