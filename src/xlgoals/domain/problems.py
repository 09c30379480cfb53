"""What is wrong with a cell, told so that the user can find and mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

FEW = 8
"""So many of a long list are told one by one, wherever it is told."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where, what was found, and what was wanted."""

    sheet: str
    row: int
    """Sheet row; 0 where the whole sheet or column is meant."""
    header: str
    found: str
    wanted: str

    def __str__(self) -> str:
        """``History!Revenue, row 5: “abc”; wanted an amount of money, such as 12500.``"""
        where = f"{self.sheet}!{self.header}" if self.header else self.sheet
        row = f", row {self.row}" if self.row else ""
        return f"{where}{row}: {self.found}; wanted {self.wanted}."


def quoted(value: object) -> str:
    """A cell's content as a message shows it: in quotes, one line, not too long."""
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= 60 else text[:57] + '…'}”"


def named(names: Sequence[str], most: int = FEW, between: str = ", ") -> str:
    """The first of many names in one text, and how many more there are."""
    more = len(names) - most
    return between.join(names[:most]) + (f" and {more:,} more" if more > 0 else "")


def first(lines: Sequence[str], most: int = FEW, where: str = "") -> list[str]:
    """The first of many lines, and how many more there are, perhaps with where they are found."""
    more = len(lines) - most
    return [*lines[:most], *([f"… and {more:,} more{where}."] if more > 0 else [])]
