"""Tracking: how the period goes against what was agreed."""

from dataclasses import replace

from xlgoals.tables.computed import ratio
from xlgoals.tables.language import Chart, Column, Group, Kind, Role, Series, Sheet, Table


def money(header: str, hint: str, width: int = 0, since: str = "") -> Column:
    """An amount that the button writes."""
    return Column(header, Kind.MONEY, hint, Role.WRITTEN, width=width, since=since)


TABLE = Table(
    "Tracking",
    (
        Column("Rep ID", Kind.ID, "Blank: the team.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=22),
        Column(
            "Status", Kind.TEXT, "Against the plan by season.", Role.WRITTEN, width=13, since="0.2"
        ),
        money("Agreed", "The goal both accepted first; what is suggested where none is."),
        Column(
            "Basis", Kind.TEXT, "Where the goal comes from.", Role.WRITTEN, width=14, since="0.2"
        ),
        Column(
            "Amended",
            Kind.MONEY,
            "The goal for the whole period as it was changed later. Blank: unchanged.",
            Role.WRITTEN,
            blank=True,
            since="0.2",
        ),
        Column("From", Kind.MONTH, "First month of the amendment.", Role.WRITTEN, since="0.2"),
        money(
            "Goal", "Agreed until the change, amended from it on, prorated by season.", since="0.2"
        ),
        money("Plan to date", "The part of the goal that is due by now, by season.", since="0.2"),
        money("Actual", "Revenue of the period so far.", since="0.2"),
        replace(
            ratio(
                "Tracking",
                "Pace",
                "Actual",
                "Plan to date",
                "Actual ÷ plan to date: 100 % is on plan.",
            ),
            since="0.2",
        ),
        money("Projected", "Where the period ends: reached in one case of two.", since="0.2"),
        money("Low", "Reached in nine cases of ten.", since="0.2"),
        money("High", "Reached in one case of ten.", since="0.2"),
        Column("Chance", Kind.FRACTION, "Of reaching the goal.", Role.WRITTEN, since="0.2"),
        money("Needed a month", "What each month that is left has to bring.", since="0.2"),
        money("So far a month", "What each month brought so far.", since="0.2"),
        Column("Note", Kind.TEXT, "What you will do about it.", width=40),
    ),
    key=("Rep ID",),
    optional=True,
)

PACE = Chart(
    "xlgoals tracking",
    "Who is where the season says they should be?",
    "Rep",
    (Series("Pace", "0072B2"),),
    number_format="0%",
)

SHEET = Sheet(
    "Tracking",
    "How the period goes against what was agreed. Import new months, then press Track.",
    Group.RESULT,
    TABLE,
    charts=(PACE,),
)
