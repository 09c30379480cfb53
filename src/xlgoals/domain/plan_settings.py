"""The numbers that hold for the whole plan, as the sums need them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Settings:
    """The period, the company goal, and how far each side counts."""

    start: int
    """Number of the period's first month."""
    months: int = 12
    goal: float = float("nan")
    """Company goal in money; NaN where there is none."""
    top_down: float = 0.0
    """Weight of the company goal against what history supports, 0 to 1."""
    potential: float = 0.0
    """Weight of potential against history when the goal is shared out, 0 to 1."""
    stretch: float = 0.0
    hedge: float = 0.0
    unit: float = 1.0
    """Revenue goals are multiples of this."""
    ramp: tuple[float, ...] = ()
    """What a new hire brings month by month, as shares of full strength, all of it afterwards;
    empty where it grows evenly over the months of the assumptions."""

    @property
    def calendar(self) -> NDArray[np.int64]:
        """The month numbers of the period."""
        return np.arange(self.start, self.start + self.months)

    @property
    def detail_unit(self) -> float:
        """The unit of product, territory and month goals: a tenth of the rep's."""
        return self.unit / 10 if self.unit >= 10 else self.unit
