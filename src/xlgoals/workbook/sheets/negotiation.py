"""Negotiation: the lines of one rep's goals, which the rep and the manager fill in turn."""

from xlgoals.workbook.language import Column, Group, Kind, Sheet, Shown, Table

TABLE = Table(
    "Negotiation",
    (
        Column("Goal", Kind.TEXT, "Metric, product or territory.", width=22),
        Column("Proposed", Kind.NUMBER, "What the manager proposes."),
        Column("Why", Kind.TEXT, "The manager's reason.", width=30),
        Column("Counter", Kind.NUMBER, "What the rep answers."),
        Column("Details", Kind.TEXT, "What the rep builds it on.", width=30),
        Column("Agreed", Kind.NUMBER, "What both accept."),
    ),
    key=("Goal",),
    optional=True,
)

SHEET = Sheet(
    "Negotiation",
    "What is proposed, what the rep answers, and what you both accept.",
    Group.NEGOTIATION,
    TABLE,
    shown=Shown.WHEN_FILLED,
    portrait=True,
)
