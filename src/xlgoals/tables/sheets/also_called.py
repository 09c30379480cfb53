"""Also called: what files call the territories and products of the plan."""

from xlgoals.tables.language import Column, Group, Kind, Sheet, Shown, Table

KINDS = ("Territory", "Product")

TABLE = Table(
    "AlsoCalled",
    (
        Column("Kind", Kind.CHOICE, "Territory or product.", required=True, choices=KINDS),
        Column(
            "Name in files",
            Kind.TEXT,
            "As a file writes it; case and spaces do not matter.",
            required=True,
            width=28,
        ),
        Column(
            "Is called",
            Kind.TEXT,
            "What the plan calls it: its new name, or what it was merged into.",
            required=True,
            width=28,
        ),
        Column("Note", Kind.TEXT, "Renamed, merged, discontinued: since when, and why.", width=40),
    ),
    key=("Kind", "Name in files"),
    optional=True,
)

SHEET = Sheet(
    "Also called",
    "Territories and products under other names: import brings their rows in under the name that "
    "the plan has. For reps there is a column on sheet Reps.",
    Group.INPUT,
    TABLE,
    shown=Shown.WHEN_FILLED,
    since="0.3",
)
