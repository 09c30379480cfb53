"""Targets by month: each rep's revenue goal spread over the period by season."""

from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Table

TABLE = Table(
    "TargetsByMonth",
    (
        Column("Rep ID", Kind.ID, "As on sheet Reps.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=24),
        Column("Month", Kind.MONTH, "Month of the period.", Role.WRITTEN),
        Column("Two years before", Kind.MONEY, "Revenue of that month.", Role.WRITTEN),
        Column("Year before", Kind.MONEY, "Revenue of that month.", Role.WRITTEN),
        Column("Target", Kind.MONEY, "The rep's revenue goal of the month.", Role.WRITTEN),
    ),
    key=("Rep ID", "Month"),
    optional=True,
)

SHEET = Sheet(
    "Targets by month",
    "Each rep's revenue goal spread over the period by season. The months add up to the goal.",
    Group.RESULT,
    TABLE,
)
