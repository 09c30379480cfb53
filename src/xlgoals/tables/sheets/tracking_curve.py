"""Tracking curve: one goal added up over the period, against what came and where it ends."""

import numpy as np

from xlgoals.domain.metrics import column_name
from xlgoals.domain.rates import Floats
from xlgoals.tables.computed import this
from xlgoals.tables.language import (
    Chart,
    Column,
    Group,
    Kind,
    Role,
    Seen,
    Series,
    Sheet,
    Shown,
    Table,
)
from xlgoals.tables.waterfall import HEADER_ROW, TEAM, WHO, picker

__all__ = ["AMOUNTS", "SHEET", "TABLE", "TEAM", "WHO"]
AMOUNTS = {
    "Agreed so far": "What was agreed first, by season.",
    "Plan so far": "With what was amended since.",
    "Actual so far": "What came.",
    "Projected": "From here on: reached in one case of two.",
    "Low": "Reached in nine cases of ten.",
    "High": "Reached in one case of ten.",
}
"""The columns that are looked up, with what each means."""


def amount(header: str, hint: str) -> Column:
    """A column that finds another's value for the one who is picked, in this month."""
    first = f"MATCH(${WHO[0]}${WHO[1:]},TrackingByMonth[Rep],0)"
    after = f"MATCH({this('TrackingCurve', 'Month')},TrackingCurve[Month],0)-1"

    def values(seen: Seen) -> Floats:
        months = seen.tables["TrackingByMonth"]
        whose = str(seen.cells[WHO]).strip().casefold()
        places = np.flatnonzero(months["rep"].str.casefold() == whose)[:1]
        column = months[column_name(header)].to_numpy(np.float64)
        own = column[places[0] :][: len(seen.rows)] if len(places) else column[:0]
        return np.pad(own, (0, len(seen.rows) - len(own)), constant_values=np.nan)

    return Column(
        header,
        Kind.MONEY,
        hint,
        Role.FORMULA,
        formula=f"IFERROR(INDEX(TrackingByMonth[{header}],{first}+{after}),NA())",
        python=values,
        width=15,
    )


TABLE = Table(
    "TrackingCurve",
    (
        Column("Month", Kind.MONTH, "Month of the period.", Role.WRITTEN, width=14),
        *(amount(header, hint) for header, hint in AMOUNTS.items()),
    ),
    key=("Month",),
    optional=True,
)

CURVE = Chart(
    "xlgoals tracking curve",
    "Where does the period end?",
    "Month",
    (
        Series("Plan so far", "616E7C", "Plan by season", style="line"),
        Series("Actual so far", "0072B2", "Actual", style="line"),
        Series("Projected", "E69F00", "Projected", style="line"),
        Series("Low", "E69F00", "Low", style="dashed"),
        Series("High", "E69F00", "High", style="dashed"),
    ),
    kind="line",
)

SHEET = Sheet(
    "Tracking curve",
    "Plan, actual and projection, added up. Pick a rep, or Team, in the yellow cell.",
    Group.RESULT,
    TABLE,
    charts=(CURVE,),
    labels=picker("Whose goal"),
    shown=Shown.WHEN_FILLED,
    header_row=HEADER_ROW,
    since="0.2",
)
