"""How a file writes its amounts: its decimal sign, and the currency they are in."""

from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from statistics import median

from xlgoals.domain.problems import named, quoted
from xlgoals.intake.stage_words import folded, phrases
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell, Kind
from xlgoals.tables.numbers import (
    currency_of,
    is_grouped,
    parse_number,
    same_currency,
    told_decimal_sign,
)

CURRENCY_HEADERS = phrases("""
currency, currency code, currency iso code, currencyisocode, iso currency, deal currency,
amount currency, opportunity currency, deal currency code, Währung, Währungscode, devise, monnaie,
moneda, divisa, moeda, valuta, tiền tệ, loại tiền, đơn vị tiền tệ
""")
NO_THREE_DECIMALS = 3
"""So many amounts of a currency with three digits behind the sign are no chance."""
MORE_THAN_ANYBODY_CLOSES = 500
"""Sales of a rep in a month, in the middle of a file: more are amounts of money."""


@dataclass(frozen=True)
class DecimalSign:
    """The decimal sign of a file, or the question that has to be answered."""

    sign: str = ""
    open: bool = False
    """Whether numbers could be two and nothing says which."""
    reason: str = ""


def decimal_sign(texts: Collection[tuple[Kind, str]]) -> DecimalSign:
    """The decimal sign that a file's own numbers prove.

    A count has no decimals and an amount of a currency has two: ``1,234`` calls, or several
    ``$123,500``, prove that the sign is one between groups of three.

    Args:
        texts: The different texts of its columns of numbers, with the kind of each column.
    """
    proved = {told_decimal_sign(text) for _, text in texts} - {""}
    if len(proved) == 1:
        return DecimalSign(proved.pop())
    either = sorted((kind.value, text) for kind, text in texts if is_grouped(text))
    if not either:
        return DecimalSign()
    marked = [text for _, text in either if currency_of(text)]
    counts = [text for kind, text in either if kind == Kind.COUNT.value]
    between = {"," if "," in text else "." for _, text in either}
    if len(between) == 1 and not proved and (counts or len(marked) >= NO_THREE_DECIMALS):
        return DecimalSign("." if between == {","} else ",")
    text = either[0][1]
    return DecimalSign(
        open=True,
        reason=f"{len(either):,} different numbers such as {quoted(text)} could be two: say which "
        "decimal sign the file has, --decimal . or --decimal ,",
    )


def several_currencies(
    headers: Sequence[str], rows: Sequence[Sequence[Cell]], money: Collection[str]
) -> list[str]:
    """Why amounts cannot be added up as they are, where they are in several currencies.

    Args:
        headers: Those of the file.
        rows: Its rows.
        money: Headers of amounts.
    """
    for at, header in enumerate(headers):
        if folded(header) in CURRENCY_HEADERS:
            words = Counter(clean(row[at]).upper() for row in rows if clean(row[at]))
            if len(words) > 1:
                first = words.most_common(1)[0][0]
                return [
                    f"{header} has {_counts(words)}: amounts in several currencies are never added "
                    f'up. Take one at a time with --where "{header}={first}", or convert the file '
                    "before."
                ]
    places = [headers.index(header) for header in money]
    texts = Counter(
        cell for row in rows for at in places if isinstance(cell := row[at], str) and cell.strip()
    )
    marks: Counter[str] = Counter()
    for text, times in texts.items():
        if mark := currency_of(text):
            marks[mark] += times
    if same_currency(marks):
        return []
    return [
        f"{named(sorted(money))} has amounts in {_counts(marks)}: amounts in several currencies "
        "are never added up. Split the file, or convert it before."
    ]


def _counts(words: Counter[str]) -> str:
    """Words and how often they come."""
    return named([f"{word} ({times:,})" for word, times in words.most_common()])


def sales_or_revenue(
    header: str, cells: Sequence[Cell], reason: str, *, has_revenue: bool
) -> list[str]:
    """The question whether a column called sales counts them or holds their amounts.

    In many exports “Sales” is money. Beside a column of revenue it counts; alone it is asked about
    where it has a currency, cents, or more a row than somebody closes.

    Args:
        header: Of the file, taken for the number of sales.
        cells: What stands there.
        reason: Why it was taken; what the user said is not asked again.
        has_revenue: Whether the file gives revenue too.
    """
    if has_revenue or reason == "as you say":
        return []
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    numbers = [float(c) for c in cells if isinstance(c, int | float) and not isinstance(c, bool)]
    for text in texts:
        with suppress(ValueError):
            numbers.append(parse_number(text))
    some = [number for number in numbers if number == number]  # noqa: PLR0124
    parts = any(number % 1 for number in some)
    many = bool(some) and median(map(abs, some)) >= MORE_THAN_ANYBODY_CLOSES
    if not (parts or many or any(map(currency_of, texts))):
        return []
    example = quoted(next((cell for cell in cells if cell is not None), ""))
    return [
        f"{header} could be the number of sales or their amount, such as {example}: say "
        f'--map "Revenue={header}" or --map "Sales={header}".'
    ]
