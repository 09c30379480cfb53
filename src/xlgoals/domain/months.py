"""Months as whole numbers: how many have passed since January 1970."""

import numpy as np
from numpy.typing import NDArray


def month_number(year: int, month: int) -> int:
    """The number of a month: January 1970 is 0, and 684 is January 2027."""
    return (year - 1970) * 12 + month - 1


def month_label(number: int) -> str:
    """A month as people write it: 684 → ``Jan 2027``."""
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{names[number % 12]} {1970 + number // 12}"


def months_of_dates(dates: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """The month of each date; NaN where there is none."""
    months = dates.astype("datetime64[M]")
    return np.where(np.isnat(months), np.nan, months.astype(np.int64).astype(np.float64))


def first_day(month: int) -> int:
    """The first day of a month, in days since 1970."""
    return int(np.datetime64(month, "M").astype("datetime64[D]").astype(np.int64))


def days_of_dates(dates: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Each date in days since 1970; NaN where there is none."""
    days = dates.astype("datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(np.int64).astype(np.float64))
