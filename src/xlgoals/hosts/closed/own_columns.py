"""Columns of the user's inside a table of ours: carried along by the rows' keys."""

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from xlgoals.domain.errors import EditRefused
from xlgoals.hosts.closed import sheet_xml
from xlgoals.hosts.closed.cell_xml import cell_xml, escaped
from xlgoals.hosts.closed.sheet_xml import LETTERS, Row
from xlgoals.hosts.closed.table_edit import Edit
from xlgoals.tables.moved_formula import Home, Unsure, filled_formula, moved_formula

FORMULA = re.compile(rb"<f\b([^>]*?)(?:/>|>(.*?)</f>)", re.DOTALL)
SHARED = re.compile(rb'\bt="shared"')
SHARED_GROUP = re.compile(rb'\bsi="(\d+)"')
ADDRESS = re.compile(rb'(<c\b[^>]*?\br=")[A-Z]+\d+(")')


@dataclass
class OwnColumns:
    """The cells of the user's in a table's rows, and the rows by their keys."""

    edit: Edit
    before: Sequence[tuple[str, ...]]
    """The key of each data row that is there."""
    after: Sequence[tuple[str, ...]]
    rows: dict[int, Row]
    """Those that are there as written, by number; every shared formula written out."""
    moves: bool
    """Whether rows that are there get another place; else there are only more of them."""
    repeated: dict[int, str] = field(default_factory=dict)
    """Column → what it computes in every row, as it reads in the first."""

    def __post_init__(self) -> None:
        """Look for columns that compute the same in every row."""
        top = self.edit.old.top
        for column in self.edit.own:
            formulas = {
                number: formula_of(cell)
                for number, row in self.rows.items()
                if number <= self.edit.old.bottom and b"<f" in (cell := row.cells.get(column, b""))
            }
            texts: set[str | None] = set(formulas.values())
            if len(texts) > 1:
                texts = {self._in_row(text, number, top) for number, text in formulas.items()}
            elif texts != {self._in_row(next(iter(formulas.values()), ""), top, top + 1)}:
                continue
            text = texts.pop() if len(texts) == 1 else None
            if text and (len(formulas) > 1 or self._is_computed(column)):
                self.repeated[column] = text

    def _is_computed(self, column: int) -> bool:
        """Whether Excel fills the column with its formula in every new row."""
        return self.edit.found.headers[column - self.edit.old.left] in self.edit.found.computed

    @property
    def home(self) -> Home:
        """Where the formulas stand."""
        return Home(self.edit.found.sheet, self.edit.found.name, self.edit.touched)

    def carried(self) -> dict[int, Row]:
        """All rows, each with the cells that belong to its key.

        Errors:
            EditRefused: a row that goes, or one of two with the same key, holds something of the
                user's; or a formula names other rows.
        """
        top = self.edit.old.top
        cells: dict[int, dict[int, bytes]] = {}
        if not self.moves:
            cells = {number: self._held(number) for number in range(top, top + len(self.before))}
            new = list(range(len(self.before), len(self.after)))
        else:
            places = self._places()
            known = set(self.before)
            new = [at for at, key in enumerate(self.after) if key not in known & set(places)]
            for at, key in enumerate(self.before):
                moved = self._row(at, key, places.get(key))
                if key in places:
                    cells[top + places[key]] = moved
        cells |= {top + place: self._blank(top + place) for place in new}
        numbers = sorted({*self.rows, *cells})
        return {number: self._with(number, cells.get(number, {})) for number in numbers}

    def _row(self, at: int, key: tuple[str, ...], place: int | None) -> dict[int, bytes]:
        """The cells of a row in its new place.

        EditRefused where it has none, and one of them holds something.
        """
        number, top = self.edit.old.top + at, self.edit.old.top
        cells = self._held(number)
        if place is not None:
            return {
                column: self._moved(cell, column, number, top + place)
                for column, cell in cells.items()
            }
        for column, cell in cells.items():
            if sheet_xml.has_content(cell) and not self._is_repeated(at, column, cell):
                raise EditRefused(
                    f"{self._cell(column, number)} holds something of yours, and the row "
                    f"“{self._named(key)}” is to go; open the file in Excel, move it out of the "
                    "table and try again."
                )
        return {}

    def _places(self) -> dict[tuple[str, ...], int]:
        """Where each key will stand, from 0; without those that name two rows.

        EditRefused where such a row holds something to carry along.
        """
        counts = [Counter(self.before), Counter(self.after)]
        for at, key in enumerate(self.before):
            alike = counts[0][key] > 1 or counts[1][key] > 1
            for column, cell in self._held(self.edit.old.top + at).items() if alike else ():
                anew = self._is_computed(column) and self._is_repeated(at, column, cell)
                if sheet_xml.has_content(cell) and not anew:
                    raise EditRefused(
                        f"Sheet {self.edit.found.sheet} has two rows “{self._named(key)}”, so that "
                        "nobody can say to which of them your own column belongs; open the file "
                        "in Excel, move that column out of the table and try again."
                    )
        return {
            key: at
            for at, key in enumerate(self.after)
            if counts[0][key] <= 1 and counts[1][key] == 1
        }

    def _held(self, number: int) -> dict[int, bytes]:
        """The cells of the user's in a row."""
        row = self.rows.get(number)
        return {at: cell for at, cell in row.cells.items() if at in self.edit.own} if row else {}

    def _is_repeated(self, at: int, column: int, cell: bytes) -> bool:
        """Whether a cell computes what every row does, so that nothing is lost with it."""
        top, text = self.edit.old.top, formula_of(cell)
        return bool(text) and self._in_row(text, top + at, top) == self.repeated.get(column)

    def _moved(self, cell: bytes, column: int, number: int, new: int) -> bytes:
        """A cell in another row."""
        match = FORMULA.search(cell)
        if match:
            text = formula_of(cell)
            address = f"{LETTERS[column]}{number}".encode()
            attributes = match[1]
            array = sheet_xml.GROUP.search(cell)
            moved = self._in_row(text, number, new)
            if moved is None or (array and array[1] not in {address, address + b":" + address}):
                raise EditRefused(
                    f"{self._cell(column, number)} holds a formula that names other rows than its "
                    "own, and rows would move; open the file in Excel, let it name columns (such "
                    "as [@Metric] or a whole column of the table) or turn it into a value, and "
                    "try again."
                )
            if array:
                attributes = attributes.replace(array[1], f"{LETTERS[column]}{new}".encode())
            written = b"<f%b>%b</f>" % (attributes, escaped(moved).encode())
            cell = cell[: match.start()] + written + cell[match.end() :]
        return ADDRESS.sub(rb"\g<1>%b%d\2" % (LETTERS[column].encode(), new), cell, count=1)

    def _blank(self, number: int) -> dict[int, bytes]:
        """The cells of a new row: as the first row looks, and what every row computes."""
        first = self.rows.get(self.edit.old.top)
        cells = {}
        for column in self.edit.own:
            style = sheet_xml.style_of(first.cells.get(column, b"")) if first else ""
            text = self.repeated.get(column, "") if self._is_computed(column) else ""
            text = (self._in_row(text, self.edit.old.top, number) or "") if text else ""
            xml = cell_xml(f"{LETTERS[column]}{number}", style, None, self.edit.date1904, text)
            if xml:
                cells[column] = xml.encode()
        return cells

    def _in_row(self, text: str, number: int, new: int) -> str | None:
        """A formula in another row; None where nobody can say."""
        try:
            return moved_formula(text, self.home, number, new)
        except Unsure:
            return None

    def _with(self, number: int, cells: dict[int, bytes]) -> Row:
        """A row with these cells of the user's in the place of those that it had."""
        row = self.rows.get(number, Row(b"", {}))
        if number > self.edit.old.bottom and number not in self.rows:
            return Row(b"", cells)
        others = {at: cell for at, cell in row.cells.items() if at not in self.edit.own}
        return Row(row.attributes, others | cells)

    def _cell(self, column: int, number: int) -> str:
        """A cell and the header above it."""
        header = self.edit.found.headers[column - self.edit.old.left]
        return f"{self.edit.found.sheet}!{LETTERS[column]}{number} ({header})"

    def _named(self, key: tuple[str, ...]) -> str:
        """A row by its key."""
        return ", ".join(text for text in key if text) or "without a key"


def formula_of(cell: bytes) -> str:
    """What a cell computes, without the equals sign; nothing where it does not."""
    match = FORMULA.search(cell)
    return html.unescape((match[2] or b"").decode()) if match else ""


def written_out(edit: Edit, rows: dict[int, Row]) -> dict[int, Row]:
    """Rows in whose part of the table no formula is shared any more.

    Errors:
        EditRefused: a formula is shared with cells outside the table's rows.
    """
    columns = range(edit.old.left, edit.old.right + 1)
    shared = [
        (number, column, cell, match)
        for number, row in rows.items()
        for column, cell in row.cells.items()
        if column in columns and (match := FORMULA.search(cell)) and SHARED.search(match[1])
    ]
    first = {
        _group(match): (number, column, formula_of(cell))
        for number, column, cell, match in shared
        if match[2]
    }
    texts: dict[int, dict[int, bytes]] = {}
    for number, column, cell, match in shared:
        top, left, text = first.get(_group(match), (0, 0, ""))
        try:
            if not text or sheet_xml.outer_group(cell, edit.old):
                raise Unsure(text)
            filled = filled_formula(text, number - top, column - left)
        except Unsure as error:
            raise EditRefused(
                f"{edit.found.sheet}!{LETTERS[column]}{number} shares a formula with cells outside "
                "the table, and rows would move; open the file in Excel, type that formula anew "
                "and try again."
            ) from error
        plain = b"<f>%b</f>" % escaped(filled).encode()
        texts.setdefault(number, {})[column] = cell[: match.start()] + plain + cell[match.end() :]
    return {
        number: Row(row.attributes, {**row.cells, **texts.get(number, {})})
        for number, row in rows.items()
    }


def _group(match: "re.Match[bytes]") -> bytes:
    """The number of a shared formula."""
    found = SHARED_GROUP.search(match[1])
    return found[1] if found else b""
