"""Numbers written as text, in whatever country's habit; what could be two numbers is neither."""

import re
from dataclasses import dataclass

CURRENCIES = re.compile(
    "AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|"
    "JPY|KES|KRW|KWD|MAD|MXN|MYR|NGN|NOK|NZD|PEN|PHP|PKR|PLN|QAR|RON|RSD|RUB|SAR|SEK|SGD|"
    "THB|TRY|TWD|UAH|USD|VND|ZAR"
)
SYMBOLS = "$€£¥₹₽₺₩₪₫฿"
SPACES = " \t\u00a0\u2009\u202f"
GROUP_MARKS = re.compile(rf"(?<=[0-9])[{SPACES}'’](?=[0-9]{{3}}(?![0-9]))")
PLAIN = re.compile(r"(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")


class NotANumberError(ValueError):
    """The text is not a number, or could be two; ``wanted`` tells what would be."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


def parse_number(text: str, decimal: str = "") -> float:
    """The number a text stands for.

    Args:
        text: Such as ``1,234.50``, ``1 234,5 €``, ``(12)``, ``12 %``, ``€ -3``.
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
    return bare.scale * _value(bare.body, decimal)


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


def _bare(text: str) -> _Bare:
    """A text without sign, currency and percent, each of which may stand there once."""
    body, found = text.replace("−", "-").strip(), ""
    while True:
        kind, rest = _decoration(body)
        if not kind:
            break
        if kind in found:
            raise NotANumberError("a number, such as 12500")
        found, body = found + kind, rest.strip()
    if len(set(found) & set("+-(")) > 1:
        raise NotANumberError("a number with one sign, such as -12500")
    body = GROUP_MARKS.sub(" ", body)
    plain = body.replace(" ", "")
    if not PLAIN.fullmatch(plain) or not _spaced_in_threes(body):
        raise NotANumberError("a number, such as 12500")
    negative = "(" in found or "-" in found
    return _Bare(plain, (-1.0 if negative else 1.0) * (0.01 if "%" in found else 1.0))


def _decoration(body: str) -> tuple[str, str]:
    """What stands around the digits at one end: its kind, and the text without it."""
    if body.startswith("(") and body.endswith(")"):
        return "(", body[1:-1]
    if body[:1] in {"+", "-"}:
        return body[0], body[1:]
    if body[-1:] in {"-", "%"}:
        return body[-1], body[:-1]
    if body[:1] == "%":
        return "%", body[1:]
    if body[:1] and body[0] in SYMBOLS:
        return "c", body[1:]
    if body[-1:] and body[-1] in SYMBOLS:
        return "c", body[:-1]
    if CURRENCIES.match(body):
        return "c", body[3:]
    if CURRENCIES.fullmatch(body[-3:]):
        return "c", body[:-3]
    return "", body


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


def _value(body: str, decimal: str) -> float:
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
    digits, exponent, power = rest.lower().partition("e")
    number = f"{whole.replace(group, '') or '0'}.{digits or '0'}"
    return float(number + exponent + power) if decimal in body else float(whole.replace(group, ""))
