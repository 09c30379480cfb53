"""History: what each rep did, by month, territory and product."""

from dataclasses import replace

from xlgoals.domain.metrics import DEFAULT, Metrics, Unit, column_name
from xlgoals.tables.language import Column, Group, Kind, Sheet, Table
from xlgoals.tables.sheets.shared import REP_ID


def count(header: str, hint: str, *aliases: str) -> Column:
    """A column that counts a stage of the sales funnel."""
    return Column(header, Kind.COUNT, hint, low=0, aliases=aliases)


ALWAYS = Table(
    "History",
    (
        Column(
            "Month",
            Kind.MONTH,
            "Any day of the month.",
            required=True,
            aliases=("date", "period", "close date", "order date", "year month"),
        ),
        REP_ID,
        Column(
            "Territory",
            Kind.TEXT,
            "Where it was sold.",
            width=16,
            aliases=("region", "area", "territory id"),
        ),
        Column(
            "Product",
            Kind.TEXT,
            "Product or product group.",
            width=18,
            aliases=("product group", "category", "product line", "sku"),
        ),
        count("Opportunities", "Opportunities pursued. Blank: unknown.", "opps", "leads"),
        count("Proposals", "Proposals made. Blank: unknown.", "quotes", "offers"),
        count("Presentations", "Presentations given. Blank: unknown.", "demos", "meetings"),
        count("Sales", "Number of sales won. Blank: unknown.", "orders", "deals", "won"),
        Column(
            "Revenue",
            Kind.MONEY,
            "What was invoiced. 0 is zero; blank is unknown.",
            aliases=("amount", "net sales", "sales amount", "turnover", "value"),
        ),
        Column(
            "List revenue",
            Kind.MONEY,
            "The same sales at list prices. Blank: unknown.",
            aliases=("list amount", "gross sales", "list price revenue"),
        ),
        Column(
            "Cost",
            Kind.MONEY,
            "What the goods cost you. Blank: unknown.",
            aliases=("cogs", "cost of sales", "cost of goods"),
        ),
    ),
    key=("Month", "Rep ID", "Territory", "Product"),
)

"""The columns without which there is no history."""


def with_columns(metrics: Metrics) -> Table:
    """History as a plan with these metrics has it: a column more for each that they name."""
    here = {column.name for column in ALWAYS.columns}
    columns = [_more(h, metrics) for h in metrics.added_up if column_name(h) not in here]
    return replace(ALWAYS, columns=(*ALWAYS.columns, *columns))


def _more(header: str, metrics: Metrics) -> Column:
    """A column for a metric of the plan's own: counts are never negative, money may be."""
    users = [metric for metric in metrics if header in metric.columns]
    hint = f"For {', '.join(metric.name for metric in users)}. Blank: unknown."[:255]
    if any(metric.unit is Unit.COUNT for metric in users):
        return count(header, hint)
    return Column(header, Kind.NUMBER, hint)


TABLE = with_columns(DEFAULT)

SHEET = Sheet(
    "History",
    "What each rep did: one row a month, rep, territory and product. A blank is unknown, a 0 is "
    "zero. Three years are best; one will do.",
    Group.INPUT,
    TABLE,
)
