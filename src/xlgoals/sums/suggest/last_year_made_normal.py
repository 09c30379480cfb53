"""Last year without what was odd of it: one-offs taken out, lasting changes carried back."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.months import months_of_dates
from xlgoals.sums.arrays import Bools, Floats, Ints


@dataclass(frozen=True)
class Change:
    """Something that happened: its month, its scope and its share of revenue."""

    month: int
    scope: str
    effect: float
    one_off: bool


def estimated_changes(changes: pd.DataFrame) -> list[Change]:
    """The changes whose effect was estimated, in the order of their rows."""
    estimated = changes[changes["effect"].notna() & (changes["effect"] > -1)]
    return [
        Change(int(month), scope, effect, kind == "One-off")
        for month, scope, effect, kind in zip(
            months_of_dates(estimated["date"].to_numpy("datetime64[s]")).tolist(),
            estimated["scope"].tolist(),
            estimated["effect"].tolist(),
            estimated["lasting_or_one_off"].tolist(),
            strict=True,
        )
    ]


def made_normal(history: Floats, change: Change, series: Bools, months: Ints) -> Floats:
    """Revenue (series × months) as if the change had not been odd.

    A one-off counts for the month of its date and is taken out of it; a lasting change is carried
    to the months before it, so that all of history is on today's footing.
    """
    when = months == change.month if change.one_off else months < change.month
    factor = 1 / (1 + change.effect) if change.one_off else 1 + change.effect
    return np.where(series[:, None] & when, history * factor, history)
