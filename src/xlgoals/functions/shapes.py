"""How arguments and answers lie in cells."""

import re
from dataclasses import dataclass
from enum import Enum


class Lay(Enum):
    """What the cells of an argument are to each other."""

    COLUMN = "a column, one answer for each cell"
    COLUMN_OR_ONE = "a column, or one cell for all"
    ONE = "one cell"
    LIST = "a list; cells without a number are left out"
    SERIES = "a series in order; cells without a number are unknown"
    BLOCK = "a row for each, months across; a single column is one from top to bottom"
    TUPLE = "a row of answers for each cell"


NOTATIONS = {
    "n×1": Lay.COLUMN,
    "n×1 or 1×1": Lay.COLUMN_OR_ONE,
    "1×1": Lay.ONE,
    "m×1": Lay.LIST,
    "t×1": Lay.SERIES,
    "n×t": Lay.BLOCK,
}


@dataclass(frozen=True)
class Shape:
    """One shape, as docstrings write it: ``n×1``, ``m×1``, ``n×4`` …"""

    notation: str
    lay: Lay

    @classmethod
    def of(cls, notation: str) -> "Shape":
        """The shape with this notation; ValueError where there is none."""
        if notation in NOTATIONS:
            return cls(notation, NOTATIONS[notation])
        if re.fullmatch(r"(n|1)×[2-9]", notation):
            return cls(notation, Lay.TUPLE)
        raise ValueError(f"{notation!r} is no shape; use {', '.join(NOTATIONS)} or n×k")
