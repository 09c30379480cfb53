"""Scenarios: what each set of assumptions suggests, side by side."""

import pandas as pd

from xlgoals.domain.metrics import column_name
from xlgoals.tables.addresses import column_letters, column_number
from xlgoals.tables.language import (
    Column,
    Group,
    Kind,
    Label,
    Role,
    Seen,
    Sheet,
    Shown,
    Table,
)

SLOTS = 6
"""Scenarios that find room; the first are the assumptions that belong to none."""

HEADER_ROW = 7
FIRST = "D"
"""Column of the first scenario."""

HEADERS = tuple(f"Goal {number}" for number in range(1, SLOTS + 1))
LETTERS = tuple(column_letters(column_number(FIRST) + at) for at in range(SLOTS))


def spread(seen: Seen) -> pd.Series:
    """The highest goal less the lowest, of those that are there; 0 where none is."""
    goals = seen.rows[[column_name(header) for header in HEADERS]]
    return (goals.max(axis=1) - goals.min(axis=1)).fillna(0.0)


TABLE = Table(
    "Scenarios",
    (
        Column("Rep ID", Kind.ID, "Blank: the team.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=24),
        *(
            Column(
                header,
                Kind.MONEY,
                "Suggested revenue in this scenario.",
                Role.WRITTEN,
                width=18,
                blank=True,
            )
            for header in HEADERS
        ),
        Column(
            "Range",
            Kind.MONEY,
            "The highest less the lowest.",
            Role.FORMULA,
            formula=f"MAX(Scenarios[[#This Row],[{HEADERS[0]}]:[{HEADERS[-1]}]])"
            f"-MIN(Scenarios[[#This Row],[{HEADERS[0]}]:[{HEADERS[-1]}]])",
            python=spread,
        ),
    ),
    key=("Rep ID",),
    optional=True,
)

NAMES = tuple(f"{letters}{HEADER_ROW - 1}" for letters in LETTERS)
"""The cells over the goals that say whose they are."""

SHEET = Sheet(
    "Scenarios",
    "What each set of assumptions suggests. Assumptions names the sets, Settings the one in force.",
    Group.RESULT,
    TABLE,
    labels=(
        Label(f"B{HEADER_ROW - 1}", "Scenario", "head"),
        Label(f"C{HEADER_ROW - 1}", "", "head"),
        *(Label(at, "", "head right") for at in NAMES),
        Label(f"{column_letters(column_number(LETTERS[-1]) + 1)}{HEADER_ROW - 1}", "", "head"),
    ),
    shown=Shown.WHEN_FILLED,
    header_row=HEADER_ROW,
    legend=(3, 4),  # columns that always show
    since="0.2",
)
