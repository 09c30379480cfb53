"""What an import does to each month: revenue before and after, so that a fall is seen."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.months import month_label


@dataclass(frozen=True)
class MonthChange:
    """A month's revenue in all, before and after."""

    month: int
    before: float
    after: float

    @property
    def falls(self) -> bool:
        """Whether something that was there is less now."""
        return self.after < self.before

    def __str__(self) -> str:
        """``Jan 2025: 300 becomes 700``."""
        return f"{month_label(self.month)}: {_shown(self.before)} becomes {_shown(self.after)}"


def month_changes(before: pd.DataFrame, after: pd.DataFrame) -> tuple[MonthChange, ...]:
    """The months that had revenue and have another one now.

    Args:
        before, after: Typed rows of History: month, revenue.
    """
    sums = [frame.groupby("month")["revenue"].sum() for frame in (before, after)]
    old, new = sums[0], sums[1].reindex(sums[0].index).fillna(0.0)
    differ = ~np.isclose(old.to_numpy(), new.to_numpy(), rtol=0, atol=0.005) & (old != 0).to_numpy()
    return tuple(
        MonthChange(int(month), float(old[month]), float(new[month])) for month in old.index[differ]
    )


def _shown(amount: float) -> str:
    """An amount with its cents where it has some."""
    return f"{amount:,.2f}".removesuffix(".00")
