"""Team: everybody's goal on one page, against last year and against the company goal."""

from xlgoals.workbook.language import Chart, Column, Group, Kind, Role, Series, Sheet, Table

TABLE = Table(
    "Team",
    (
        Column("Rep ID", Kind.ID, "As on sheet Reps.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=24),
        Column("Territory", Kind.TEXT, "Home territory.", Role.WRITTEN, width=16),
        Column("Last actual", Kind.MONEY, "Revenue of the twelve months before.", Role.WRITTEN),
        Column("Suggested", Kind.MONEY, "Suggested revenue goal.", Role.WRITTEN),
        Column(
            "Change",
            Kind.CHANGE,
            "Suggested against last actual.",
            Role.FORMULA,
            formula="IFERROR(Team[[#This Row],[Suggested]]/Team[[#This Row],[Last actual]]-1,NA())",
        ),
        Column("Chance", Kind.FRACTION, "Of reaching what is suggested.", Role.WRITTEN),
        Column("Share of team", Kind.FRACTION, "Of all suggested goals.", Role.WRITTEN),
        Column("Proposed", Kind.MONEY, "What you proposed last.", Role.WRITTEN),
        Column("Counter", Kind.MONEY, "What the rep answered.", Role.WRITTEN),
        Column("Agreed", Kind.MONEY, "What you and the rep agreed. Blank: still open.", low=0),
        Column("Status", Kind.TEXT, "Where all of the rep's goals stand.", Role.WRITTEN, width=14),
        Column("Waiting", Kind.COUNT, "Days since something happened.", Role.WRITTEN, width=9),
        Column("Note", Kind.TEXT, "What the rep said.", width=40),
    ),
    key=("Rep ID",),
    optional=True,
)

SUGGESTION = Chart(
    "xlgoals suggestion",
    "What is suggested, against what each rep did last year?",
    "Rep",
    (
        Series("Last actual", "616E7C", "Last twelve months"),
        Series("Suggested", "0072B2", "Suggested"),
    ),
)

SHEET = Sheet(
    "Team",
    "Everybody's revenue goal on one page. Type what you agreed with each rep; it is kept.",
    Group.NEGOTIATION,
    TABLE,
    charts=(SUGGESTION,),
)
