"""Replacing the rows of one table: the cells, the table's extent, and what must follow it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from xlgoals.domain.errors import EditRefused, PlanError
from xlgoals.hosts.closed import sheet_xml
from xlgoals.hosts.closed.cell_xml import LARGEST_WHOLE, cell_xml
from xlgoals.hosts.closed.package import Package, serial
from xlgoals.hosts.closed.sheet_xml import LETTERS, Row
from xlgoals.hosts.closed.workbook_parts import Q, TablePart
from xlgoals.tables.addresses import Area, column_letters
from xlgoals.tables.language import Cell, Role, Table
from xlgoals.tables.sheet_limits import check_fits

MERGED = re.compile(rb'<mergeCell ref="([^"]+)"')


@dataclass(frozen=True)
class Edit:
    """New rows for a table in a file."""

    table: Table
    found: TablePart
    rows: Sequence[Sequence[Cell]]
    columns: dict[int, int]
    """Sheet column → place in a row of ours."""
    date1904: bool
    carry: Callable[[dict[int, Row]], dict[int, Row]] | None = None
    """Puts the cells of the user's columns into the rows in which they will stand."""

    @cached_property
    def own(self) -> tuple[int, ...]:
        """The user's columns of the table."""
        columns = range(self.old.left, self.old.right + 1)
        return tuple(column for column in columns if column not in self.columns)

    @cached_property
    def old(self) -> Area:
        """The data rows as they are."""
        return self.found.data

    @cached_property
    def new(self) -> Area:
        """The data rows as they will be; a table keeps one row even when it is empty."""
        return replace(self.old, bottom=self.old.top + max(len(self.rows), 1) - 1)

    @cached_property
    def touched(self) -> Area:
        """All rows that change."""
        return replace(self.old, bottom=max(self.old.bottom, self.new.bottom))

    @property
    def owned(self) -> list[Area]:
        """The cells that may change: runs of our columns in all rows that do, and the user's
        where they are carried along."""
        runs: list[Area] = []
        for column in sorted([*self.columns, *self.own]) if self.carry else self.columns:
            if runs and runs[-1].right == column - 1:
                runs[-1] = replace(runs[-1], right=column)
            else:
                runs.append(replace(self.touched, left=column, right=column))
        return runs


def plan_edit(
    table: Table, found: TablePart, rows: Sequence[Sequence[Cell]], date1904: bool
) -> Edit:
    """An edit whose columns are matched by header.

    Errors:
        PlanError: a column is missing.
        EditRefused: the table has a totals row, or the sheet no room for the rows.
    """
    if found.has_totals:
        raise EditRefused(
            f"Table {found.name} on sheet {found.sheet} has a totals row; open it in Excel, switch "
            "the totals row off (Table Design) and try again."
        )
    check_fits(found.sheet, found.data.top, len(rows))
    places = {header.casefold(): at for at, header in enumerate(found.headers)}
    columns = {}
    for at, header in enumerate(table.headers):
        if header.casefold() not in places:
            raise PlanError(f"{found.sheet} has no column “{header}”; add it with this header.")
        columns[found.area.left + places[header.casefold()]] = at
    return Edit(table, found, rows, dict(sorted(columns.items())), date1904)


def replaced_rows(edit: Edit, part: bytes) -> bytes:
    """The worksheet part with the new rows; every other cell as it was.

    Errors:
        EditRefused: something stands in the way.
    """
    xml = sheet_xml.split(part, edit.found.sheet)
    area = edit.touched
    before, block, after = sheet_xml.cut(xml.body, area.top, area.bottom)
    old = sheet_xml.rows_of(block)
    _check_way(edit, xml.tail, old)
    if edit.carry:
        old = edit.carry(old)
    places = _places(edit, old)
    last = max((number for number in old if number <= area.bottom), default=area.top - 1)
    parts = [_row(edit, number, old.get(number), places) for number in range(area.top, last + 1)]
    parts += _fresh_rows(edit, range(last + 1, edit.new.bottom + 1), places)
    head = sheet_xml.with_extent(xml.head, edit.new)
    body = b"".join((before, "".join(parts).encode(), after))
    return sheet_xml.SheetXml(head, b"", xml.tail).joined(body)


@dataclass(frozen=True)
class _Place:
    """One column of ours on the sheet."""

    column: int
    letters: str
    place: int
    """In a row of ours."""
    style: str
    """Of the first data row: new rows look like it."""
    formula: str
    typed: bool
    """Whether the user types into it."""


def _places(edit: Edit, old: dict[int, Row]) -> list[_Place]:
    """All columns of ours, from left to right."""
    first = old.get(edit.old.top)
    cells = first.cells if first else {}
    places = []
    for column, place in edit.columns.items():
        declared = edit.table.columns[place]
        style = sheet_xml.style_of(cells[column]) if column in cells else ""
        formula = declared.formula if declared.role is Role.FORMULA else ""
        typed = declared.role is Role.INPUT
        places.append(_Place(column, LETTERS[column], place, style, formula, typed))
    return places


def _row(edit: Edit, number: int, row: Row | None, places: list[_Place]) -> str:
    """One row after the edit."""
    at = number - edit.old.top
    values = edit.rows[at] if at < len(edit.rows) else None
    if number > edit.new.bottom:
        return sheet_xml.row_xml(number, _others(edit, row) if row else None, {})
    ours = {place.column: _cell(edit, number, row, values, place) for place in places}
    return sheet_xml.row_xml(number, _others(edit, row) if row else None, ours)


def _fresh_rows(edit: Edit, numbers: range, places: list[_Place]) -> list[str]:
    """Rows below all that were there, made column by column since they are many."""
    rows = edit.rows[numbers.start - edit.old.top :]
    columns = [
        _fresh_cells(edit, place, numbers, [r[place.place] for r in rows]) for place in places
    ]
    cells = zip(*columns, strict=True)
    return [
        f'<row r="{number}">{"".join(row)}</row>'
        for number, row in zip(numbers, cells, strict=False)
    ]


def _fresh_cells(edit: Edit, place: _Place, numbers: range, values: list[Cell]) -> list[str]:
    """One column of fresh rows; an ordinary number is written here, since nearly all are."""
    start = f'<c r="{place.letters}'
    end = f'" s="{place.style}"><v>' if place.style else '"><v>'
    most = -1.0 if place.formula else LARGEST_WHOLE
    return [
        f"{start}{number}{end}{whole if (whole := int(value)) == value else repr(value)}</v></c>"
        if type(value) is float and -most < value < most
        else cell_xml(f"{place.letters}{number}", place.style, value, edit.date1904, place.formula)
        for number, value in zip(numbers, values, strict=False)
    ]


def _cell(
    edit: Edit, number: int, row: Row | None, values: Sequence[Cell] | None, place: _Place
) -> str:
    """One cell of ours; one that was there keeps its own look."""
    cell = row.cells.get(place.column) if row and number <= edit.old.bottom else None
    address = f"{place.letters}{number}"
    value = values[place.place] if values else None
    if cell and place.typed and b"<f" in cell:
        return _kept_formula(edit, address, cell, value)
    style = sheet_xml.style_of(cell) if cell else place.style
    return cell_xml(address, style, value, edit.date1904, place.formula if values else "")


def _others(edit: Edit, row: Row) -> Row:
    """A row without the cells of ours."""
    others = {at: cell for at, cell in row.cells.items() if at not in edit.columns}
    return Row(row.attributes, others)


def _kept_formula(edit: Edit, address: str, cell: bytes, value: Cell) -> str:
    """A formula that the user put into a cell to type in: kept where its value stays.

    Errors:
        EditRefused: another value would have to stand there.
    """
    shown = sheet_xml.value_of(cell)
    wanted = "" if value is None else cell_xml(address, "", value, edit.date1904, "0")
    if shown != (sheet_xml.value_of(wanted.encode()) if wanted else ""):
        raise EditRefused(
            f"{edit.found.sheet}!{address} holds a formula of yours, and another value would have "
            "to stand there; open the file in Excel, turn the formula into a value and try again."
        )
    return cell.decode()


def _check_way(edit: Edit, tail: bytes, old: dict[int, Row]) -> None:
    """Refuse where the new rows would cover or cut something."""
    sheet, area = edit.found.sheet, edit.touched
    for match in MERGED.finditer(tail):
        if Area.of(match[1].decode()).meets(area):
            raise EditRefused(
                f"{sheet}!{match[1].decode()} is merged and in the way of the table; open it in "
                "Excel, unmerge these cells and try again."
            )
    for number, row in old.items():
        below = number > edit.old.bottom
        for column, cell in row.cells.items():
            if below or b"<f " in cell:
                _check_cell(edit, number, column, cell)


def _check_cell(edit: Edit, number: int, column: int, cell: bytes) -> None:
    """Refuse to take over a cell with content below the table, or to cut a formula's range."""
    inside = edit.old.left <= column <= edit.old.right
    where = f"{edit.found.sheet}!{column_letters(column)}{number}"
    if inside and number > edit.old.bottom and sheet_xml.has_content(cell):
        raise EditRefused(
            f"{where} is in the way: the table {edit.found.name} needs this row; open the file in "
            "Excel, move what stands below the table and try again."
        )
    group = sheet_xml.outer_group(cell, edit.old) if column in edit.columns else ""
    if group:
        raise EditRefused(
            f"{where} starts a formula over {group} that reaches out of the table; open the file "
            "in Excel, clear that formula and try again."
        )


def resized_table(edit: Edit, package: Package) -> bytes:
    """The table part with its new extent."""
    tree = package.parse(edit.found.part)
    extent = str(replace(edit.found.area, bottom=edit.new.bottom))
    tree.set("ref", extent)
    for filtered in tree.iter(f"{Q}autoFilter"):
        filtered.set("ref", extent)
    for order in tree.iter(f"{Q}sortState"):
        order.getparent().remove(order)
    _set_formulas(edit, tree)
    return serial(tree)


def _set_formulas(edit: Edit, tree: etree._Element) -> None:
    """What each formula column computes, so that a new row in Excel gets it too."""
    columns = tree.find(f"{Q}tableColumns")
    if columns is None:
        return
    for column, place in edit.columns.items():
        formula = edit.table.columns[place].formula
        element = columns[column - edit.found.area.left].find(f"{Q}calculatedColumnFormula")
        if element is not None and formula:
            element.text = formula
