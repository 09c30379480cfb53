"""Metrics: one row a rep for the last twelve months; sums are written, rates are formulas."""

from functools import partial

from xlgoals.domain import rates
from xlgoals.domain.metrics import DEFAULT, Unit
from xlgoals.tables.computed import ratio
from xlgoals.tables.language import Chart, Column, Group, Kind, Role, Series, Sheet, Table
from xlgoals.tables.sheets import history


def total(header: str, kind: Kind, hint: str) -> Column:
    """A sum over the last twelve months."""
    return Column(header, kind, hint, Role.WRITTEN)


rate = partial(ratio, "Metrics")
"""A rate as a live formula: one column over another, #N/A where either is unknown."""


def _meaning(header: str) -> tuple[Kind, str]:
    """What a column of History says when it is added up."""
    if header in DEFAULT:
        metric = DEFAULT[header]
        return Kind.MONEY if metric.unit is Unit.MONEY else Kind.COUNT, metric.meaning
    column = history.TABLE.column(header)
    return column.kind, column.hint.removesuffix(" Blank: unknown.")


TABLE = Table(
    "Metrics",
    (
        Column("Rep ID", Kind.ID, "Blank: the team.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=24),
        Column("Territory", Kind.TEXT, "Home territory.", Role.WRITTEN, width=16),
        Column("Trend", Kind.TREND, "Revenue by month.", Role.WRITTEN, width=16),
        total("Months", Kind.COUNT, "Months on the job, of the last twelve."),
        *(total(header, *_meaning(header)) for header in DEFAULT.added_up),
        total("Target", Kind.MONEY, "Revenue goal of the same months."),
        rate("Attainment", "Revenue", "Target", "Revenue ÷ target."),
        rate("Close rate", "Sales", "Presentations", "Sales ÷ presentations."),
        rate("To proposal", "Proposals", "Opportunities", "Proposals ÷ opportunities."),
        ratio(
            "Metrics", "To presentation", "Presentations", "Proposals", "Presentations ÷ proposals."
        ),
        rate("Average sale", "Revenue", "Sales", "Revenue ÷ sales.", Kind.MONEY),
        Column(
            "Margin",
            Kind.FRACTION,
            "(Revenue − cost) ÷ revenue.",
            Role.FORMULA,
            formula="IFERROR((Metrics[[#This Row],[Revenue]]-Metrics[[#This Row],[Cost]])"
            "/Metrics[[#This Row],[Revenue]],NA())",
            python=lambda seen: rates.margin(seen["Revenue"], seen["Cost"]),
        ),
        ratio(
            "Metrics",
            "Price realisation",
            "Revenue",
            "List revenue",
            "Revenue ÷ revenue at list prices.",
        ),
        Column(
            "Proposals in process",
            Kind.NUMBER,
            "On an average day of the last twelve months, open ones included.",
            Role.WRITTEN,
        ),
        total("Open value", Kind.MONEY, "Value of the proposals open at the end."),
        Column(
            "Pipeline coverage",
            Kind.NUMBER,
            "Open value ÷ revenue of an average quarter.",
            Role.FORMULA,
            formula="IFERROR(Metrics[[#This Row],[Open value]]"
            "/(Metrics[[#This Row],[Revenue]]/4),NA())",
            python=lambda seen: rates.pipeline_coverage(seen["Open value"], seen["Revenue"]),
        ),
    ),
    key=("Rep ID",),
    optional=True,
)

ATTAINMENT = Chart(
    "xlgoals attainment",
    "Who reached last year's goal?",
    "Rep",
    (Series("Attainment", "0072B2"),),
    number_format="0%",
)

SHEET = Sheet(
    "Metrics",
    "What each rep did in the twelve months before the period. Unknown is #N/A, never zero.",
    Group.RESULT,
    TABLE,
    charts=(ATTAINMENT,),
)
