"""Orders without counts: each row is one sale."""

from collections import Counter
from collections.abc import Collection, Sequence

from xlgoals.intake.stage_words import folded, phrases
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell

COUNTS = frozenset({"Opportunities", "Proposals", "Presentations", "Sales"})
NUMBERED = phrases("id, number, no, nr, num, ref, reference, nummer, numéro, número, số")
DEALS = phrases("""
order, orders, deal, opportunity, invoice, quote, transaction, sale, Auftrag, Auftrags, Bestell,
Rechnung, Rechnungs, commande, facture, pedido, factura, oportunidad, oportunidade, đơn
""")


def each_row_is_a_sale(
    given: Collection[str],
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    keys: Sequence[object],
) -> str:
    """Why each row of a file is one sale, as a preview says it; nothing where it is not.

    It is where there are amounts and no counts, and either some rep and month has several rows, or
    a column numbers orders or deals. A table with one sum a month is none.

    Args:
        given: Headers of History that the file fills.
        headers: Those of the file.
        rows: Those that count.
        keys: The key of History of each: month, rep, territory, product.
    """
    if "Revenue" not in given or COUNTS & set(given) or not rows:
        return ""
    several = sum(count > 1 for count in Counter(keys).values())
    at = next((at for at, header in enumerate(headers) if is_number_of_deals(header)), None)
    if at is None and not several:
        return ""
    reason = "some rep and month have several" if several else ""
    again = ""
    if at is not None:
        numbers = {clean(row[at]) for row in rows if at < len(row)}
        reason = f"{headers[at]} numbers them"
        if len(numbers) < len(rows):
            again = (
                f" {headers[at]} has only {len(numbers):,} different ones: rows may be lines of "
                "one order."
            )
    return (
        f"There are amounts and no counts, so each of {len(rows):,} rows is one sale ({reason});"
        f' to undo it: --constant "Sales=".{again}'
    )


def is_number_of_deals(header: str) -> bool:
    """Whether a header is that of the numbers of orders, deals or invoices."""
    words = set(folded(header).split())
    compact = folded(header).replace(" ", "")
    return bool(words & DEALS and words & NUMBERED) or compact in {
        f"{deal}{number}" for deal in DEALS for number in NUMBERED
    }
