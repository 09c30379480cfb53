"""A formula of the user's whose row of a table gets another place, as it has to read there."""

import re
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from xlgoals.tables.addresses import Area, column_letters, column_number, quoted_sheet

PLACE = r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)"
REFERENCE = re.compile(rf"{PLACE}(?::{PLACE})?")
COLUMNS = re.compile(r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}")
NAME = re.compile(r"[^\W\d][\w.]*")
BY_PLACE = ("OFFSET(", "INDIRECT(")
"""Functions that may look at any cell, so that nobody can say what they would see elsewhere."""


class Unsure(ValueError):
    """Nobody can say what the formula would have to be in another row."""


@dataclass(frozen=True)
class Home:
    """The table in whose rows the formula stands."""

    sheet: str
    table: str
    rows: Area
    """All data rows that change, and the table's columns."""


def moved_formula(formula: str, home: Home, old: int, new: int) -> str:
    """The formula in another row: what names its own row follows, all else stays.

    A structured reference stays as it is; a relative one to a cell of the same row gets the new
    row; one to cells outside the table's rows still names the same cells.

    Args:
        formula: Without its equals sign.
        home: Where it stands.
        old, new: Sheet rows; may be the same, which only asks whether other rows are named.

    Errors:
        Unsure: it names other rows of the table, or looks at cells by their place.
    """
    tokens = _tokens(formula)
    for token in tokens.items:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            if token.value.upper().endswith(BY_PLACE) or ":" in token.value:
                raise Unsure(token.value)
        elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = _followed(token.value, home, old, new)
    return str(tokens.render()).removeprefix("=")


def filled_formula(formula: str, down: int, right: int) -> str:
    """The formula as Excel fills it into another cell: every relative reference shifts.

    Errors:
        Unsure: a reference would leave the sheet, or is written in an unusual way.
    """

    def shifted(match: "re.Match[str]") -> str:
        ends = []
        for fixed, letters, still, row in zip(*[iter(match.groups())] * 4, strict=True):
            if row is None:
                continue
            column = column_number(letters) + (0 if fixed else right)
            place = int(row) + (0 if still else down)
            if column < 1 or place < 1:
                raise Unsure(match[0])
            ends.append(f"{fixed}{column_letters(column)}{still}{place}")
        return ":".join(ends)

    tokens = _tokens(formula)
    for token in tokens.items:
        if token.type != Token.OPERAND or token.subtype != Token.RANGE or "[" in token.value:
            continue
        sheet, mark, cells = token.value.rpartition("!")
        match = REFERENCE.fullmatch(cells)
        if match:
            token.value = f"{sheet}{mark}{shifted(match)}"
        elif not NAME.fullmatch(cells):
            raise Unsure(token.value)
    return str(tokens.render()).removeprefix("=")


def _tokens(formula: str) -> Tokenizer:
    """A formula's tokens; Unsure where it is no formula."""
    try:
        return Tokenizer(f"={formula}")
    except (TokenizerError, IndexError) as error:
        raise Unsure(formula) from error


def _followed(text: str, home: Home, old: int, new: int) -> str:
    """One reference in another row."""
    if "[" in text and "!" not in text:
        table = text.partition("[")[0].casefold()
        if "[#this row]" in text.casefold() and table not in {"", home.table.casefold()}:
            raise Unsure(text)
        return text
    sheet, mark, cells = text.rpartition("!")
    match = REFERENCE.fullmatch(cells)
    if match is None:
        if COLUMNS.fullmatch(cells) or NAME.fullmatch(cells):
            return text
        raise Unsure(text)
    area = Area.of(cells)
    fixed = {mark for mark, row in ((match[3], match[4]), (match[7], match[8])) if row}
    own_row = area.top == area.bottom == old and fixed == {""}
    if mark and sheet not in {home.sheet, quoted_sheet(home.sheet)}:
        if own_row and old != new:  # the same row of another sheet, or one cell there?
            raise Unsure(text)
        return text
    if area.bottom < home.rows.top or home.rows.bottom < area.top:
        return text
    inside = home.rows.left <= area.left and area.right <= home.rows.right
    if not (own_row and inside):
        raise Unsure(text)
    ends = (f"{match[at]}{match[at + 1]}{new}" for at in (1, 5) if match[at + 1])
    return f"{sheet}{mark}{':'.join(ends)}"
