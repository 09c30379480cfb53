"""Dates and months written as text; what could be two days is neither."""

import datetime as dt
import re

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, to_excel

from xlgoals.domain import months

NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ]\d{1,2}:\d{2}.*)?")
DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: \d{1,2}:\d{2}.*)?")
MONTH_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
NAMED = re.compile(r"(?:(\d{1,2})[. ]+)?([A-Za-z]{3,9})\.?[ ,-]+(?:(\d{1,2}),? )?(\d{4})")
QUARTER = re.compile(r"(\d{4}) ?-?Q([1-4])|Q([1-4])[ /-]?(\d{4})", re.IGNORECASE)
YEAR = re.compile(r"(19|20)\d{2}")


def parse_date(text: str) -> dt.date:
    """The day a text stands for; the first of the month where it names only a month.

    Errors:
        ValueError: no day, or two possible ones; its text says what was wanted.
    """
    text = text.strip()
    if match := ISO.fullmatch(text):
        return dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := DAY_FIRST.fullmatch(text):
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    if match := MONTH_YEAR.fullmatch(text):
        return dt.date(int(match[2]), int(match[1]), 1)
    if match := SLASHES.fullmatch(text):
        return _slashed(int(match[1]), int(match[2]), int(match[3]))
    if (match := NAMED.fullmatch(text)) and match[2][:3].casefold() in NAMES:
        month = NAMES.index(match[2][:3].casefold()) + 1
        return dt.date(int(match[4]), month, int(match[1] or match[3] or 1))
    raise ValueError("a date, such as 2027-01-31")


def _slashed(first: int, second: int, year: int) -> dt.date:
    """A date with slashes, if only one reading of it is a date."""
    if first == second or second > 12:
        return dt.date(year, first, second)
    if first > 12:
        return dt.date(year, second, first)
    raise ValueError("a date that can be read one way only, such as 2027-01-31")


def months_of(text: str) -> list[dt.date]:
    """The months of a quarter or a year, such as ``2027Q1`` or ``2027``; none for other texts."""
    text = text.strip()
    if match := QUARTER.fullmatch(text):
        year, quarter = int(match[1] or match[4]), int(match[2] or match[3])
        return [dt.date(year, month, 1) for month in range(3 * quarter - 2, 3 * quarter + 1)]
    if YEAR.fullmatch(text):
        return [dt.date(int(text), month, 1) for month in range(1, 13)]
    return []


def from_serial(serial: float, date1904: bool) -> dt.date:
    """The day of a spreadsheet's date number; ValueError where it is out of range."""
    if not 1 <= serial < 2_958_466:
        raise ValueError("a date, such as 2027-01-31")
    moment = from_excel(int(serial), MAC_EPOCH if date1904 else WINDOWS_EPOCH)
    return dt.date(moment.year, moment.month, moment.day)


def serial_number(day: dt.date, date1904: bool = False) -> float:
    """A day or a moment as a spreadsheet counts it."""
    return float(to_excel(day, MAC_EPOCH if date1904 else WINDOWS_EPOCH))


def month_number(day: dt.date) -> int:
    """A day's month, counted since January 1970."""
    return months.month_number(day.year, day.month)


def month_start(number: float) -> dt.date:
    """The first day of a month given as months since January 1970."""
    return dt.date(1970 + int(number) // 12, int(number) % 12 + 1, 1)
