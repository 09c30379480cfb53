"""Last targets: what was asked of whom last time."""

from xlgoals.domain.metrics import DEFAULT
from xlgoals.tables.language import Column, Group, Kind, Sheet, Table
from xlgoals.tables.sheets.shared import REP_ID, SOURCE

TABLE = Table(
    "LastTargets",
    (
        REP_ID,
        Column(
            "Territory",
            Kind.TEXT,
            "Blank: all territories.",
            width=16,
            aliases=("region", "area"),
            blank_means="all",
        ),
        Column(
            "Product",
            Kind.TEXT,
            "Blank: all products.",
            width=18,
            aliases=("product group", "category", "product line"),
            blank_means="all",
        ),
        Column(
            "Metric",
            Kind.CHOICE,
            "What was aimed at.",
            required=True,
            choices=DEFAULT.names,
            refers_to=("MetricsChosen", "Metric"),
        ),
        Column(
            "Month",
            Kind.MONTH,
            "Blank: the whole of the last period.",
            aliases=(
                *("date", "period", "quarter", "year", "fiscal quarter", "fiscal year"),
                *("fiscal period", "Quartal", "Jahr", "Monat", "trimestre", "mois", "mes", "mês"),
                *("mese", "maand", "kwartaal", "tháng", "quý", "năm"),
            ),
            blank_means="the whole period",
        ),
        Column(
            "Target",
            Kind.NUMBER,
            "The goal, in the metric's own unit.",
            required=True,
            low=0,
            unit_from="Metric",
            aliases=(
                *("quota", "goal", "plan", "budget", "sales quota", "sales target", "quota amount"),
                *("target amount", "Ziel", "Zielwert", "Soll", "objectif", "objetivo", "cuota"),
                *("meta", "obiettivo", "doel", "chỉ tiêu", "mục tiêu"),
            ),
        ),
        SOURCE,
    ),
    key=("Rep ID", "Territory", "Product", "Metric", "Month"),
    optional=True,
)

SHEET = Sheet(
    "Last targets",
    "What was asked of each rep last time. A blank territory, product or month means all of them.",
    Group.INPUT,
    TABLE,
)
