"""The host for a workbook on disk."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from xlgoals import __version__
from xlgoals.domain.errors import EditRefused, PlanError
from xlgoals.hosts.closed import (
    charts,
    dependent_ranges,
    diff_guard,
    saving,
    sheet_xml,
    view_cells,
)
from xlgoals.hosts.closed.copied_sheets import copy_sheet
from xlgoals.hosts.closed.package import (
    Package,
    open_package,
    relations_part,
    reopened,
    serial,
)
from xlgoals.hosts.closed.reading import Loaded, load, read_cells
from xlgoals.hosts.closed.row_anchors import with_own_columns
from xlgoals.hosts.closed.sparklines import with_sparklines
from xlgoals.hosts.closed.table_edit import Edit, plan_edit, replaced_rows, resized_table
from xlgoals.hosts.closed.workbook_parts import (
    Q,
    TablePart,
    counts_from_1904,
    decoded,
    find_table,
    plan_version,
    sheet_parts,
    tables,
    workbook_part,
)
from xlgoals.tables.addresses import Area, column_letters, column_number
from xlgoals.tables.language import Cell, Kind, Sheet, Sparkline, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.upgrade import Missing, is_older

CALC_CHAIN = "calcChain"


@dataclass
class ClosedFile:
    """A plan on disk. Nothing is written before ``save``."""

    package: Package
    date1904: bool
    owned: dict[str, list[Area]] = field(default_factory=dict)
    """Worksheet part → the areas that an edit may change."""
    carried: dict[str, list[Area]] = field(default_factory=dict)
    """Worksheet part → those of the areas whose cells are the user's and may only move."""
    columns: dict[str, set[int]] = field(default_factory=dict)
    """Worksheet part → the columns, by number, that it may show or hide."""
    upgraded: bool = False
    """Whether it got what an older plan lacks, and so is no longer the file on disk."""
    loading: dict[str, "Future[Loaded]"] = field(default_factory=dict)
    """Worksheet part → the sheet, being loaded beside other work."""

    @classmethod
    def open(cls, path: Path, ahead: Sequence[str] = ()) -> "ClosedFile":
        """The plan in a file. FileError where it cannot be read.

        Args:
            path: Where.
            ahead: Names of large tables that will be read; they are loaded beside other work.
        """
        package = open_package(path.resolve() if path.is_symlink() else path)
        plan = cls(package, counts_from_1904(package))
        known = tables(package) if ahead else {}
        for name in ahead:
            if name.casefold() in known:
                plan._begin(known[name.casefold()])
        return plan

    def _begin(self, found: TablePart) -> "Future[Loaded]":
        """Load a table's sheet in a thread of its own; parsing does not hold up others."""
        if found.sheet_part not in self.loading:
            pool = ThreadPoolExecutor(1)
            arguments = self.package, found.sheet, found.sheet_part
            self.loading[found.sheet_part] = pool.submit(load, *arguments)
            pool.shutdown(wait=False)
        return self.loading[found.sheet_part]

    def _loaded(self, found: TablePart) -> Loaded:
        """A table's sheet, loaded; it is given up afterwards to save memory."""
        if found.sheet_part not in self.loading:
            return load(self.package, found.sheet, found.sheet_part)
        return self.loading.pop(found.sheet_part).result()

    def read(self, table: Table) -> RawTable:
        """The table's cells as they stood when the file was opened, hidden rows too."""
        found = find_table(self.package, table.name)
        loaded = self._loaded(found)
        rows = read_cells(self.package, loaded, found.sheet_part, found.data)
        blocked = tuple(area for area in loaded.merged if Area.of(area).meets(found.data))
        headers = tuple(decoded(header) for header in found.headers)
        return RawTable(found.sheet, headers, rows, found.data.top, blocked, self.date1904)

    def locate(self, table: Table, header: str) -> tuple[str, str, int]:
        """Where a column's rows begin: sheet, column letters, sheet row."""
        found = find_table(self.package, table.name)
        names = [name.casefold() for name in found.headers]
        if header.casefold() not in names:
            raise PlanError(f"{found.sheet} has no column “{header}”; add it with this header.")
        place = found.data.left + names.index(header.casefold())
        return found.sheet, column_letters(place), found.data.top

    def write(self, table: Table, rows: Sequence[Sequence[Cell]]) -> None:
        """Replace all rows of a table of ours; what draws or checks it follows.

        Errors:
            EditRefused: something of the user's is in the way.
        """
        found = find_table(self.package, table.name)
        edit = with_own_columns(self.package, plan_edit(table, found, rows, self.date1904))
        part = replaced_rows(edit, self.package.read(found.sheet_part))
        self.package.write(found.sheet_part, self._with_rules(edit, part))
        self.package.write(found.part, resized_table(edit, self.package))
        names = dependent_ranges.followed_names(self.package, edit)
        if names is not None:
            self.package.write(workbook_part(self.package), names)
        for name, chart in charts.refreshed_charts(self.package, edit):
            self.package.write(name, chart)
        self.owned.setdefault(found.sheet_part, []).extend(edit.owned)
        if edit.carry:
            own = [replace(edit.touched, left=column, right=column) for column in edit.own]
            self.carried.setdefault(found.sheet_part, []).extend(own)
        self._recalculate()

    def _with_rules(self, edit: Edit, part: bytes) -> bytes:
        """The worksheet part with validation, formats and small charts in step with the rows."""
        xml = sheet_xml.split(part, edit.found.sheet)
        tail = dependent_ranges.followed_rules(xml.tail, edit)
        for column, place in edit.columns.items():
            if edit.table.columns[place].kind is Kind.TREND:
                letters = column_letters(column)
                lines = {
                    f"{letters}{edit.new.top + at}": cell.source
                    for at, row in enumerate(edit.rows)
                    if isinstance(cell := row[place], Sparkline)
                }
                tail = with_sparklines(tail, letters, lines)
        return sheet_xml.SheetXml(xml.head, b"", tail).joined(xml.body)

    def write_values(self, sheet: str, values: Mapping[str, tuple[str, Cell]]) -> None:
        """What formula cells of a view give now; a cell with another formula is left alone."""
        formulas = {at: formula.removeprefix("=") for at, (formula, _) in values.items()}
        self._write_view(sheet, {at: value for at, (_, value) in values.items()}, formulas)

    def cells(self, sheet: str, addresses: Sequence[str]) -> list[Cell]:
        """Single cells as they stood when the file was opened; blank where there is no sheet."""
        areas = [Area.of(address) for address in addresses]
        if not areas:
            return []
        whole = Area(1, 1, max(one.bottom for one in areas), max(one.right for one in areas))
        block = self.block(sheet, str(whole))
        return [block[area.top - 1][area.left - 1] for area in areas]

    def block(self, sheet: str, area: str) -> list[list[Cell]]:
        """The cells of an area as they stood when the file was opened; blank where none is."""
        place = Area.of(area)
        name = sheet_parts(self.package).get(sheet)
        if name is None or name in self.package.added:
            width = place.right - place.left + 1
            return [[None] * width for _ in range(place.bottom - place.top + 1)]
        return read_cells(self.package, load(self.package, sheet, name), name, place)

    def write_cells(self, sheet: str, values: Mapping[str, Cell]) -> None:
        """Values of single cells that are drawn on a sheet; one with a formula is left alone."""
        self._write_view(sheet, values, {})

    def _write_view(
        self, sheet: str, values: Mapping[str, Cell], formulas: Mapping[str, str]
    ) -> None:
        """Cells of a view: those with just these formulas, or without any."""
        name = sheet_parts(self.package).get(sheet)
        if name is None:
            return
        part, written = view_cells.with_values(
            self.package.read(name), sheet, values, formulas, self.date1904
        )
        if name not in self.package.added:
            self.owned.setdefault(name, []).extend(Area.of(address) for address in written)
        for chart, drawn in charts.redrawn_charts(self.package, name, sheet, values):
            self.package.write(chart, drawn)
        self.package.write(name, part)

    def sheet_names(self) -> list[str]:
        """All sheets, in the order of their tabs."""
        return list(sheet_parts(self.package))

    def add_sheet(self, name: str, like: str, after: str) -> None:
        """A new sheet made after another one, with its charts, to the right of a third."""
        copy_sheet(self.package, name, like, after)
        self._recalculate()

    @property
    def is_older(self) -> bool:
        """Whether an older xlgoals made the plan; PlanError where a newer one did."""
        return is_older(plan_version(self.package), __version__)

    @property
    def macros(self) -> bool:
        """Whether it has buttons of its own."""
        return "xl/vbaProject.bin" in self.package.zip.NameToInfo

    def add_missing(
        self,
        sheets: Sequence[Sheet],
        older: Mapping[str, Sequence[str]],
        rows: Mapping[str, Sequence[Sequence[Cell]]],
        values: Mapping[str, Mapping[str, Cell]],
    ) -> tuple[Missing, list[str]]:
        """Put the sheets, columns, labels, names and macros into an older plan that it lacks."""
        from xlgoals.hosts.closed import upgrading  # noqa: PLC0415 - only an older plan needs it

        package = self.package
        done = upgrading.add_missing(package, sheets, older, rows, values)
        if done.is_nothing and not self.is_older:
            return done.missing, done.more
        self._recalculate()
        data = io.BytesIO()
        saving.write_package(package, data)
        with zipfile.ZipFile(data) as new:
            owned = diff_guard.Owned(
                edited=set(package.edited),
                dropped=package.dropped,
                added=set(package.added),
                areas=done.areas,
                columns={},
                grown=set(done.areas),
            )
            diff_guard.check(package.zip, new, owned)
        self.package = reopened(package, data.getvalue())
        self.loading.clear()
        self.upgraded = True
        return done.missing, done.more

    def show_rows(self, sheet: str, rows: Mapping[int, bool]) -> None:
        """Show some rows of a sheet, and hide others."""
        name = sheet_parts(self.package).get(sheet)
        if name is not None:
            self.package.write(
                name, view_cells.with_rows_shown(self.package.read(name), sheet, rows)
            )

    def show_columns(self, sheet: str, columns: Mapping[str, bool]) -> None:
        """Show some columns of a sheet, and hide others."""
        name = sheet_parts(self.package).get(sheet)
        if name is not None:
            part = self.package.read(name)
            self.package.write(name, view_cells.with_columns_shown(part, sheet, columns))
            self.columns.setdefault(name, set()).update(map(column_number, columns))
            self.owned.setdefault(name, [])

    def keeps(self, sheet: str) -> bool:
        """Whether there is such a sheet."""
        return sheet in sheet_parts(self.package)

    def show_sheet(self, sheet: str) -> None:
        """Make a hidden sheet visible."""
        part = workbook_part(self.package)
        tree = self.package.parse(part)
        for element in tree.find(f"{Q}sheets"):
            if element.get("name") == sheet and element.attrib.pop("state", None):
                self.package.write(part, serial(tree))

    def _recalculate(self) -> None:
        """Let a spreadsheet program work everything out anew when it opens the file."""
        part = workbook_part(self.package)
        tree = self.package.parse(part)
        settings = tree.find(f"{Q}calcPr")
        if settings is None:
            raise EditRefused("The workbook has no calculation settings; save it once in Excel.")
        if settings.get("fullCalcOnLoad") != "1":
            settings.set("fullCalcOnLoad", "1")
            self.package.write(part, serial(tree))
        for chain in self.package.related(part, CALC_CHAIN):
            if chain not in self.package.dropped:
                self._drop_chain(part, chain)

    def _drop_chain(self, part: str, chain: str) -> None:
        """Drop the list of formula cells; it would name cells that have none any more."""
        self.package.dropped.add(chain)
        for name in (relations_part(part), "[Content_Types].xml"):
            tree = self.package.parse(name)
            for element in list(tree):
                if CALC_CHAIN in (element.get("Type") or element.get("PartName") or ""):
                    tree.remove(element)
            self.package.write(name, serial(tree))

    def save(self, now: dt.datetime) -> Path | None:
        """Put the new version in place, keeping the old one as a backup, whose path it returns.

        None where nothing changed, and nothing was written.

        Errors:
            FileError: the file is open elsewhere, read-only, changed meanwhile, or there is no
                room; EditRefused: more would have changed than the edit owns.
        """
        package = self.package
        saving.check_unlocked(package.path)
        edited = package.edited.items()
        new = package.dropped or package.added or self.upgraded
        if not new and all(package.zip.read(name) == part for name, part in edited):
            return None
        saving.check_unchanged(package.path, package.fingerprint)
        backup = saving.keep_backup(package.path, now)
        saving.replace_file(package.path, package.fingerprint, self._write_checked)
        return backup

    def _write_checked(self, file: BinaryIO) -> None:
        """Write the file, and pass it through the gate."""
        package = self.package
        saving.write_package(package, file)
        file.flush()
        with zipfile.ZipFile(file.name) as new:
            owned = diff_guard.Owned(
                edited=set(package.edited),
                dropped=package.dropped,
                added=set(package.added),
                areas=self.owned,
                columns=self.columns,
                carried=self.carried,
            )
            diff_guard.check(package.zip, new, owned)
