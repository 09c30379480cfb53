"""Reading a formula such as ``=CLOSE_RATE({9;1}, 36)``: a name and constants, nothing else."""

import datetime as dt

from xlgoals.functions.cells import ErrorValue


def parse(formula: str) -> tuple[str, tuple[object, ...]]:
    """The function's name and its arguments as cells."""
    name, _, rest = formula.removeprefix("=").partition("(")
    body = rest.removesuffix(")")
    return name, tuple(_argument(text) for text in split(body)) if body.strip() else ()


def split(body: str) -> list[str]:
    """Arguments as texts; commas inside braces and parentheses do not count."""
    parts, depth, last = [], 0, 0
    for at, sign in enumerate(body):
        depth += (sign in "({") - (sign in ")}")
        if sign == "," and not depth:
            parts.append(body[last:at])
            last = at + 1
    return [part.strip() for part in [*parts, body[last:]]]


def _argument(text: str) -> object:
    if not text.startswith("{"):
        return cell(text)
    rows = text.removeprefix("{").removesuffix("}").split(";")
    return [[cell(part) for part in split(row)] for row in rows]


def cell(text: str) -> object:
    """One constant; nothing is a blank."""
    text = text.strip()
    if text.startswith("DATE("):
        return dt.date(*(int(part) for part in text[5:-1].split(",")))
    if text in {"TRUE", "FALSE"}:
        return text == "TRUE"
    if text.startswith('"'):
        return text.strip('"')
    if text.startswith("#"):
        return ErrorValue(text)
    return float(text) if text else None


def answers(text: str) -> list[list[object]]:
    """What is wanted: rows by ``;``, cells by ``,``."""
    return [[cell(part) for part in row.split(",")] for row in text.split(";")]
