"""Balance: the goals as a whole – what is still open, and whether they are fair."""

from xlgoals.workbook.language import Column, Group, Kind, Role, Sheet, Shown, Table

TABLE = Table(
    "Balance",
    (
        Column("Question", Kind.TEXT, "What is asked.", Role.WRITTEN, width=40),
        Column("Answer", Kind.NUMBER, "In its unit.", Role.WRITTEN, unit_from="Unit", width=14),
        Column(
            "Unit",
            Kind.CHOICE,
            "money, count or share.",
            Role.WRITTEN,
            choices=("money", "count", "share", "number"),
            width=9,
        ),
        Column("What it means", Kind.TEXT, "In a sentence.", Role.WRITTEN, width=80),
    ),
    key=("Question",),
    optional=True,
)

SHEET = Sheet(
    "Balance",
    "All goals as a whole: against the company goal, what is open, and whether they are fair.",
    Group.NEGOTIATION,
    TABLE,
    shown=Shown.WHEN_FILLED,
)
