"""Sets of assumptions that are looked at side by side, one of which is in force.

An assumption without a scenario belongs to all of them. One with a scenario takes the place, there,
of those without one that have the same kind and scope.
"""

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.domain.plan_settings import Settings
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.suggest import running_totals

BASE = ""
"""The scenario of the assumptions that belong to none."""

MOST = 6
"""Scenarios that are compared, the base among them."""


def names(assumptions: pd.DataFrame) -> tuple[str, ...]:
    """The scenarios, the base first, the others in the order of their first rows."""
    by_folded = {
        name.casefold(): name for name in reversed(assumptions["scenario"].tolist()) if name
    }
    return (BASE, *reversed(by_folded.values()))


def find(assumptions: pd.DataFrame, name: str) -> str | None:
    """A scenario by its name, whatever the case; None where there is none."""
    folded = name.strip().casefold()
    return next((one for one in names(assumptions) if one.casefold() == folded), None)


def chosen(assumptions: pd.DataFrame, name: str) -> pd.DataFrame:
    """The assumptions that hold in a scenario, in the order of their rows."""
    whose = assumptions["scenario"].str.casefold()
    own = (whose == name.casefold()) & (whose != BASE)
    about = pd.MultiIndex.from_arrays(
        [assumptions["kind"], assumptions["scope"].map(_same), np.zeros(len(assumptions))]
    )
    replaced = about.isin(about[own])
    return assumptions.loc[own | ((whose == BASE) & ~replaced)].reset_index(drop=True)


def _same(scope: str) -> str:
    """A scope as it is compared: blank is all."""
    kind, _, name = scope.casefold().partition(":")
    return f"{kind.strip()}:{name.strip()}" if name else "all"


def compared(
    history: History,
    reps: pd.DataFrame,
    settings: Settings,
    assumptions: pd.DataFrame,
    changes: pd.DataFrame,
) -> pd.DataFrame:
    """What each scenario suggests, side by side.

    Args:
        history, reps, settings, changes: As for ``targets.suggest``.
        assumptions: Those of all scenarios.

    Returns:
        rep_id, rep, and one column for each scenario by name (money); the team's row is the first.

    Errors:
        InputError: the pinned targets leave nothing for the others.
    """
    table = pd.DataFrame()
    for name in names(assumptions)[:MOST]:
        suggested = running_totals.goals(
            history, reps, settings, chosen(assumptions, name), changes
        )
        goals = suggested.by_rep[:, -1]
        if table.empty:
            table[REP_ID] = ["", *suggested.reps[REP_ID]]
            table["rep"] = ["Team", *suggested.reps["rep"]]
        table[name] = np.round([goals.sum(), *goals], 2)
    return table
