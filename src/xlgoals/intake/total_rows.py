"""Rows of a file that are no rows: totals, footers, and headers that come again."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xlgoals.domain.problems import named, quoted
from xlgoals.intake.stage_words import folded, phrases
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell

TOTALS = phrases("""
total, totals, grand total, grand totals, subtotal, sub total, subtotals, overall total, sum, sums,
total general, total generale, team total, company total, overall, all reps, total sum, sum total,
Summe, Gesamt, Gesamtsumme, Zwischensumme, Gesamtergebnis, Ergebnis, Endsumme, Teilergebnis,
insgesamt, total général, sous total, somme, ensemble, total partiel, suma, suma total, subtotal,
total geral, soma, totale, totale complessivo, totale generale, somma, subtotale, totaal,
eindtotaal, subtotaal, totalen, som, tổng, tổng cộng, tổng số, cộng, tổng kết, razem, suma końcowa,
celkem, summa, i alt, totalt, yhteensä, összesen, toplam, genel toplam, итого, всего, 合計, 总计
""")
LED_BY = frozenset(("total", "grand total", "subtotal", "sous total", "summe", "tong", "tong cong"))
FOLLOWED_BY = frozenset(("total", "ergebnis", "subtotal", "summe"))


@dataclass(frozen=True)
class NoRows:
    """Rows that are set aside, from 0, and what a preview says of them."""

    at: frozenset[int]
    sentences: tuple[str, ...]


def no_rows(
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    first_row: int,
    names_at: Collection[int] = (),
) -> NoRows:
    """Totals, footers and repeated headers among the rows of a file.

    Args:
        headers: Those of the file.
        rows: The rows below them.
        first_row: The file's row of the first.
        names_at: Columns of reps, territories and products.

    A total says so in its first cell that says anything, or where the names of reps, territories
    or products stand: as a whole, as ``Total (24 records)``, or as ``Anna Smith Total`` where there
    is an Anna Smith. ``Total Care`` is a product.
    """
    names = [{folded(clean(row[at])) for row in rows} for at in range(len(headers))]
    totals = [at for at, row in enumerate(rows) if _is_total(row, names, names_at)]
    again = [at for at, row in enumerate(rows) if _is_header(row, headers)]
    aside = {*totals, *again}
    footers = _footers(rows, aside)
    said = []
    for kind, places in (("a total", totals), ("a footer", footers)):
        if places:
            texts = [f"row {first_row + at:,}, {quoted(_word(rows[at]))}" for at in places]
            said.append(f"Set aside as {kind}: {named(texts, 3)}.")
    if again:
        said.append(f"The column names come again in {len(again):,} rows, which are set aside.")
    return NoRows(frozenset((*aside, *footers)), tuple(said))


def _word(row: Sequence[Cell]) -> str:
    """The cell with the word for a total, else the first one that says anything."""
    texts = [clean(cell) for cell in row if clean(cell)]
    words = TOTALS | LED_BY | FOLLOWED_BY
    return next((t for t in texts if set(_whole(t).split()) & words), texts[0] if texts else "")


def _is_total(row: Sequence[Cell], names: Sequence[set[str]], names_at: Collection[int]) -> bool:
    """Whether a row adds up others."""
    texts = [(at, cell) for at, cell in enumerate(row) if isinstance(cell, str) and cell.strip()]
    if not texts:
        return False
    return any(
        _says_total(cell, names[at]) for at, cell in texts if at == texts[0][0] or at in names_at
    )


def _says_total(text: str, others: set[str]) -> bool:
    """Whether a text is the word for a total, alone or with a name of the same column."""
    whole = _whole(text)
    if whole in TOTALS:
        return True
    for led in LED_BY:
        if (
            whole.startswith(f"{led} ")
            and whole.removeprefix(f"{led} ").removeprefix("for ") in others
        ):
            return True
    return any(
        whole.endswith(f" {word}") and whole.removesuffix(f" {word}") in others
        for word in FOLLOWED_BY
    )


def _whole(text: str) -> str:
    """A text without a remark such as ``(24 records)``, a number or a colon behind it."""
    return re.sub(r"(?: \d+)+$", "", folded(re.sub(r"\([^)]*\)", " ", text)))


def _is_header(row: Sequence[Cell], headers: Sequence[str]) -> bool:
    """Whether a row says the column names again, as every page of a printed list does."""
    cells = [clean(cell) for cell in row]
    return sum(map(bool, cells)) > 1 and cells == [clean(header) for header in headers]


def _footers(rows: Sequence[Sequence[Cell]], aside: set[int]) -> list[int]:
    """Rows at the end with a text in one cell only, below a blank row or a total."""
    if not rows or len(rows[0]) < 3:
        return []
    filled = [sum(cell is not None and clean(cell) != "" for cell in row) for row in rows]
    last = max((at for at, count in enumerate(filled) if count > 1 and at not in aside), default=-1)
    tail = [at for at in range(last + 1, len(rows)) if at not in aside and filled[at] == 1]
    gap = any(filled[at] == 0 or at in aside for at in range(last + 1, len(rows)))
    return [at for at in tail if gap and isinstance(_only(rows[at]), str)]


def _only(row: Sequence[Cell]) -> Cell:
    """The only cell of a row that says anything."""
    return next((cell for cell in row if clean(cell)), None)
