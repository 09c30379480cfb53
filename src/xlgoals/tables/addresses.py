"""Where cells are: letters, areas such as B6:X18, and references with a sheet's name."""

from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import (
    column_index_from_string,
    coordinate_to_tuple,
    get_column_letter,
    quote_sheetname,
    range_boundaries,
)

__all__ = [
    "Area",
    "column_letters",
    "column_number",
    "place_of",
    "quoted_sheet",
    "row_of",
    "with_sheet",
]

column_letters = get_column_letter
column_number = column_index_from_string
place_of = coordinate_to_tuple
"""Row and column of an address such as ``B7``, from 1."""
quoted_sheet = quote_sheetname


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, text: str) -> "Area":
        """The area of a reference such as ``B6:X18`` or ``$B$6``; ValueError for others."""
        left, top, right, bottom = range_boundaries(text)
        if left is None or top is None or right is None or bottom is None:
            raise ValueError(text)
        return cls(top, left, bottom, right)

    def __str__(self) -> str:
        """As a reference."""
        first = f"{column_letters(self.left)}{self.top}"
        return f"{first}:{column_letters(self.right)}{self.bottom}"

    @property
    def fixed(self) -> str:
        """As a reference that does not move, such as ``$B$6:$X$18``."""
        first = f"${column_letters(self.left)}${self.top}"
        return f"{first}:${column_letters(self.right)}${self.bottom}"

    def meets(self, other: "Area") -> bool:
        """Whether the two have a cell in common."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right


def row_of(address: str) -> int:
    """The row of an address such as ``B7``."""
    return place_of(address)[0]


def with_sheet(formula: str, old: str, new: str) -> str:
    """A formula whose references to one sheet are to another one.

    Args:
        formula: With or without its equals sign.
        old, new: Names of sheets as a tab shows them.
    """
    tokens = Tokenizer(formula if formula.startswith("=") else f"={formula}")
    for token in tokens.items:
        sheet, mark, cells = token.value.rpartition("!")
        if mark and token.subtype == Token.RANGE and sheet in {old, quoted_sheet(old)}:
            token.value = f"{quoted_sheet(new)}!{cells}"
    text = str(tokens.render())
    return text if formula.startswith("=") else text.removeprefix("=")
