"""Review: last period's revenue goals against what came, with the reasons the manager types."""

from xlgoals.tables.computed import difference, ratio
from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Table

LEVELS = (
    "Team",
    "Rep",
    "Territory",
    "Product",
    "Month",
    "Rep × product",
    "Territory × product",
)
REASON = Column("Reason", Kind.TEXT, "Why it was beaten or missed, in your words.", width=40)
NOTED = Column(
    "Noted",
    Kind.DATE,
    "When the reason was first there. Filled in for you; correct it freely.",
    since="0.2",
)

TABLE = Table(
    "Review",
    (
        Column(
            "By",
            Kind.CHOICE,
            "Team, rep, territory, product, month, or a pair of them.",
            Role.WRITTEN,
            choices=LEVELS,
            width=18,
        ),
        Column("ID", Kind.ID, "Which one.", Role.WRITTEN, width=24),
        Column("Name", Kind.TEXT, "Its name.", Role.WRITTEN, width=34),
        Column(
            "Target", Kind.MONEY, "Revenue aimed at last period; #N/A: no target.", Role.WRITTEN
        ),
        Column("Actual", Kind.MONEY, "Revenue that came.", Role.WRITTEN),
        difference("Review", "Gap", "Actual", "Target", "Actual less target."),
        ratio("Review", "Attainment", "Actual", "Target", "Actual ÷ target."),
        REASON,
        NOTED,
    ),
    key=("By", "ID"),
    optional=True,
)

SHEET = Sheet(
    "Review",
    "Last period's revenue goals against what came; filter column By. Type the reason beside each: "
    "it stays through every refresh.",
    Group.RESULT,
    TABLE,
)
