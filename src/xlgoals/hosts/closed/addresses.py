"""Cell addresses: B7, and B6:X18, as numbers."""

import re
from dataclasses import dataclass

ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def column_number(letters: str) -> int:
    """A column's number: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


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
        first, _, last = text.partition(":")
        one, two = ADDRESS.fullmatch(first), ADDRESS.fullmatch(last or first)
        if one is None or two is None:
            raise ValueError(text)
        return cls(int(one[2]), column_number(one[1]), int(two[2]), column_number(two[1]))

    def __str__(self) -> str:
        """As a reference."""
        first = f"{column_letters(self.left)}{self.top}"
        return f"{first}:{column_letters(self.right)}{self.bottom}"

    def meets(self, other: "Area") -> bool:
        """Whether the two have a cell in common."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right
