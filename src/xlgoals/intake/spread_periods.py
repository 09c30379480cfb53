"""Goals of quarters and years as goals of months: amounts are spread, rates hold in each month."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlgoals.domain.metrics import DEFAULT, Metrics
from xlgoals.tables.cell_text import clean
from xlgoals.tables.dates import month_start
from xlgoals.tables.language import Cell
from xlgoals.tables.numbers import NotANumberError, parse_number
from xlgoals.tables.periods import Period, Years, months_of, period_of


@dataclass(frozen=True)
class Spread:
    """Rows of months."""

    rows: list[list[Cell]]
    numbers: list[int]
    """Row of the file that each comes from."""
    notes: tuple[str, ...]


def by_month(
    rows: Sequence[list[Cell]],
    numbers: Sequence[int],
    given: Sequence[str],
    decimal: str,
    years: Years,
    metrics: Metrics = DEFAULT,
) -> Spread:
    """Rows for quarters or years as one for each of their months, amounts exact to the cent.

    Args:
        rows: Cells in the order of ``given``.
        numbers: Row of the file of each.
        given: Headers; there must be a Month.
        decimal: Decimal sign of the file, or nothing where it is not known.
        years: How the company counts its years.
        metrics: Those of the plan.
    """
    month = given.index("Month")
    target = given.index("Target") if "Target" in given else -1
    metric = given.index("Metric") if "Metric" in given else -1
    rates = {one.name.casefold() for one in metrics if not one.is_sum}
    made: list[list[Cell]] = []
    places: list[int] = []
    spread = held = 0
    for number, row in zip(numbers, rows, strict=True):
        period = named_period(row[month])
        amount = _amount(row[target], decimal) if target >= 0 else None
        if period is None or amount is None:
            made.append(row)
            places.append(number)
            continue
        # a rate or an average holds in each month, which has it as a whole
        rate = metric >= 0 and clean(row[metric]).casefold() in rates
        spread, held = spread + (not rate), held + rate
        months = months_of(period, years)
        parts = [amount] * len(months) if rate else _evenly(amount, len(months))
        for one_month, part in zip(months, parts, strict=True):
            one = list(row)
            one[month], one[target] = month_start(one_month), part
            made.append(one)
            places.append(number)
    return Spread(made, places, _notes(spread, held))


def named_period(cell: Cell) -> Period | None:
    """The quarter, half-year or year that a cell names; None where it names none."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else cell
    return period_of(text) if isinstance(text, str) else None


def _notes(spread: int, held: int) -> tuple[str, ...]:
    """What was done, in sentences."""
    notes = []
    if spread:
        notes.append(
            f"{spread:,} goals for quarters or years were spread evenly over their months."
        )
    if held:
        notes.append(f"{held:,} rates for quarters or years hold in each of their months.")
    return tuple(notes)


def _amount(cell: Cell, decimal: str) -> float | None:
    """A cell's number, if it is one."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    try:
        return parse_number(cell, decimal) if isinstance(cell, str) else None
    except NotANumberError:
        return None


def _evenly(amount: float, parts: int) -> list[float]:
    """Equal parts to the cent that add up to the amount."""
    cents = round(amount * 100)
    each, rest = divmod(cents, parts)
    return [(each + (at < rest)) / 100 for at in range(parts)]
