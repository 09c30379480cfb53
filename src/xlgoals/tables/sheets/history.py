"""History: what each rep did, by month, territory and product."""

from dataclasses import replace

from xlgoals.domain.metrics import DEFAULT, Metrics, Unit, column_name
from xlgoals.tables.language import Column, Group, Kind, Sheet, Table
from xlgoals.tables.sheets.shared import REP_ID, SOURCE


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
            aliases=(
                *("date", "period", "close date", "order date", "year month", "closed date"),
                *("closing date", "actual close date", "closed on", "won date", "won on"),
                *("invoice date", "sale date", "sales date", "date of sale", "posting date"),
                *("transaction date", "fiscal period", "month of sale", "Monat", "Datum"),
                *("Bestelldatum", "Rechnungsdatum", "Abschlussdatum", "Schlusstermin", "mois"),
                *("date de clôture", "date de commande", "date de facture", "mes", "fecha"),
                *("fecha de cierre", "fecha de pedido", "fecha de factura", "mês", "data"),
                *("data de fechamento", "data do pedido", "mese", "data di chiusura", "maand"),
                *("tháng", "ngày", "ngày chốt", "ngày đóng", "ngày hóa đơn", "ngày đặt hàng"),
            ),
        ),
        REP_ID,
        Column(
            "Territory",
            Kind.TEXT,
            "Where it was sold.",
            width=16,
            aliases=(
                *("region", "area", "territory id", "sales region", "sales territory", "district"),
                *("region name", "territory name", "sales area", "Gebiet", "Verkaufsgebiet"),
                *("Vertriebsgebiet", "région", "territoire", "secteur", "región", "territorio"),
                *("zona", "região", "território", "regione", "regio", "gebied", "khu vực", "vùng"),
            ),
        ),
        Column(
            "Product",
            Kind.TEXT,
            "Product or product group.",
            width=18,
            aliases=(
                *("product group", "category", "product line", "sku", "product family"),
                *("product name", "product category", "item", "item name", "article", "brand"),
                *("Produkt", "Artikel", "Warengruppe", "Produktgruppe", "produit", "article"),
                *("famille de produits", "producto", "familia de productos", "produto", "prodotto"),
                *("sản phẩm", "nhóm sản phẩm", "mặt hàng"),
            ),
        ),
        count("Opportunities", "Opportunities pursued. Blank: unknown.", "opps", "leads"),
        count(
            "Proposals",
            "Proposals made. Blank: unknown.",
            "quotes",
            "offers",
            "proposals sent",
            "quotes sent",
            "proposals made",
        ),
        count(
            "Presentations",
            "Presentations given. Blank: unknown.",
            "demos",
            "meetings",
            "presentations given",
            "demos held",
        ),
        count("Sales", "Number of sales won. Blank: unknown.", "orders", "deals", "won"),
        Column(
            "Revenue",
            Kind.MONEY,
            "What was invoiced. 0 is zero; blank is unknown.",
            aliases=(
                *("amount", "net sales", "sales amount", "turnover", "value", "deal amount"),
                *("deal value", "opportunity amount", "close value", "closed amount", "net amount"),
                *("net revenue", "order total", "order value", "order amount", "invoice amount"),
                *("invoice total", "total amount", "total price", "total", "sales revenue"),
                *("Umsatz", "Betrag", "Nettobetrag", "Auftragswert", "montant", "montant HT"),
                *("chiffre d'affaires", "CA", "importe", "ingresos", "facturación", "receita"),
                *("valor", "faturamento", "importo", "ricavi", "fatturato", "omzet", "bedrag"),
                *("doanh thu", "doanh số", "giá trị", "số tiền", "thành tiền"),
            ),
        ),
        Column(
            "List revenue",
            Kind.MONEY,
            "The same sales at list prices. Blank: unknown.",
            aliases=(
                *("list amount", "gross sales", "list price revenue", "list price total"),
                *("list total", "list value", "gross revenue"),
            ),
        ),
        Column(
            "Cost",
            Kind.MONEY,
            "What the goods cost you. Blank: unknown.",
            aliases=("cogs", "cost of sales", "cost of goods"),
        ),
        SOURCE,
    ),
    key=("Month", "Rep ID", "Territory", "Product", "Source"),
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
