"""Numbers written as text, in whatever country's habit; what could be two numbers is neither."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LISTED = """
AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW KWD
LKR MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR
"""
CODES = frozenset(LISTED.split())
"""ISO 4217."""
WRITTEN = """
us$=USD a$=AUD au$=AUD c$=CAD ca$=CAD nz$=NZD hk$=HKD s$=SGD mx$=MXN r$=BRL nt$=TWD $=$
€=EUR euro=EUR euros=EUR £=GBP ¥=¥ 円=JPY 元=CNY ₹=INR rs=Rs ₨=Rs rp=IDR rm=MYR ₽=RUB руб=RUB
₺=TRY tl=TRY ₩=KRW ₪=ILS ฿=THB ₴=UAH ₱=PHP ₫=VND đ=VND vnđ=VND đồng=VND kr=kr kr.=kr zł=PLN
kč=CZK ft=HUF lei=RON лв=BGN sfr=CHF fr=CHF
"""
MARKS = {code.casefold(): code for code in CODES} | dict(
    mark.split("=", 1) for mark in WRITTEN.split()
)
"""Marks of currencies, in small letters, and the code of each; some are those of several."""
SHARED = {
    "$": frozenset(("USD", "AUD", "CAD", "NZD", "HKD", "SGD", "MXN", "TWD", "ARS", "CLP", "COP")),
    "¥": frozenset(("JPY", "CNY")),
    "kr": frozenset(("SEK", "NOK", "DKK", "ISK")),
    "Rs": frozenset(("INR", "PKR", "LKR")),
}
"""Marks that several currencies have."""
POWERS = {
    **dict.fromkeys(("k", "tsd", "tsd.", "thousand", "nghìn", "ngàn"), 3),
    **dict.fromkeys(("lakh", "lakhs", "lac"), 5),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mio.", "mill", "million", "millions"), 6),
    **dict.fromkeys(("millionen", "millones", "milhões", "tr", "triệu"), 6),
    **dict.fromkeys(("crore", "crores", "cr"), 7),
    **dict.fromkeys(("b", "bn", "billion", "mrd", "mrd.", "milliarden", "tỷ", "tỉ"), 9),
}
"""Words behind a number, in small letters, and how many zeros they stand for."""


def _one_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


BEFORE = re.compile(rf"(?P<mark>{_one_of(MARKS)})\.?\s*(?=[-+(0-9.,])", re.IGNORECASE)
BEHIND = re.compile(rf"(?<=[-+)0-9.,kKmMbB\s])(?P<mark>{_one_of(MARKS)})\.?", re.IGNORECASE)
POWER = re.compile(rf"(?<=[0-9\s])(?P<word>{_one_of(POWERS)})", re.IGNORECASE)
NO_CENTS = re.compile(r"(?<=[0-9])([.,])\s?[-–—]+$")
"""``1.200,-``: a dash in the place of the cents."""
SPACES = " \t\u00a0\u2007\u2008\u2009\u202f"
GROUP_MARKS = re.compile(rf"(?<=[0-9])[{SPACES}'’](?=[0-9]{{3}}(?![0-9]))")
PLAIN = re.compile(r"(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
GROUPED = re.compile(
    r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}"  # and lakh, crore
)


class NotANumberError(ValueError):
    """The text is not a number, or could be two; ``wanted`` tells what would be."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


def parse_number(text: str, decimal: str = "") -> float:
    """The number a text stands for.

    Args:
        text: Such as ``1,234.50``, ``1 234,5 €``, ``(12)``, ``12 %``, ``€ -3``, ``R$ 1.234,50``,
            ``12,34,567``, ``1.200,-``, ``1.2M``, ``850k``.
        decimal: The decimal sign, ``.`` or ``,``; where it is not told it is read from the text,
            and a text such as ``1,234`` that could be either is refused.

    Errors:
        NotANumberError: no number, two possible ones, or one that contradicts the decimal sign.
    """
    bare = _bare(text)
    decimal = decimal or _decimal_sign(bare.body)
    if not decimal:
        either = f"{bare.body.replace(',', '').replace('.', '')} or {bare.body.replace(',', '.')}"
        raise NotANumberError(f"one number; this could be {either}: say which decimal sign it has")
    return bare.scale * _value(bare.body, decimal, bare.power)


def currency_of(text: str) -> str:
    """The code of the currency that a text names, ``$``, ``kr`` … where several have the mark.

    Nothing where it names none, or is no number.
    """
    try:
        return _bare(text).currency
    except NotANumberError:
        return ""


def same_currency(marks: Iterable[str]) -> bool:
    """Whether all marks can be those of one currency: ``$`` and USD can, ``$`` and EUR cannot."""
    fits = [SHARED.get(mark, frozenset((mark,))) for mark in set(marks)]
    return not fits or bool(frozenset.intersection(*fits))


def is_grouped(text: str) -> bool:
    """Whether a text is one that could be read in two ways, such as ``1,234``."""
    try:
        return not _decimal_sign(_bare(text).body)
    except NotANumberError:
        return False


def told_decimal_sign(text: str) -> str:
    """The decimal sign that a text proves, or nothing."""
    try:
        body = _bare(text).body
        sign = _decimal_sign(body) if re.search("[.,]", body) else ""
        return sign if sign and _value(body, sign) is not None else ""
    except NotANumberError:
        return ""


@dataclass(frozen=True)
class _Bare:
    """Digits and separators alone, and what stood around them."""

    body: str
    scale: float
    """−1 for a minus or parentheses, hundredths for a percent sign."""
    power: int = 0
    """How many zeros a word such as million stands for."""
    currency: str = ""
    """The code that a mark stands for."""


def _bare(text: str) -> _Bare:
    """A text without sign, currency and percent, each of which may stand there once."""
    body, found, power, mark = text.replace("−", "-").strip(), "", 0, ""
    while True:
        kind, rest, word = _decoration(body)
        if not kind:
            break
        if kind in found:
            raise NotANumberError("a number, such as 12500")
        power = POWERS[word] if kind == "p" else power
        mark = MARKS[word] if kind == "c" else mark
        found, body = found + kind, rest.strip()
    if len(set(found) & set("+-(")) > 1:
        raise NotANumberError("a number with one sign, such as -12500")
    body = GROUP_MARKS.sub(" ", body)
    plain = body.replace(" ", "")
    if not PLAIN.fullmatch(plain) or not _spaced_in_threes(body):
        raise NotANumberError("a number, such as 12500")
    negative = "(" in found or "-" in found
    if power and re.search("[eE]", plain):
        raise NotANumberError("a number, such as 12500")
    scale = (-1.0 if negative else 1.0) * (0.01 if "%" in found else 1.0)
    return _Bare(plain, scale, power, mark)


def _decoration(body: str) -> tuple[str, str, str]:
    """What stands around the digits at one end: its kind, the text without it, and the word."""
    if body.startswith("(") and body.endswith(")"):
        return "(", body[1:-1], ""
    if body[:1] in {"+", "-"}:
        return body[0], body[1:], ""
    if NO_CENTS.search(body):
        return ".", NO_CENTS.sub(r"\g<1>00", body), ""
    if body[-1:] in {"-", "%"}:
        return body[-1], body[:-1], ""
    if body[:1] == "%":
        return "%", body[1:], ""
    if found := BEFORE.match(body):
        return "c", body[found.end() :], found["mark"].casefold()
    if found := _at_end(BEHIND, body):
        return "c", body[: found.start()], found["mark"].casefold()
    if found := _at_end(POWER, body):
        return "p", body[: found.start()], found["word"].casefold()
    return "", body, ""


def _at_end(pattern: re.Pattern[str], body: str) -> re.Match[str] | None:
    """A word at the end of a text, the longest there is."""
    return next((m for m in pattern.finditer(body) if m.end() == len(body)), None)


def _spaced_in_threes(body: str) -> bool:
    """Whether spaces, if there are any, part the digits before the decimal sign in threes."""
    if " " not in body:
        return True
    whole = re.split("[.,]", body)[0]
    return " " not in body[len(whole) :] and bool(re.fullmatch(r"[0-9]{1,3}( [0-9]{3})+", whole))


def _decimal_sign(body: str) -> str:
    """The decimal sign of plain digits and separators; nothing where it could be either."""
    dots, commas = body.count("."), body.count(",")
    if dots and commas:
        return "." if body.rfind(".") > body.rfind(",") else ","
    if not dots and not commas:
        return "."
    mark = "." if dots else ","
    if dots + commas > 1:
        return "," if mark == "." else "."
    return "" if GROUPED.fullmatch(body) else mark


def _value(body: str, decimal: str, power: int = 0) -> float:
    """The value, given the decimal sign; groups must have three digits and none starts with 0."""
    whole, _, rest = body.partition(decimal)
    group = "," if decimal == "." else "."
    if group in rest or decimal in rest:
        raise NotANumberError(f"a number with “{decimal}” as its decimal sign, such as 12500.5")
    if group in whole and not GROUPED.fullmatch(whole):
        raise NotANumberError(
            f"a number with “{decimal}” as its decimal sign and groups of three digits, such as "
            f"12{group}500"
        )
    digits, exponent, own = rest.lower().partition("e")
    number = f"{whole.replace(group, '') or '0'}.{digits or '0'}"
    if power:
        return float(f"{number}e{power}")  # one rounding: 1.1M is 1100000
    return float(number + exponent + own) if decimal in body else float(whole.replace(group, ""))
