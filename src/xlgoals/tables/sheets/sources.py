"""Sources: which file brought which rows, and how it was understood."""

from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Shown, Table

READ, LEAVE, REMOVE = "read it", "leave it", "remove its rows"
ON_REFRESH = (READ, LEAVE, REMOVE)

TABLE = Table(
    "Sources",
    (
        Column(
            "Source",
            Kind.TEXT,
            "What its rows have in their column Source.",
            Role.WRITTEN,
            width=24,
        ),
        Column("Table", Kind.TEXT, "The sheet that has its rows.", Role.WRITTEN, width=14),
        Column(
            "On refresh",
            Kind.CHOICE,
            "What the button Refresh does with it. Blank: read it.",
            choices=ON_REFRESH,
            width=16,
            blank_means=READ,
        ),
        Column(
            "File",
            Kind.TEXT,
            "Where it is, seen from the plan. Blank: its rows came from several files.",
            width=36,
            blank_means="several files",
        ),
        Column("Options", Kind.TEXT, "How it is read, as in the terminal.", width=44),
        Column("Columns", Kind.TEXT, "What it gives.", Role.WRITTEN, width=30),
        Column("First month", Kind.MONTH, "Of its rows in the plan.", Role.WRITTEN),
        Column("Last month", Kind.MONTH, "Of its rows in the plan.", Role.WRITTEN),
        Column("Rows of the file", Kind.COUNT, "When it was last read.", Role.WRITTEN, low=0),
        Column("Left out", Kind.COUNT, "Of these rows.", Role.WRITTEN, low=0),
        Column("Read on", Kind.DATE, "When it was last read.", Role.WRITTEN),
        Column("Fingerprint", Kind.TEXT, "Of the file's content.", Role.WRITTEN, width=18),
    ),
    key=("Source", "Table"),
    optional=True,
)

SHEET = Sheet(
    "Sources",
    "The files that were brought in. Refresh reads them again: what a file brought before is "
    "replaced in the months that it covers; rows that you typed and rows of other files stay.",
    Group.INPUT,
    TABLE,
    shown=Shown.WHEN_FILLED,
    since="0.3",
)
