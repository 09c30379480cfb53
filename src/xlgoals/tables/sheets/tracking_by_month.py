"""Tracking by month: plan, actual and projection of everybody, month by month and added up."""

from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Shown, Table


def money(header: str, hint: str) -> Column:
    """An amount that the button writes."""
    return Column(header, Kind.MONEY, hint, Role.WRITTEN)


TABLE = Table(
    "TrackingByMonth",
    (
        Column("Rep ID", Kind.ID, "Blank: the team.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=24),
        Column("Month", Kind.MONTH, "Month of the period.", Role.WRITTEN),
        money("Agreed", "What was agreed first, by season."),
        money("Plan", "With what was amended since."),
        money("Actual", "What came; unknown where it has not come yet."),
        money("Agreed so far", "Added up."),
        money("Plan so far", "Added up."),
        money("Actual so far", "Added up."),
        money("Projected", "Added up from here on: reached in one case of two."),
        money("Low", "Reached in nine cases of ten."),
        money("High", "Reached in one case of ten."),
    ),
    key=("Rep ID", "Month"),
    optional=True,
)

SHEET = Sheet(
    "Tracking by month",
    "Each goal by month as agreed and as amended, with what came. The months add up to the goal.",
    Group.RESULT,
    TABLE,
    shown=Shown.WHEN_FILLED,
    since="0.2",
)
