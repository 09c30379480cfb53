"""Coaching effect: close rates before and since, and what the numbers allow one to say."""

from xlgoals.tables.computed import ratio
from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Shown, Table


def count(header: str, hint: str) -> Column:
    """A count that the button writes."""
    return Column(header, Kind.COUNT, hint, Role.WRITTEN)


def rate(header: str, side: str) -> Column:
    """Sales ÷ presentations of one side."""
    parts = f"Sales {side}", f"Presentations {side}"
    return ratio("CoachingEffect", header, *parts, "Sales ÷ presentations.")


TABLE = Table(
    "CoachingEffect",
    (
        Column("Rep ID", Kind.ID, "Blank: the team.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=24),
        Column("Hours", Kind.NUMBER, "Of coaching by the log.", Role.WRITTEN),
        Column("Since", Kind.MONTH, "Month of the first one.", Role.WRITTEN),
        count("Presentations before", "In the twelve months before."),
        count("Sales before", "In the twelve months before."),
        rate("Close rate before", "before"),
        count("Presentations after", "Since then, that month included."),
        count("Sales after", "Since then, that month included."),
        rate("Close rate after", "after"),
        Column("Change", Kind.CHANGE, "In points: after less before.", Role.WRITTEN),
        Column("At least", Kind.CHANGE, "Low end of Newcombe's 95 % interval.", Role.WRITTEN),
        Column("At most", Kind.CHANGE, "High end of Newcombe's 95 % interval.", Role.WRITTEN),
        Column("What can be said", Kind.TEXT, "In a sentence.", Role.WRITTEN, width=40),
    ),
    key=("Rep ID",),
    optional=True,
)

SHEET = Sheet(
    "Coaching effect",
    "Close rates before and since your first coaching. It tells what changed, not why: treat small "
    "numbers with care.",
    Group.OWN,
    TABLE,
    shown=Shown.WHEN_FILLED,
    since="0.2",
)
