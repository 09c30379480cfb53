"""Leading signs: activities against their plan, and when what is short shows as revenue."""

from xlgoals.tables.computed import ratio
from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Shown, Table

TABLE = Table(
    "LeadingSigns",
    (
        Column("Rep ID", Kind.ID, "Blank: the team.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=24),
        Column("Sign", Kind.TEXT, "Which activity, or metric of your own.", Role.WRITTEN, width=20),
        Column("Status", Kind.TEXT, "Against its plan.", Role.WRITTEN, width=13),
        Column(
            "Plan to date",
            Kind.NUMBER,
            "Due by now; what is averaged over months: of a month.",
            Role.WRITTEN,
        ),
        Column(
            "Actual",
            Kind.NUMBER,
            "Done by now; what is averaged over months: in the last month.",
            Role.WRITTEN,
        ),
        ratio("LeadingSigns", "Share of plan", "Actual", "Plan to date", "Actual ÷ plan to date."),
        Column("Days", Kind.COUNT, "From opening a proposal to winning it.", Role.WRITTEN),
        Column("What it means", Kind.TEXT, "In a sentence.", Role.WRITTEN, width=60),
    ),
    key=("Rep ID", "Sign"),
    optional=True,
)

SHEET = Sheet(
    "Leading signs",
    "Activities against their plan: what is short today is missing as revenue some weeks later. "
    "Metrics of your own follow.",
    Group.RESULT,
    TABLE,
    shown=Shown.WHEN_FILLED,
    since="0.2",
)
