"""My goals: what the manager will do so that the reps reach theirs."""

from xlgoals.domain.own_goal_kinds import NAMES
from xlgoals.tables.language import Column, Group, Kind, Sheet, Table

UNITS = ("hours", "days", "times", "customers")
PER = ("month", "period")

TABLE = Table(
    "MyGoals",
    (
        Column(
            "Goal",
            Kind.TEXT,
            "What you will do. Pick one, or write your own.",
            choices=NAMES,
            width=20,
        ),
        Column(
            "Rep ID",
            Kind.ID,
            "Blank: not for one rep.",
            refers_to=("Reps", "Rep ID"),
            blank_means="not for one rep",
        ),
        Column(
            "Planned",
            Kind.NUMBER,
            "How much. Three to five hours of coaching a rep and month is common.",
            low=0,
        ),
        Column("Unit", Kind.CHOICE, "hours, days, times, or customers met.", choices=UNITS),
        Column("Per", Kind.CHOICE, "month or period.", choices=PER),
        Column("Note", Kind.TEXT, "Anything worth remembering.", width=40),
    ),
    key=("Goal", "Rep ID", "Note"),
    optional=True,
)

SHEET = Sheet(
    "My goals",
    "Your own goals: coaching time per rep, days in the field, meetings, trade shows, reading.",
    Group.OWN,
    TABLE,
)
