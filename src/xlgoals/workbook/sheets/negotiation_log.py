"""Negotiation log: every offer and answer, one row each, only ever added to."""

from xlgoals.workbook.language import Column, Group, Kind, Role, Sheet, Shown, Table

TABLE = Table(
    "NegotiationLog",
    (
        Column("No.", Kind.COUNT, "Runs from 1 without a gap.", Role.WRITTEN),
        Column("Time", Kind.TEXT, "In UTC.", Role.WRITTEN, width=20),
        Column("Rep ID", Kind.ID, "As on sheet Reps.", Role.WRITTEN),
        Column("Line", Kind.TEXT, "Which goal.", Role.WRITTEN, width=22),
        Column("Round", Kind.COUNT, "Which round.", Role.WRITTEN),
        Column("Who", Kind.TEXT, "Who did it.", Role.WRITTEN, width=20),
        Column("Action", Kind.TEXT, "What was done.", Role.WRITTEN),
        Column("Value", Kind.NUMBER, "The value offered.", Role.WRITTEN),
        Column("Reason", Kind.TEXT, "In their words.", Role.WRITTEN, width=40),
        Column("Source", Kind.TEXT, "Sheet, file or terminal.", Role.WRITTEN),
        Column("Hash", Kind.TEXT, "Of the row before.", Role.WRITTEN),
    ),
    key=("No.",),
    optional=True,
)

SHEET = Sheet(
    "Negotiation log",
    "Every offer and answer, one row each. It is only ever added to.",
    Group.NEGOTIATION,
    TABLE,
    shown=Shown.WHEN_FILLED,
)
