"""What may be typed into a cell: limits, a hint, and a message that says what is wanted."""

import datetime as dt
from typing import Any

from xlgoals.tables.language import DATED, NUMERIC, Column, Kind

TITLE, TEXT = 32, 255


def rule(column: Column) -> dict[str, Any]:
    """A data validation for a column, as XlsxWriter wants it."""
    hint = {
        "input_title": column.header[:TITLE],
        "input_message": column.hint[:TEXT],
        "error_title": column.header[:TITLE],
        "ignore_blank": True,
    }
    return {**_limits(column), **hint}


def _limits(column: Column) -> dict[str, Any]:
    """Which values are allowed."""
    if column.refers_to == ("MetricsChosen", "Metric"):
        message = "Choose a metric that sheet Metrics chosen has, or add it there first."
        return {"validate": "list", "source": "=MetricNames", "error_message": message}
    if column.choices or column.kind is Kind.YES_NO:
        words = list(column.choices) or ["yes", "no"]
        if column.kind is Kind.TEXT:  # offered, and anything else is fine too
            return {"validate": "list", "source": words, "show_error": False}
        message = f"Choose one of: {', '.join(words)}."[:TEXT]
        return {"validate": "list", "source": words, "error_message": message}
    if column.refers_to == ("Reps", "Rep ID"):
        message = "This rep ID is not on sheet Reps. Add the rep there first."
        return {"validate": "list", "source": "=RepIDs", "error_message": message}
    if column.kind in DATED:
        wanted = {"error_message": "Type a date, such as 2027-01-31."}
        between = {"minimum": dt.date(1990, 1, 1), "maximum": dt.date(2100, 12, 31)}
        return {"validate": "date", "criteria": "between", **between, **wanted}
    if column.kind in NUMERIC:
        return _number_limits(column)
    return {"validate": "any"}


def _number_limits(column: Column) -> dict[str, Any]:
    """A number between its bounds."""
    low = column.low if column.low is not None else -1e12
    high = column.high if column.high is not None else 1e12
    share = column.kind in {Kind.FRACTION, Kind.CHANGE}
    example = "a share, such as 25 % or 0.25" if share else "a number, such as 12500"
    bounds = f" between {low:g} and {high:g}" if column.high is not None else ""
    bounds = bounds or (f" of {low:g} or more" if column.low is not None else "")
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_message": f"Type {example}{',' if bounds else ''}{bounds}.",
    }
