"""Tracking curve: one goal added up over the period, against what came and where it ends."""

from xlgoals.tables.language import Chart, Column, Group, Kind, Role, Series, Sheet, Shown, Table
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


def found(header: str) -> str:
    """A formula that finds a column's value for the one who is picked, in this month."""
    month = "TrackingCurve[[#This Row],[Month]]"
    first = f"MATCH(${WHO[0]}${WHO[1:]},TrackingByMonth[Rep],0)"
    after = f"MATCH({month},TrackingCurve[Month],0)-1"
    return f"IFERROR(INDEX(TrackingByMonth[{header}],{first}+{after}),NA())"


TABLE = Table(
    "TrackingCurve",
    (
        Column("Month", Kind.MONTH, "Month of the period.", Role.WRITTEN, width=14),
        *(
            Column(header, Kind.MONEY, hint, Role.FORMULA, formula=found(header), width=15)
            for header, hint in AMOUNTS.items()
        ),
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
