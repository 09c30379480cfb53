"""My log: what the manager did, one row an event."""

from xlgoals.domain.own_goal_kinds import NAMES
from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Table

TABLE = Table(
    "MyLog",
    (
        Column("Date", Kind.DATE, "When."),
        Column("Kind", Kind.TEXT, "What, as on sheet My goals.", choices=NAMES, width=20),
        Column(
            "Rep ID",
            Kind.ID,
            "With whom; blank: nobody.",
            refers_to=("Reps", "Rep ID"),
            blank_means="nobody",
        ),
        Column("Hours", Kind.NUMBER, "How long.", low=0),
        Column("Customers", Kind.COUNT, "How many you visited together.", low=0, since="0.2"),
        Column("Note", Kind.TEXT, "What came of it.", width=40),
        Column(
            "Source",
            Kind.TEXT,
            "The calendar event it comes from.",
            Role.WRITTEN,
            width=30,
            since="0.2",
        ),
    ),
    optional=True,
)

SHEET = Sheet(
    "My log",
    "What you did for your own goals: one row each time.",
    Group.OWN,
    TABLE,
)
