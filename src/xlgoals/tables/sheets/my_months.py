"""My months: the hours the manager planned, spent and has coming, month by month."""

from xlgoals.tables.computed import ratio
from xlgoals.tables.language import Chart, Column, Group, Kind, Role, Series, Sheet, Shown, Table


def hours(header: str, hint: str) -> Column:
    """Hours that the button writes."""
    return Column(header, Kind.NUMBER, hint, Role.WRITTEN)


TABLE = Table(
    "MyMonths",
    (
        Column("Month", Kind.MONTH, "Month of the period.", Role.WRITTEN),
        hours("Coaching planned", "Hours for all reps."),
        hours("Coaching done", "Hours by the log."),
        hours("Coaching coming", "Hours after today."),
        hours("Planned", "Hours of all goals that are counted in hours."),
        hours("Done", "Hours by the log."),
        hours("Coming", "Hours after today."),
        ratio("MyMonths", "Pace", "Done", "Planned", "Done ÷ planned."),
    ),
    key=("Month",),
    optional=True,
)

COACHING = Chart(
    "xlgoals coaching",
    "Do you find the coaching time you planned?",
    "Month",
    (
        Series("Coaching done", "0072B2", "Done (hours)"),
        Series("Coaching coming", "D9E2EC", "Coming"),
        Series("Coaching planned", "616E7C", "Planned", style="line"),
    ),
)

SHEET = Sheet(
    "My months",
    "The hours you planned for coaching and the rest, what you spent, and what is coming.",
    Group.OWN,
    TABLE,
    charts=(COACHING,),
    shown=Shown.WHEN_FILLED,
    since="0.2",
)
