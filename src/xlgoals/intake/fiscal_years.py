"""Whether a file's years are calendar or fiscal ones, and after which year they are named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlgoals.domain.months import month_label
from xlgoals.domain.problems import quoted
from xlgoals.intake.spread_periods import named_period
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell
from xlgoals.tables.periods import Period, Years, is_ambiguous, months_of

CALENDAR, FISCAL = "calendar", "fiscal"
FIRST, LAST = "first", "last"
"""After which of its calendar years a fiscal year is named."""


@dataclass(frozen=True)
class YearsFound:
    """How a file counts its years, and how we know."""

    years: Years
    reason: str = ""
    """In words, for the user to see; blank where the file names no quarter and no year."""
    question: str = ""
    """What has to be said before anything is taken."""


def years_of(
    cells: Sequence[Cell], begins: int, last_period: range, told: str = "", named: str = ""
) -> YearsFound:
    """How the quarters and years of a column are meant.

    Args:
        cells: The column.
        begins: The month in which the company's year begins, 1 to 12.
        last_period: The months that are looked back upon: goals of then should fall into them.
        told: ``calendar`` or ``fiscal``, where the user says it.
        named: ``first`` or ``last``, where Settings say it.
    """
    periods = {clean(cell): period for cell in cells if (period := named_period(cell))}
    if not periods or begins == 1:
        return YearsFound(Years())
    years = Years(begins, named != LAST, told == FISCAL)
    bare = next((text for text, one in periods.items() if is_ambiguous(one, begins)), "")
    if bare and not told:
        months = months_of(periods[bare], years)
        fiscal = months_of(periods[bare], replace(years, bare_is_fiscal=True))
        return YearsFound(
            years,
            question=f"{quoted(bare)} can be {_span(months)} or {_span(fiscal)}: say --calendar or "
            "--fiscal.",
        )
    some_fiscal = {
        text: one
        for text, one in periods.items()
        if not one.spans and (one.fiscal or told == FISCAL)
    }
    if not some_fiscal:
        return YearsFound(years, _told(years, periods))
    if named:
        return YearsFound(years, f"{_told(years, some_fiscal)}, as Settings say")
    fits = [
        one
        for one in (replace(years, named_after_first=first) for first in (True, False))
        if all(set(months_of(period, one)) <= set(last_period) for period in some_fiscal.values())
    ]
    text = next(iter(some_fiscal))
    if len(fits) != 1:
        both = [
            _span(months_of(some_fiscal[text], replace(years, named_after_first=first)))
            for first in (True, False)
        ]
        return YearsFound(
            years,
            question=f"{quoted(text)} can be {' or '.join(both)}: type first or last beside Fiscal "
            "year named after on sheet Settings, for the calendar year it begins or ends in.",
        )
    reason = f"{_told(fits[0], some_fiscal)}, since these goals then fall into the last period"
    return YearsFound(fits[0], reason)


def _told(years: Years, periods: dict[str, Period]) -> str:
    """What the first of some periods stands for."""
    text, period = next(iter(periods.items()))
    return f"{quoted(text)} is {_span(months_of(period, years))}"


def _span(months: range) -> str:
    """``Apr 2025 to Jun 2025``."""
    return f"{month_label(months[0])} to {month_label(months[-1])}"
