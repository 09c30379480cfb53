"""Review metrics: last period's goals for activities and rates against what came."""

from dataclasses import replace

from xlgoals.tables.computed import difference, ratio
from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Shown, Table
from xlgoals.tables.sheets.review import LEVELS, NOTED, REASON


def number(header: str, hint: str) -> Column:
    """A number in the metric's own unit."""
    return Column(header, Kind.NUMBER, hint, Role.WRITTEN, unit_from="Metric")


TABLE = Table(
    "ReviewMetrics",
    (
        Column("Metric", Kind.TEXT, "What was aimed at.", Role.WRITTEN, width=20),
        Column("By", Kind.CHOICE, "As on sheet Review.", Role.WRITTEN, choices=LEVELS, width=18),
        Column("ID", Kind.ID, "Which one.", Role.WRITTEN, width=24),
        Column("Name", Kind.TEXT, "Its name.", Role.WRITTEN, width=34),
        number("Target", "What was aimed at last period."),
        number("Actual", "What came. A group's rate is made from sums."),
        replace(
            difference(
                "ReviewMetrics", "Gap", "Actual", "Target", "Actual less target.", Kind.NUMBER
            ),
            unit_from="Metric",
        ),
        ratio("ReviewMetrics", "Attainment", "Actual", "Target", "Actual ÷ target."),
        REASON,
        NOTED,
    ),
    key=("Metric", "By", "ID"),
    optional=True,
)

SHEET = Sheet(
    "Review metrics",
    "Last period's goals for activities and rates against what came. A team's rate is made from "
    "sums.",
    Group.RESULT,
    TABLE,
    shown=Shown.WHEN_FILLED,
    since="0.2",
)
