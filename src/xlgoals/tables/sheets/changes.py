"""Changes: what happened last year that history alone does not tell."""

from xlgoals.tables.language import Column, Group, Kind, Sheet, Table
from xlgoals.tables.sheets.assumptions import SCOPE_HINT

TABLE = Table(
    "Changes",
    (
        Column("Date", Kind.DATE, "When it began.", required=True),
        Column("What changed", Kind.TEXT, "In your words.", required=True, width=40),
        Column("Scope", Kind.SCOPE, SCOPE_HINT, width=18, blank_means="all"),
        Column(
            "Effect",
            Kind.CHANGE,
            "Share of revenue gained or lost from then on: -0.15 is 15 % less.",
            low=-1,
        ),
        Column(
            "Lasting or one-off",
            Kind.CHOICE,
            "A one-off counts for the month of its date and is taken out of the baseline; a "
            "lasting change is carried on.",
            choices=("Lasting", "One-off"),
            width=16,
            blank_means="lasting",
        ),
        Column("Evidence", Kind.TEXT, "How you know.", width=40),
    ),
    key=("Date", "What changed", "Scope"),
    optional=True,
)

SHEET = Sheet(
    "Changes",
    "What happened last year: a competitor opened, a price list changed, a big order came once.",
    Group.INPUT,
    TABLE,
)
