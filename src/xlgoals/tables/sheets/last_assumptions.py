"""Last assumptions: what was assumed, how it turned out, what that did, and what to assume next."""

from xlgoals.domain.assumption_kinds import NAMES, UNITS
from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Shown, Table


def value(header: str, hint: str) -> Column:
    """A value in the assumption's unit."""
    return Column(header, Kind.NUMBER, hint, Role.WRITTEN, unit_from="Unit", width=12)


TABLE = Table(
    "LastAssumptions",
    (
        Column("ID", Kind.ID, "As on sheet Assumptions.", Role.WRITTEN, width=8),
        Column("Kind", Kind.CHOICE, "What it is about.", Role.WRITTEN, choices=NAMES, width=16),
        Column("Scope", Kind.SCOPE, "All, or a rep, territory or product.", Role.WRITTEN, width=18),
        Column(
            "Unit", Kind.CHOICE, "share, money or months.", Role.WRITTEN, choices=UNITS, width=9
        ),
        value("Assumed", "What you expected of last period."),
        value("Actual", "How it turned out."),
        Column("How we know", Kind.TEXT, "From history, or as typed.", Role.WRITTEN, width=40),
        Column(
            "Effect",
            Kind.MONEY,
            "What the difference did to last year's revenue. Effects overlap: do not add them.",
            Role.WRITTEN,
        ),
        value("Next period", "What sheet Assumptions says now."),
        value("Suggested", "What last year suggests for the next."),
        Column("Reason", Kind.TEXT, "Why that.", Role.WRITTEN, width=40),
    ),
    key=("ID",),
    optional=True,
)

SHEET = Sheet(
    "Last assumptions",
    "Each of last period's assumptions against what happened, what the difference was worth, and "
    "what to assume next.",
    Group.RESULT,
    TABLE,
    shown=Shown.WHEN_FILLED,
    since="0.2",
)
