"""Findings: last year in the five sentences that matter, and what still wants a reason."""

from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Shown, Table

FOUND, OPEN = "Finding", "No reason yet"

TABLE = Table(
    "Findings",
    (
        Column("No", Kind.COUNT, "The most money first.", Role.WRITTEN, width=8),
        Column(
            "What",
            Kind.CHOICE,
            "A finding, or a big miss that wants a reason.",
            Role.WRITTEN,
            choices=(FOUND, OPEN),
            width=16,
        ),
        Column("Sentence", Kind.TEXT, "In a sentence.", Role.WRITTEN, width=40),
        Column("Money", Kind.MONEY, "How much it is about.", Role.WRITTEN, width=14),
        Column("Where", Kind.TEXT, "The cell it comes from.", Role.WRITTEN, width=24),
    ),
    key=("No",),
    optional=True,
)

SHEET = Sheet(
    "Findings",
    "Last year in five sentences; then the big misses that want a reason on sheet Review.",
    Group.RESULT,
    TABLE,
    shown=Shown.WHEN_FILLED,
    since="0.2",
)
