"""Numbers written as text, in whatever country's habit; what could be two numbers is neither."""

import re

DECORATION = re.compile(r"[\s\u00a0\u2009\u202f'’_]|[$€£¥]|\b[A-Z]{3}\b")
PLAIN = re.compile(r"\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?|[.,]\d+")


class NotANumberError(ValueError):
    """The text is not a number, or could be two; ``wanted`` tells what would be."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


def parse_number(text: str, decimal: str = "") -> float:
    """The number a text stands for.

    Args:
        text: Such as ``1,234.50``, ``1 234,5 €``, ``(12)``, ``12 %``.
        decimal: The decimal sign, ``.`` or ``,``; where it is not told it is read from the text,
            and a text such as ``1,234`` that could be either is refused.

    Errors:
        NotANumberError: no number, or two possible ones.
    """
    body, sign, scale = _bare(text)
    if not PLAIN.fullmatch(body):
        raise NotANumberError("a number, such as 12500")
    decimal = decimal or _decimal_sign(body)
    if not decimal:
        either = f"{body.replace(',', '').replace('.', '')} or {body.replace(',', '.')}"
        raise NotANumberError(f"one number; this could be {either}: say which decimal sign it has")
    return sign * scale * _value(body, decimal)


def told_decimal_sign(text: str) -> str:
    """The decimal sign that a text proves, or nothing."""
    body = _bare(text)[0]
    if not PLAIN.fullmatch(body) or not re.search("[.,]", body):
        return ""
    return _decimal_sign(body)


def _bare(text: str) -> tuple[str, int, float]:
    """Digits and separators alone, with the sign and the scale (a percent sign)."""
    body = text.strip().replace("−", "-")
    sign = -1 if body.startswith(("-", "(")) or body.endswith("-") else 1
    if body.startswith("(") != body.endswith(")"):
        return "", 1, 1.0
    scale = 0.01 if "%" in body else 1.0
    body = DECORATION.sub("", body.strip("()").replace("%", ""))
    return body.removeprefix("+").removeprefix("-").removesuffix("-"), sign, scale


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
    whole, _, rest = body.partition(mark)
    grouped = re.fullmatch(r"[1-9]\d{0,2}", whole) and re.fullmatch(r"\d{3}", rest)
    return "" if grouped else mark


def _value(body: str, decimal: str) -> float:
    """The value, given the decimal sign; groups must have three digits."""
    whole, _, rest = body.partition(decimal)
    group = "," if decimal == "." else "."
    parts = whole.split(group)
    if len(parts) > 1 and not all(len(part) == 3 for part in parts[1:]):
        raise NotANumberError("a number with groups of three digits, such as 12,500")
    if group in rest or decimal in rest:
        raise NotANumberError("a number with one decimal sign, such as 12500.5")
    return float(f"{''.join(parts) or '0'}.{rest or '0'}" if "e" not in body.lower() else body)
