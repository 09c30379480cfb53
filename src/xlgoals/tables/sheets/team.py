"""Team: everybody's goal on one page, against last year and against the company goal."""

from xlgoals.domain.metrics import column_name
from xlgoals.tables.addresses import column_letters
from xlgoals.tables.computed import Computed, change
from xlgoals.tables.language import (
    FIRST_COLUMN,
    Cell,
    Chart,
    Column,
    Group,
    Kind,
    Label,
    Role,
    Seen,
    Series,
    Sheet,
    Table,
)

TABLE = Table(
    "Team",
    (
        Column("Rep ID", Kind.ID, "As on sheet Reps.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=24),
        Column("Territory", Kind.TEXT, "Home territory.", Role.WRITTEN, width=16),
        Column("Last actual", Kind.MONEY, "Revenue of the twelve months before.", Role.WRITTEN),
        Column("Suggested", Kind.MONEY, "Suggested revenue goal.", Role.WRITTEN),
        change("Team", "Change", "Suggested", "Last actual", "Suggested against last actual."),
        Column(
            "Chance", Kind.FRACTION, "Of reaching what is suggested.", Role.WRITTEN, since="0.2"
        ),
        Column("Share of team", Kind.FRACTION, "Of all suggested goals.", Role.WRITTEN),
        Column(
            "Proposed", Kind.MONEY, "What you proposed last.", Role.WRITTEN, blank=True, since="0.2"
        ),
        Column(
            "Counter", Kind.MONEY, "What the rep answered.", Role.WRITTEN, blank=True, since="0.2"
        ),
        Column("Agreed", Kind.MONEY, "What you and the rep agreed. Blank: still open.", low=0),
        Column(
            "Goal now",
            Kind.MONEY,
            "Agreed, or else the last offer, or else what is suggested.",
            Role.WRITTEN,
            since="0.2",
        ),
        Column(
            "Expected",
            Kind.FRACTION,
            "What is expected of the rep against the goal as it stands.",
            Role.WRITTEN,
            since="0.2",
        ),
        Column(
            "Status",
            Kind.TEXT,
            "Where all of the rep's goals stand, and whose turn it is.",
            Role.WRITTEN,
            width=26,
            since="0.2",
        ),
        Column(
            "Waiting",
            Kind.COUNT,
            "Days since something happened.",
            Role.WRITTEN,
            width=10,
            blank=True,
            since="0.2",
        ),
        Column("Note", Kind.TEXT, "What the rep said.", width=40),
        Column(
            "At least",
            Kind.FRACTION,
            "Lower edge of the band.",
            Role.WRITTEN,
            hidden=True,
            since="0.2",
        ),
        Column(
            "At most",
            Kind.FRACTION,
            "Upper edge of the band.",
            Role.WRITTEN,
            hidden=True,
            since="0.2",
        ),
    ),
    key=("Rep ID",),
    optional=True,
)

SUGGESTION = Chart(
    "xlgoals suggestion",
    "What is asked of each rep, against what came last year?",
    "Rep",
    (
        Series("Last actual", "616E7C", "Last twelve months"),
        Series("Suggested", "0072B2", "Suggested"),
        Series("Goal now", "E69F00", "As it stands"),
    ),
)

TOTALS = ("Last actual", "Suggested", "Proposed", "Counter", "Agreed", "Goal now")
"""Columns that are added up above the table."""


def letters(header: str) -> str:
    """The letters of a column."""
    return column_letters(FIRST_COLUMN + TABLE.headers.index(header))


def total(header: str) -> Computed:
    """The sum of a column's goals, above the table."""
    return Computed(
        f"{letters(header)}5",
        f'=SUMIF(Team[{header}],">0")',
        "total money",
        python=lambda seen: float(seen.tables["Team"][column_name(header)].clip(lower=0).sum()),
    )


def agreed_so_far(seen: Seen) -> Cell:
    """How many goals are agreed, of those that are suggested."""
    agreed, suggested = (seen.tables["Team"][name].notna().sum() for name in HOW_MANY)
    return f"{agreed} of {suggested} agreed"


HOW_MANY = ("agreed", "suggested")
TOTAL_LABELS = (
    Label(f"{letters('Rep')}5", "Team", "total"),
    *map(total, TOTALS),
    Computed(
        f"{letters('Status')}5",
        '=COUNT(Team[Agreed])&" of "&COUNT(Team[Suggested])&" agreed"',
        "total",
        python=agreed_so_far,
    ),
)

SHEET = Sheet(
    "Team",
    "Everybody's revenue goal on one page. Where you negotiate, Agreed follows the log; elsewhere "
    "type what you agreed, and it is kept.",
    Group.NEGOTIATION,
    TABLE,
    charts=(SUGGESTION,),
    labels=TOTAL_LABELS,
)
