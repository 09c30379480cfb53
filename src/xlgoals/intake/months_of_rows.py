"""The month that a row of a table belongs to."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from xlgoals.domain.months import months_of_dates
from xlgoals.tables.language import Kind, Table


def months_of(table: Table, frame: pd.DataFrame) -> NDArray[np.float64]:
    """The month of each row; NaN where it has none."""
    names = set(table.names)
    if "month" in names:
        return frame["month"].to_numpy(np.float64) if "month" in frame else _none(frame)
    dates = [c.name for c in table.columns if c.kind is Kind.DATE and c.required]
    if not dates or dates[0] not in frame:
        return _none(frame)
    return months_of_dates(frame[dates[0]].to_numpy("datetime64[s]"))


def _none(frame: pd.DataFrame) -> NDArray[np.float64]:
    """No month for any row."""
    return np.full(len(frame), np.nan)
