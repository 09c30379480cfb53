"""Reps: who sells, where, since when."""

from xlgoals.tables.language import Column, Group, Kind, Sheet, Table

TABLE = Table(
    "Reps",
    (
        Column(
            "Rep ID",
            Kind.ID,
            "A short, unique name that never changes.",
            required=True,
            width=10,
            aliases=("rep_id", "owner id", "salesperson id", "employee id", "user id"),
        ),
        Column(
            "Rep",
            Kind.TEXT,
            "The name as the rep writes it.",
            required=True,
            width=24,
            aliases=("name", "rep name", "owner", "salesperson", "full name", "user"),
        ),
        Column(
            "Territory",
            Kind.TEXT,
            "Home territory. Sales elsewhere are fine.",
            width=16,
            aliases=("region", "area", "territory id"),
        ),
        Column(
            "Hired",
            Kind.DATE,
            "First day on the job. Blank: before the history starts.",
            aliases=("hire date", "start date", "joined"),
            blank_means="always here",
        ),
        Column(
            "Left",
            Kind.DATE,
            "Last day, or blank. A rep who left before the period gets no goal.",
            aliases=("leave date", "end date", "termination date"),
            blank_means="still here",
        ),
        Column("Price latitude", Kind.YES_NO, "Yes where the rep may move prices: a margin goal."),
        Column(
            "Chance of leaving",
            Kind.FRACTION,
            "This rep's own, for the period; blank: the team's turnover rate. Kept off rep files.",
            low=0,
            high=1,
            blank_means="the team's rate",
        ),
        Column(
            "Pinned target",
            Kind.MONEY,
            "A goal already promised. It is kept, and the rest is shared among the others.",
            low=0,
            blank_means="not pinned",
        ),
        Column(
            "Potential index",
            Kind.NUMBER,
            "What the territory could yield against the others: 1 is average. Blank: as history "
            "says.",
            low=0,
            decimals=2,
            blank_means="as history says",
        ),
        Column(
            "E-mail",
            Kind.TEXT,
            "Where the rep's file goes.",
            width=30,
            aliases=("email", "mail", "e-mail address"),
        ),
        Column(
            "Also known as",
            Kind.TEXT,
            "Other names and ids that files use, with ; between: a maiden name, a login.",
            width=30,
            since="0.3",
        ),
    ),
    key=("Rep ID",),
)

SHEET = Sheet(
    "Reps",
    "One row a rep. Keep those who left: last year cannot be explained without them.",
    Group.INPUT,
    TABLE,
)
