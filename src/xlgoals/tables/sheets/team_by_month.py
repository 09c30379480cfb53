"""Team by month: the team's revenue and goal, month by month."""

from xlgoals.tables.language import Chart, Column, Group, Kind, Role, Series, Sheet, Table

TABLE = Table(
    "TeamByMonth",
    (
        Column("Month", Kind.MONTH, "Month of the period.", Role.WRITTEN),
        Column("Two years before", Kind.MONEY, "Team revenue of that month.", Role.WRITTEN),
        Column("Year before", Kind.MONEY, "Team revenue of that month.", Role.WRITTEN),
        Column("Target", Kind.MONEY, "All revenue goals of the month.", Role.WRITTEN),
    ),
    key=("Month",),
    optional=True,
)

BY_MONTH = Chart(
    "xlgoals months",
    "Which months carry the year?",
    "Month",
    (
        Series("Two years before", "D9E2EC"),
        Series("Year before", "616E7C"),
        Series("Target", "0072B2", "Suggested", style="line"),
    ),
)

SHEET = Sheet(
    "Team by month",
    "The team's revenue month by month against the year before, and the goals spread by season.",
    Group.RESULT,
    TABLE,
    charts=(BY_MONTH,),
)
