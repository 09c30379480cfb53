"""Balance: the goals as a whole – what is still open, and whether they are fair."""

from xlgoals.tables.language import (
    Chart,
    Column,
    Group,
    Kind,
    Label,
    Role,
    Series,
    Sheet,
    Shown,
    Table,
)

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

NEWEST = "C5"
"""The cell that notes the newest event of the log, so that rows cut off its end are missed."""

EXPECTED = Chart(
    "xlgoals expected",
    "Who is expected to come within 20 % of the goal as it stands?",
    "Rep",
    (
        Series("Expected", "0072B2", "Expected"),
        Series("At least", "616E7C", "80 %", style="line"),
        Series("At most", "616E7C", "120 %", style="line"),
    ),
    number_format="0%",
    sheet="Team",
)

SHEET = Sheet(
    "Balance",
    "All goals as a whole: against the company goal, what is open, and whether they are fair.",
    Group.NEGOTIATION,
    TABLE,
    charts=(EXPECTED,),
    labels=(
        Label("B5", "Newest event of the negotiation log, and its seal", "note"),
        Label(NEWEST, "", "note"),
    ),
    shown=Shown.WHEN_FILLED,
    since="0.2",
)
