"""My progress: the manager's own goals against the log, and who needs time."""

from xlgoals.tables.computed import ratio
from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Shown, Table


def number(header: str, hint: str, *, blank: bool = False) -> Column:
    """A number that the button writes, in the unit of its row."""
    return Column(header, Kind.NUMBER, hint, Role.WRITTEN, blank=blank)


TABLE = Table(
    "MyProgress",
    (
        Column("Goal", Kind.TEXT, "What you will do.", Role.WRITTEN, width=20),
        Column("Rep ID", Kind.ID, "Blank: not for one rep.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=24),
        Column("Unit", Kind.TEXT, "hours, days, times or customers.", Role.WRITTEN, width=11),
        number("Suggested", "Hours of coaching a month, within your total.", blank=True),
        number("Planned", "For the whole period. Blank: nothing is planned.", blank=True),
        number("Planned to date", "Due by today.", blank=True),
        number("Done", "By the log, up to today."),
        ratio("MyProgress", "Pace", "Done", "Planned to date", "Done ÷ planned to date."),
        number("This month", "Done in the month that is on."),
        Column("Last time", Kind.DATE, "When it was done last.", Role.WRITTEN),
        Column("Next time", Kind.DATE, "The next one in the log or calendar.", Role.WRITTEN),
        number("Coming", "In the log or calendar after today."),
        Column("Status", Kind.TEXT, "Against your plan.", Role.WRITTEN, width=18),
        Column("What to do", Kind.TEXT, "In a sentence.", Role.WRITTEN, width=40),
    ),
    key=("Goal", "Rep ID", "Unit"),
    optional=True,
)

SHEET = Sheet(
    "My progress",
    "Your own goals against your log: who has waited for a month, and what is coming.",
    Group.OWN,
    TABLE,
    shown=Shown.WHEN_FILLED,
    since="0.2",
)
