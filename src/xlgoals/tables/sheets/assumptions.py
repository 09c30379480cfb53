"""Assumptions: what the manager expects of the next period, beside what was expected of the last.

The kinds, and what each does, are declared in domain.assumption_kinds.
"""

from xlgoals.domain.assumption_kinds import NAMES, UNITS
from xlgoals.tables.language import Column, Group, Kind, Sheet, Table

SCOPE_HINT = "all – or rep: R03, territory: North, product: Alpha."

TABLE = Table(
    "Assumptions",
    (
        Column("ID", Kind.ID, "A short name, such as A1.", required=True, width=8),
        Column("Kind", Kind.CHOICE, "What it is about.", required=True, choices=NAMES, width=16),
        Column("Scope", Kind.SCOPE, SCOPE_HINT, width=18, blank_means="all"),
        Column(
            "From",
            Kind.MONTH,
            "First month it holds. Blank: from the start.",
            blank_means="no bound",
        ),
        Column("To", Kind.MONTH, "Last month it holds. Blank: to the end.", blank_means="no bound"),
        Column("Last period assumed", Kind.NUMBER, "What you expected.", unit_from="Unit"),
        Column("Last period actual", Kind.NUMBER, "How it turned out.", unit_from="Unit"),
        Column(
            "Next period",
            Kind.NUMBER,
            "What you expect now. 3 % growth is 0.03; a loss is negative. Ramp and vacancy: "
            "months.",
            unit_from="Unit",
        ),
        Column("Unit", Kind.CHOICE, "share, money or months.", choices=UNITS, width=10),
        Column(
            "Scenario",
            Kind.TEXT,
            "Blank: in all of them. A name: only there, instead of the row with the same kind and "
            "scope.",
            width=18,
            since="0.2",
            blank_means="in all of them",
        ),
        Column("Why", Kind.TEXT, "Where the number comes from. The reps will ask.", width=40),
    ),
    key=("ID",),
    optional=True,
)

SHEET = Sheet(
    "Assumptions",
    "What you expect of the next period, and how last period's expectations turned out.",
    Group.INPUT,
    TABLE,
)
