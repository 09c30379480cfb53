"""Backtest: how good such suggestions would have been in past periods."""

from xlgoals.workbook.language import Column, Group, Kind, Role, Sheet, Shown, Table

TABLE = Table(
    "Backtest",
    (
        Column("From", Kind.MONTH, "First month of the past period.", Role.WRITTEN),
        Column("Method", Kind.TEXT, "This suggestion, or a simpler one.", Role.WRITTEN, width=24),
        Column("Error", Kind.FRACTION, "Of the total, in absolute terms.", Role.WRITTEN),
    ),
    key=("From", "Method"),
    optional=True,
)

SHEET = Sheet(
    "Backtest",
    "How good such suggestions would have been in past periods.",
    Group.RESULT,
    TABLE,
    shown=Shown.WHEN_FILLED,
)
