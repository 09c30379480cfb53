"""Quarters, half-years and years written as text, and the months that they have.

A year can be a calendar year or a fiscal one, and a fiscal year is named after the year in which
it begins or in which it ends: a text says so, or somebody has to.
"""

import re
from dataclasses import dataclass

from xlgoals.domain.month_names import without_accents
from xlgoals.domain.months import month_number
from xlgoals.tables.dates import FIRST_YEAR, LAST_YEAR

YEAR = r"(?P<fiscal>fy|gj|ej|af|ano fiscal|fiscal|fiscal year)? ?'?(?P<year>(?:19|20|21)\d\d|\d\d)"
SPAN = r"(?:[/-](?P<to>(?:20|21)?\d\d))?"
PART = (
    r"(?:(?P<kind>q|qtr|quarter|quartal|trim|trimestre|trimester|kwartaal|quy|h|half|hj|s) ?"
    r"(?P<number>[1-4])|(?P<before>[1-4])(?:\.|st|nd|rd|th|e|er)? ?"
    r"(?P<then>q|qtr|quarter|quartal|trim|trimestre|trimester|kwartaal|h|half|hj))"
)
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{YEAR}{SPAN}",
        rf"{YEAR}{SPAN}[ /_.-]*{PART}",
        rf"{PART}[ /_.-]*(?:of|de|del|nam)? ?{YEAR}{SPAN}",
    )
)
HALVES = frozenset({"h", "half", "hj", "s"})


@dataclass(frozen=True)
class Period:
    """A quarter, a half or a whole year, as a text names it."""

    year: int
    first: int
    """Its first month within the year, from 0."""
    length: int
    """Its months: 3, 6 or 12."""
    fiscal: bool = False
    """Whether the text says that the year is a fiscal one."""
    spans: bool = False
    """Whether the text names both years of a fiscal year; then it is ``year`` that it begins in."""


@dataclass(frozen=True)
class Years:
    """How a company counts its years."""

    begins: int = 1
    """The month in which the fiscal year begins, 1 to 12."""
    named_after_first: bool = True
    """Whether a fiscal year is named after the calendar year in which it begins."""
    bare_is_fiscal: bool = False
    """Whether a year without a word is a fiscal one."""


def period_of(text: str) -> Period | None:
    """The quarter, half-year or year that a text names; None where it names none.

    Example:
        ``2025 Q1``, ``Q1/2025``, ``1. Quartal 2025``, ``Quý 1/2025``, ``H2 2025``, ``2025``,
        ``FY25 Q1``, ``FY2025``, ``FY2025/26``, ``2025/26``.
    """
    plain = " ".join(without_accents(text).split())
    for pattern in PATTERNS:
        if match := pattern.fullmatch(plain):
            return _period(match.groupdict())
    return None


def _period(told: dict[str, str | None]) -> Period | None:
    """What the parts of a text say together."""
    kind, number = told.get("kind") or told.get("then"), told.get("number") or told.get("before")
    fiscal, digits, to = bool(told["fiscal"]), str(told["year"]), told["to"]
    if len(digits) == 2 and not (fiscal or kind):
        return None  # “25” alone, or “25/26”, is no year
    year = int(digits) + (2000 if len(digits) == 2 else 0)
    if to and int(to) % 100 != (year + 1) % 100:
        return None
    if to and len(to) == 2 and int(to) <= 12 and not fiscal:
        return None  # “2011/12” is a month
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    length = 12 if not kind else 6 if kind in HALVES else 3
    part = int(number or 1) - 1
    if part * length >= 12:
        return None
    return Period(year, part * length, length, fiscal or bool(to), bool(to))


def is_ambiguous(period: Period, begins: int) -> bool:
    """Whether somebody has to say if a period's year is a calendar or a fiscal one."""
    return begins != 1 and not period.fiscal


def months_of(period: Period, years: Years) -> range:
    """The months of a period, counted since January 1970."""
    start, year = 1, period.year
    if (period.fiscal or years.bare_is_fiscal) and years.begins != 1:
        start = years.begins
        year -= not (period.spans or years.named_after_first)
    first = month_number(year, start) + period.first
    return range(first, first + period.length)
