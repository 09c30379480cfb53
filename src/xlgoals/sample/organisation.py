"""The whole sample organisation: the tables of a plan, and what is behind them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.months import month_number
from xlgoals.sample import beliefs, people
from xlgoals.sample import history as past
from xlgoals.sample.planted import Planted, planted
from xlgoals.sample.proposals import proposals
from xlgoals.sample.targets import last_targets
from xlgoals.tables.sheets import sources


@dataclass(frozen=True)
class Sample:
    """The tables of a plan, by column name; months are numbers, blanks NaN, NaT or ""."""

    settings: dict[str, object]
    """Values by name; unit and note of a setting stand on its sheet."""
    reps: pd.DataFrame
    history: pd.DataFrame
    proposals: pd.DataFrame
    last_targets: pd.DataFrame
    assumptions: pd.DataFrame
    changes: pd.DataFrame
    also_called: pd.DataFrame
    """Empty: its files call everything what the plan calls it."""
    sources: pd.DataFrame
    """Empty: it was typed."""
    my_goals: pd.DataFrame
    planted: Planted
    """The true causes: no part of a plan."""


def organisation(seed: int = 2026, start: int = month_number(2027, 1)) -> Sample:
    """The sample organisation before a period; the same seed gives the same numbers.

    Args:
        seed: Another seed gives other numbers with the same causes behind them.
        start: Number of the period's first month; the history ends the month before.
    """
    draw = np.random.Generator(np.random.PCG64(seed))
    made = past.cells(draw, start)
    history, true = past.history(made), planted(made, start)
    return Sample(
        settings=beliefs.settings(history, start),
        reps=people.rep_table(start),
        history=history.assign(source=""),
        proposals=proposals(draw, history, start).assign(source=""),
        last_targets=last_targets(history, start).assign(source=""),
        assumptions=beliefs.assumptions(true, start),
        changes=beliefs.changes(true),
        also_called=pd.DataFrame(columns=["kind", "name_in_files", "is_called", "note"]),
        sources=pd.DataFrame(columns=list(sources.TABLE.names)),
        my_goals=people.my_goals(),
        planted=true,
    )
