"""Months, quarters or years across the top of a table: a column of its own for each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlgoals.domain.month_names import BY_NAME, without_accents
from xlgoals.domain.problems import quoted
from xlgoals.intake.column_mapping import named_columns, plain
from xlgoals.intake.stage_words import folded
from xlgoals.intake.total_rows import TOTALS
from xlgoals.intake.year_and_month import is_year_header
from xlgoals.tables.cell_text import clean
from xlgoals.tables.dates import parse_date
from xlgoals.tables.language import NUMERIC, Cell, Table
from xlgoals.tables.periods import period_of
from xlgoals.tables.raw_table import RawTable

ACROSS = "months"
"""What the user calls the numbers below the months: ``--map "Revenue=months"``."""


@dataclass(frozen=True)
class Turned:
    """A table with a row for each month, and what was done."""

    table: RawTable
    sentences: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    """Headers of the plan that the columns have become."""


def across(headers: Sequence[str]) -> list[int]:
    """The columns that are named after a month, a quarter or a year; none for fewer than two."""
    places = [at for at, header in enumerate(headers) if _is_period(header)]
    return places if len(places) > 1 else []


def _is_period(header: str) -> bool:
    """Whether a header is the name of a month, a quarter, a half or a year."""
    if period_of(header) or _bare_month(header):
        return True
    try:
        parse_date(header)
    except ValueError:
        return False
    return not header.strip().isdecimal()


def _bare_month(header: str) -> bool:
    """Whether a header is a month's name without a year."""
    return without_accents(header).strip().rstrip(".") in BY_NAME


def turned(
    source: RawTable, table: Table, told: Mapping[str, str], titles: Sequence[str]
) -> Turned:
    """The file with one row for each month of each of its rows; as it is where it has a Month.

    Args:
        source: The file, months across its top.
        table: What is to be filled.
        told: Header of the plan → header of the file; ``months`` stands for the numbers below them.
        titles: What stands above the headers, and the sheet's name: it may say what the numbers
            are, and of which year.
    """
    months = across(source.headers)
    if not months or "Month" not in table.headers or "Month" in told:
        return Turned(source)
    ids = [at for at in range(len(source.headers)) if at not in months]
    ids = [at for at in ids if not set(folded(source.headers[at]).split()) & TOTALS]
    year_at = next((at for at in ids if is_year_header(source.headers[at])), None)
    if year_at is None and "Month" in named_columns(table, [source.headers[at] for at in ids]):
        return Turned(source)
    measure, question = _measure(source, table, told, titles, months)
    if question:
        return Turned(source, questions=(question,))
    years = {year for title in titles for year in re.findall(r"\b(?:19|20)\d\d\b", title)}
    bare = [source.headers[at] for at in months if _bare_month(source.headers[at])]
    if bare and year_at is None and len(years) != 1:
        return Turned(
            source,
            questions=(
                f"{quoted(bare[0])} has no year: write it above the table, or in a column Year.",
            ),
        )
    year = "" if year_at is not None or not bare else f" {next(iter(years))}"
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    for number, row in enumerate(source.rows, source.first_row):
        in_year = f" {clean(row[year_at])}" if year_at is not None and bare else year
        for at in months:
            if row[at] is not None:
                rows.append(
                    [*(row[i] for i in ids if i != year_at), source.headers[at] + in_year, row[at]]
                )
                numbers.append(number)
    named = tuple(source.headers[at] for at in ids if at != year_at)
    first, last = source.headers[months[0]], source.headers[months[-1]]
    said = (
        f"{first} to {last} stand across the top: each of {len(months)} columns became rows, "
        f"and their numbers are {measure}{f' of the year{year}' if year else ''}."
    )
    made = replace(
        source, headers=(*named, "Month", measure), rows=rows, first_row=1, numbers=tuple(numbers)
    )
    return Turned(made, (said,), given=("Month", measure))


def _measure(
    source: RawTable,
    table: Table,
    told: Mapping[str, str],
    titles: Sequence[str],
    months: Sequence[int],
) -> tuple[str, str]:
    """What the numbers below the months are, or the question that has to be answered."""
    for header, name in told.items():
        if plain(name) == ACROSS:
            return header, ""
    numeric = [column for column in table.columns if column.kind in NUMERIC]
    if len(numeric) == 1:
        return numeric[0].header, ""
    part = replace(table, columns=tuple(numeric), key=())
    words = [word for title in titles for word in (title, *re.split(r"\W+", title))]
    said = named_columns(part, words)
    if len(said) == 1:
        return said[0], ""
    choices = ", ".join(column.header for column in numeric)
    return "", (
        f"The numbers below {quoted(source.headers[months[0]])} can be {choices}: say which with "
        f'--map "{numeric[-1].header if not said else said[0]}={ACROSS}".'
    )
