"""Review: last period's goals against what came, with the reasons the manager types."""

from xlgoals.workbook.language import Column, Group, Kind, Role, Sheet, Table

LEVELS = ("Team", "Rep", "Territory", "Product")

TABLE = Table(
    "Review",
    (
        Column("By", Kind.CHOICE, "Team, rep, territory or product.", Role.WRITTEN, choices=LEVELS),
        Column("ID", Kind.ID, "Which one.", Role.WRITTEN, width=16),
        Column("Name", Kind.TEXT, "Its name.", Role.WRITTEN, width=24),
        Column("Target", Kind.MONEY, "Revenue aimed at last period.", Role.WRITTEN),
        Column("Actual", Kind.MONEY, "Revenue that came.", Role.WRITTEN),
        Column(
            "Gap",
            Kind.MONEY,
            "Actual less target.",
            Role.FORMULA,
            formula="IFERROR(Review[[#This Row],[Actual]]-Review[[#This Row],[Target]],NA())",
        ),
        Column(
            "Attainment",
            Kind.FRACTION,
            "Actual ÷ target.",
            Role.FORMULA,
            formula="IFERROR(Review[[#This Row],[Actual]]/Review[[#This Row],[Target]],NA())",
        ),
        Column("Reason", Kind.TEXT, "Why it was beaten or missed, in your words.", width=40),
    ),
    key=("By", "ID"),
    optional=True,
)

SHEET = Sheet(
    "Review",
    "Last period's revenue goals against what came. Type the reason beside each: it stays through "
    "every refresh.",
    Group.RESULT,
    TABLE,
)
