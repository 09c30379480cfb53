"""Dates and months written as text; what could be two days is neither, until its order is told.

The order of day, month and year is a property of a column, not of a cell: ``readings`` says what
a text can be, and ``intake.date_habits`` finds the one that all texts of a column allow.
"""

import datetime as dt
import re
from contextlib import suppress

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, to_excel

from xlgoals.domain import months
from xlgoals.domain.month_names import BY_NAME, without_accents

ORDERS = ("dmy", "mdy", "ymd")
"""In what order day, month and year can stand."""
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Bare numbers stand for days of these years only; others are some other number."""
WANTED = "a date, such as 2027-01-31"
ONE_WAY = "a date that can be read one way only, such as 2027-01-31"

TIME = re.compile(
    r"(?:[T ]+| - )\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:z|utc|gmt|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
TRIPLE = re.compile(r"(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{2}|\d{4})\.?")
YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
RUN_TOGETHER = re.compile(r"((?:19|20|21)\d{2})(0[1-9]|1[0-2])(\d{2})?")
WORDS = re.compile(r"[^\W\d_]+|\d+")
BETWEEN = re.compile(r"[\s.,/'’º°ª-]*")
FILLERS = frozenset({"de", "del", "of", "em", "den", "the", "st", "nd", "rd", "th", "er"})
VIETNAMESE = re.compile(
    r"(?:(?:ngay )?(\d{1,2}) ?)?(?:thang|thg|th)\.? ?(\d{1,2}) ?(?:/|-|nam|,)? ?(\d{4})"
)
WEEK = re.compile(
    r"\d{4}-?w\d{1,2}(?:-?\d)?|(?:cw|kw|week|wk|w) ?\d{1,2}[ /-]*\d{4}", re.IGNORECASE
)
WEEKDAYS = frozenset(
    [
        "mon",
        "monday",
        "tue",
        "tuesday",
        "wed",
        "wednesday",
        "thu",
        "thursday",
        "fri",
        "friday",
        "sat",
        "saturday",
        "sun",
        "sunday",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lunes",
        "martes",
        "miercoles",
        "jueves",
        "viernes",
        "sabado",
        "domingo",
    ]
)


def parse_date(text: str, order: str = "") -> dt.date:
    """The day a text stands for; the first of the month where it names only a month.

    Args:
        text: Such as ``2027-01-31``, ``31.01.2027``, ``Jan 2027``, ``1 de marzo de 2027``,
            ``Oct-23``, ``202701``, ``Tháng 1/2027``.
        order: ``dmy``, ``mdy`` or ``ymd``, where the column's is known.

    Errors:
        ValueError: no day, or two possible ones; its text says what was wanted.
    """
    text = " ".join(text.split())
    if WEEK.fullmatch(text):
        raise ValueError("a month or a day; a week can belong to two months")
    bare = TIME.sub("", text).strip()
    if match := YEAR_MONTH.fullmatch(bare):
        return _day(match[1], match[2])
    if match := MONTH_YEAR.fullmatch(bare):
        return _day(match[2], match[1])
    if match := RUN_TOGETHER.fullmatch(bare):
        return _day(match[1], match[2], match[3])
    if match := TRIPLE.fullmatch(bare):
        return _in_order(_readings(match), match, order)
    return _with_name(bare)


def _day(year: str, month: str, day: str | None = None) -> dt.date:
    """A day, the first of its month where none is named. ValueError where there is no such day."""
    try:
        return dt.date(_year(year), int(month), int(day or 1))
    except ValueError:
        raise ValueError(WANTED) from None


def readings(text: str) -> dict[str, dt.date]:
    """Each order in which a text of three numbers is a day, and that day; none for other texts."""
    match = TRIPLE.fullmatch(TIME.sub("", " ".join(text.split())).strip())
    return _readings(match) if match and len(match[1]) <= 2 else {}


def _readings(match: re.Match[str]) -> dict[str, dt.date]:
    """Each order in which three numbers are a day, and the day."""
    first, middle, last = match[1], match[3], match[4]
    parts = {"ymd": (first, middle, last)}
    if len(first) <= 2:
        parts = {"dmy": (last, middle, first), "mdy": (last, first, middle), **parts}
        if len(last) == 4 or len(first) == 1:
            del parts["ymd"]
    found = {}
    for order, (year, month, day) in parts.items():
        with suppress(ValueError):
            found[order] = _day(year, month, day)
    return found


def _year(text: str) -> int:
    """A year of two or four digits; two are of 1980 to 2079."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 80 else 1900)


def _in_order(found: dict[str, dt.date], match: re.Match[str], order: str) -> dt.date:
    """The one day that three numbers stand for. ValueError where it is not one."""
    if len(match[1]) > 2:
        order = "ymd"
    elif not order and match[2] == "." and "dmy" in found:
        order = "dmy"  # dots stand between day and month nowhere but where the day comes first
    if order and order not in found:
        raise ValueError(f"a date as the column has them: {in_words(order)}" if found else WANTED)
    days = {found[order]} if order else set(found.values())
    if len(days) != 1:
        raise ValueError(ONE_WAY if days else WANTED)
    return days.pop()


def in_words(order: str) -> str:
    """``dmy`` → ``day/month/year``."""
    return "/".join({"d": "day", "m": "month", "y": "year"}[sign] for sign in order)


def _with_name(text: str) -> dt.date:
    """A day or month with the month's name in it. ValueError where it is none."""
    plain = without_accents(text)
    if match := VIETNAMESE.fullmatch(plain):
        return _day(match[3], match[2], match[1])
    words = WORDS.findall(plain)
    if any(not BETWEEN.fullmatch(gap) for gap in WORDS.split(plain)):
        raise ValueError(WANTED)
    words = [word for word in words if word not in FILLERS]
    if len(words) > 2 and words[0] in WEEKDAYS:
        words = words[1:]
    named = [at for at, word in enumerate(words) if word in BY_NAME]
    if len(named) != 1 or not 2 <= len(words) <= 3:
        raise ValueError(WANTED)
    month, (*numbers,) = BY_NAME[words[named[0]]], (w for w in words if w not in BY_NAME)
    if not all(number.isdecimal() for number in numbers):
        raise ValueError(WANTED)
    if len(numbers) == 1:  # “Oct-23” is a month of 2023: a day would have no year
        day, year = "1", numbers[0]
        if named[0] == 1 and len(year) != 4:
            raise ValueError("a date with its year, such as 2027-01-31")
    else:
        day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    if len(year) not in {2, 4} or len(day) > 2:
        raise ValueError(WANTED)
    return _day(year, str(month), day)


def from_number(number: float, date1904: bool) -> dt.date:
    """The day of a bare number: 202401 is a month, 45000 a day as spreadsheets count them.

    Errors:
        ValueError: it is another number; its text says what was wanted.
    """
    if number == int(number) and number > 100_000 and RUN_TOGETHER.fullmatch(str(int(number))):
        return parse_date(str(int(number)))
    try:
        day = from_serial(number, date1904)
    except ValueError:
        raise ValueError(WANTED) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{WANTED}; as the number of a day it would be in {day.year}")
    return day


def from_serial(serial: float, date1904: bool) -> dt.date:
    """The day of a spreadsheet's date number; ValueError where it is out of range."""
    if not 1 <= serial < 2_958_466:
        raise ValueError(WANTED)
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
