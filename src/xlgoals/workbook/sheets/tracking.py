"""Tracking: how the period goes against what was agreed."""

from xlgoals.workbook.language import Column, Group, Kind, Role, Sheet, Shown, Table

TABLE = Table(
    "Tracking",
    (
        Column("Rep ID", Kind.ID, "As on sheet Reps.", Role.WRITTEN),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=24),
        Column("Agreed", Kind.MONEY, "The goal both accepted.", Role.WRITTEN),
        Column("To date", Kind.MONEY, "Revenue of the period so far.", Role.WRITTEN),
        Column("Note", Kind.TEXT, "What you will do about it.", width=40),
    ),
    key=("Rep ID",),
    optional=True,
)

SHEET = Sheet(
    "Tracking",
    "How the period goes against what was agreed.",
    Group.RESULT,
    TABLE,
    shown=Shown.WHEN_FILLED,
)
