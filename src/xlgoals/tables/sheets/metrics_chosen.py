"""Metrics chosen: what goals are set for; those built in, and those of the manager's own."""

from xlgoals.domain.metrics import BUILT_IN, Direction, Metric, Unit
from xlgoals.tables.language import Cell, Column, Group, Kind, Sheet, Table

YES, NO = "yes", "no"
UNITS = tuple(unit.value for unit in Unit)
BETTER = tuple(side.value for side in Direction)

TABLE = Table(
    "MetricsChosen",
    (
        Column("Metric", Kind.TEXT, "What it is called everywhere.", required=True, width=24),
        Column("Unit", Kind.CHOICE, "money, count or share.", choices=UNITS, width=9),
        Column(
            "From",
            Kind.TEXT,
            "A column of History with numbers; add it there first, at the right.",
            width=20,
        ),
        Column("Less", Kind.TEXT, "A column of History that is taken off. Mostly blank.", width=16),
        Column(
            "Divided by",
            Kind.TEXT,
            "A column of History: then it is one sum over another, such as a close rate.",
            width=18,
        ),
        Column(
            "Adds up",
            Kind.CHOICE,
            "yes or blank: months are added up; no: they are averaged. A ratio does neither.",
            choices=(YES, NO),
            width=10,
        ),
        Column(
            "Better",
            Kind.CHOICE,
            "Whether more of it is good, or less. Blank: higher.",
            choices=BETTER,
            width=10,
        ),
        Column(
            "Negotiated",
            Kind.CHOICE,
            "no: it is neither suggested to reps nor agreed with them. Blank: yes.",
            choices=(YES, NO),
            width=12,
        ),
        Column("What it means", Kind.TEXT, "In your words, for your reps.", width=40),
    ),
    key=("Metric",),
    optional=True,
)

SHEET = Sheet(
    "Metrics chosen",
    "What goals are set for. Type no in Negotiated for what you do not need, and add your own "
    "below: any column that you add to History. A built-in one whose row is missing stays on.",
    Group.INPUT,
    TABLE,
    since="0.2",
)


def cells_of(metric: Metric) -> list[Cell]:
    """A metric as a row of the table."""
    parts = (
        [term.column for term in metric.above if term.sign > 0],
        [term.column for term in metric.above if term.sign < 0],
        [term.column for term in metric.below],
    )
    return [
        metric.name,
        metric.unit.value,
        *(part[0] if part else None for part in parts),
        None if metric.below else YES if metric.is_sum else NO,
        metric.good.value,
        YES if metric.negotiated else NO,
        metric.meaning,
    ]


BUILT_IN_ROWS = tuple(cells_of(metric) for metric in BUILT_IN)
"""What a new plan's table holds."""
