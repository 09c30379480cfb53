"""A small Excel in memory, as an engine of xlwings: it takes and refuses what Excel does.

A text without an apostrophe is taken as if it were typed: ``=1+1`` computes, ``007`` is 7. A block
that is written over filtered rows puts its first value into every row that shows, as Excel does.
"""

import datetime as dt
import io
import re
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes as base

from looked_at import looked_at

THIS_ROW = re.compile(r"=(\w+)\[\[#This Row\],\[([^\]]+)\]\]\*2")
ERRORS = {"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"}


class ComError(Exception):
    """As Excel refuses."""


ComError.__module__ = "pywintypes"


def opened(path: Path) -> xw.Book:
    return xw.Book(impl=Book(App(), path))


def loaded(path: Path, **options: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that are of no interest here
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), **options)


class Engine:
    name, type = "memory", "desktop"

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any) -> Any:
        return "" if x is None or x != x else x  # noqa: PLR0124

    @staticmethod
    def clean_value_data(data: Any, dates: Any, empty: Any, numbers: Any, err_to_str: bool) -> Any:
        return [[empty if v in ("", None) else v for v in row] for row in data]


class App(base.App):
    screen_updating = enable_events = True
    calculation, status_bar, books = "automatic", False, None
    engine, pid, hwnd = Engine(), 1, 1
    fails_after = -1
    """How many more blocks may be written before Excel refuses; never where it is below 0."""

    def __init__(self) -> None:
        self.alerts: list[str] = []
        self.books = Books(self, [])
        self.picked = ""
        self.picked_files: list[str] = []
        self.seen: set[tuple[bool, bool, str]] = set()

    def alert(self, prompt: str, *args: Any) -> str:
        self.alerts.append(prompt)
        return "ok"

    def ask_path(self, title: str, pattern: str, *, save: str = "") -> str:
        return self.picked

    def ask_paths(self, title: str, pattern: str) -> list[str]:
        return self.picked_files

    def ask_folder(self, title: str) -> str:
        return self.picked


class Book(base.Book):
    app = name = fullname = sheets = names = api = None  # type: ignore[assignment]
    read_only = False

    def __init__(self, app: App, path: Path) -> None:
        self.app, self.name, self.fullname = app, path.name, str(path)
        texts, shown = looked_at(path), looked_at(path, data_only=True)
        self.date1904 = texts.epoch.year == 1904
        self.sheets = Sheets(self, [Sheet(self, texts[n], shown[n]) for n in texts.sheetnames])
        self.names = List(self, [Name(n, one.attr_text) for n, one in texts.defined_names.items()])
        self.api = Api(path)


class Api:
    """The part of Excel's own workbook that is asked for by its names; nothing else is answered."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802
        if not Path(path).parent.is_dir():
            raise ComError(-2147352567, "Exception occurred.", "Cannot access the file.")
        Path(path).write_bytes(self.path.read_bytes())


class Name(base.Name):
    """A defined name of the workbook."""

    api = name = refers_to = None  # type: ignore[assignment]

    def __init__(self, name: str, text: str) -> None:
        self.name, self.refers_to = name, f"={text}"


class List:
    """Things by place or name."""

    api = None

    def __init__(self, parent: Any, items: list[Any]) -> None:
        self.parent, self.items = parent, items

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __call__(self, key: Any) -> Any:
        if isinstance(key, int):
            return self.items[key - 1]
        return {item.name: item for item in self.items}[key]


class Books(List):
    app = property(lambda self: self.parent)

    def open(self, fullname: str, *args: Any) -> "Book":
        self.items.append(Book(self.parent, Path(fullname)))
        return self.items[-1]


class Sheets(List):
    active = property(lambda self: self.items[0])


class Sheet(base.Sheet):
    book = name = tables = page_setup = api = None  # type: ignore[assignment]
    rows_hidden: frozenset[int] = frozenset()
    columns_hidden: frozenset[int] = frozenset()
    protected = filtered = False
    visible = True
    front = ""
    """The sheet that was brought to the front last."""

    def activate(self) -> None:
        Sheet.front = self.name

    @property
    def index(self) -> int:
        return self.book.sheets.items.index(self) + 1

    def copy(self, before: "Sheet | None", after: "Sheet | None") -> None:
        app = self.book.app
        if app.fails_after == 0:
            app.fails_after = -1
            raise ComError("Exception occurred.")
        app.fails_after -= 1
        copy = Sheet.__new__(Sheet)
        copy.__dict__.update(self.__dict__)
        copy.name, copy.cells_, copy.formulas = (
            f"{self.name} (2)",
            {**self.cells_},
            {**self.formulas},
        )
        copy.tables = List(copy, [])
        self.book.sheets.items.insert(after.index if after else before.index - 1, copy)

    def delete(self) -> None:
        self.book.sheets.items.remove(self)

    def __init__(self, book: Book, texts: Any, shown: Any) -> None:
        self.book, self.name, self.note_rows = book, texts.title, []
        self.visible = texts.sheet_state == "visible"
        self.cells_: dict[tuple[int, int], Any] = {}
        self.formulas: dict[tuple[int, int], str] = {}
        self.looks: dict[tuple[int, int], str] = {}
        self.hidden: set[int] = set()
        self.trends: dict[tuple[int, int], str] = {(1, 1): "mine", (17, 5): "old"}
        self.merged = [str(area) for area in texts.merged_cells.ranges]
        for row in texts.iter_rows():
            for cell in row:
                at = cell.row, cell.column
                self.looks[at] = cell.number_format
                if cell.value is not None:
                    self.cells_[at] = shown.cell(*at).value
                if cell.data_type == "f":
                    self.formulas[at] = str(cell.value)
        self.tables = List(self, [Table(self, t) for t in texts.tables.values()])
        self.page_setup = type("Setup", (), {"print_area": None})()

    def range(self, first: Any, last: Any = None) -> "Range":
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first.replace("$", ""))
            return Range(self, top, left, bottom - top + 1, right - left + 1)
        if isinstance(first, tuple) and len(first) == 4:
            return Range(self, *first)
        boxes = [
            (p.row, p.column, p.row + p.shape[0] - 1, p.column + p.shape[1] - 1)
            if isinstance(p, Range) else (*p, *p)
            for p in (first, last) if p is not None
        ]  # fmt: skip
        top, left = min(b[0] for b in boxes), min(b[1] for b in boxes)
        bottom, right = max(b[2] for b in boxes), max(b[3] for b in boxes)
        return Range(self, top, left, bottom - top + 1, right - left + 1)

    def shown(self, at: tuple[int, int]) -> Any:
        text = self.formulas.get(at)
        match = THIS_ROW.fullmatch(text or "")
        if match:
            table = next(t for t in self.tables if t.name == match[1])
            value = self.shown((at[0], table.column(match[2])))
            return value * 2 if isinstance(value, int | float) else value
        return self.cells_.get(at)

    def type_in(self, at: tuple[int, int], value: Any) -> None:
        """As if the user had typed it."""
        self.formulas.pop(at, None)
        self.cells_.pop(at, None)
        if isinstance(value, str) and value.startswith("="):
            self.formulas[at] = value
            value = "#N/A" if value == "=NA()" else value[1:] if value[1:] in ERRORS else 0.0
        elif isinstance(value, str):
            value = value[1:] if value.startswith("'") else _parsed(value)
        elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            value = dt.datetime.combine(value, dt.time())
        if value not in (None, ""):
            self.cells_[at] = value


def _parsed(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return {"TRUE": True, "FALSE": False}.get(text.upper(), text)


class Trends:
    """The small charts of some cells."""

    def __init__(self, cells: "Range") -> None:
        self.sheet, self.places = cells.sheet, [at for row in cells.at() for at in row]
        self.SparklineGroups = self

    def Clear(self) -> None:  # noqa: N802
        for at in self.places:
            self.sheet.trends.pop(at, None)

    def Add(self, kind: int, source: str) -> Any:  # noqa: N802
        assert kind == 2
        self.sheet.trends[self.places[0]] = source
        return type("Group", (), {"SeriesColor": type("Colour", (), {})()})()


class Range(base.Range):
    sheet = row = column = shape = None  # type: ignore[assignment]
    max_cells_per_read = max_cells_per_write = None

    def _show_rows(self, shown: bool) -> None:
        rows = frozenset(range(self.row, self.row + self.shape[0]))
        hidden = self.sheet.rows_hidden
        self.sheet.rows_hidden = hidden - rows if shown else hidden | rows

    def _show_columns(self, shown: bool) -> None:
        columns = frozenset(range(self.column, self.column + self.shape[1]))
        hidden = self.sheet.columns_hidden
        self.sheet.columns_hidden = hidden - columns if shown else hidden | columns

    columns_shown = property(lambda self: True, _show_columns)
    rows_shown = property(lambda self: True, _show_rows)
    api = property(Trends)

    def __init__(self, sheet: Sheet, row: int, column: int, rows: int, columns: int) -> None:
        self.sheet, self.row, self.column, self.shape = sheet, row, column, (rows, columns)

    coords = property(lambda self: (self.sheet.name, self.row, self.column, len(self)))

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, first: int, second: int | None = None) -> "Range":
        if second is None:
            first, second = (n + 1 for n in divmod(first - 1, self.shape[1]))
        return Range(self.sheet, self.row + first - 1, self.column + second - 1, 1, 1)

    def at(self) -> list[list[tuple[int, int]]]:
        rows, columns = self.shape
        return [[(self.row + r, self.column + c) for c in range(columns)] for r in range(rows)]

    def get_address(self, row: bool, column: bool, external: bool) -> str:
        first = f"${get_column_letter(self.column)}${self.row}"
        last = (
            f"${get_column_letter(self.column + self.shape[1] - 1)}${self.row + self.shape[0] - 1}"
        )
        return first if len(self) == 1 else f"{first}:{last}"

    address = property(lambda self: self.get_address(True, True, False))

    def _out(self, block: list[list[Any]]) -> Any:
        return block[0][0] if len(self) == 1 else tuple(map(tuple, block))

    @property
    def raw_value(self) -> Any:
        return self._out([[self.sheet.shown(at) for at in row] for row in self.at()])

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._may()
        block = data if isinstance(data, list | tuple) else [[data] * self.shape[1]] * self.shape[0]
        filtered = any(self.row <= row < self.row + self.shape[0] for row in self.sheet.hidden)
        for cells, values in zip(self.at(), block, strict=True):
            for at, value in zip(cells, values, strict=True):
                if not filtered:
                    self.sheet.type_in(at, value)
                elif at[0] not in self.sheet.hidden:
                    self.sheet.type_in(at, block[0][0])

    def _may(self) -> None:
        app = self.sheet.book.app
        app.seen.add((app.screen_updating, app.enable_events, app.calculation))
        if self.sheet.protected or app.fails_after == 0:
            app.fails_after = -1
            raise ComError("Exception occurred.")
        app.fails_after -= 1

    @property
    def formula(self) -> Any:
        s = self.sheet
        return self._out(
            [[s.formulas.get(at, s.cells_.get(at, "")) for at in r] for r in self.at()]
        )

    @formula.setter
    def formula(self, data: Any) -> None:
        block = [[data]] if len(self) == 1 else data
        for cells, values in zip(self.at(), block, strict=True):
            for at, value in zip(cells, values, strict=True):
                self.sheet.type_in(at, value)

    def clear_contents(self) -> None:
        for row in self.at():
            for at in row:
                self.sheet.type_in(at, None)

    def autofill(self, destination: Any, type_: str) -> None:
        assert type_ == "fill_formats"
        for row in destination.impl.at():
            for at in row:
                self.sheet.looks[at] = self.sheet.looks.get((self.row, at[1]), "General")

    def _merged(self) -> str:
        for area in self.sheet.merged:
            left, top, right, bottom = range_boundaries(area)
            rows = self.row <= bottom and top < self.row + self.shape[0]
            if rows and self.column <= right and left < self.column + self.shape[1]:
                return area
        return ""

    merge_cells = property(lambda self: bool(self._merged()))
    merge_area = property(lambda self: self.sheet.range(self._merged()))


class AutoFilter(base.AutoFilter):
    """Hides the rows in which a column has none of some values."""

    def __init__(self, table: "Table") -> None:
        self.table, self.wanted = table, {}

    @property
    def criteria(self) -> list[dict[str, Any]]:
        fields = range(1, self.table.range.shape[1] + 1)
        return [
            base.empty_autofilter_criteria(f, "values") | {"values": self.wanted[f]}
            if self.wanted.get(f) else base.empty_autofilter_criteria(f, self.table.strange)
            for f in fields
        ]  # fmt: skip

    def apply_values(self, field: int, values: list[str]) -> None:
        self.wanted[field] = values
        self._hide()

    def clear(self, field: int | None = None) -> None:
        self.wanted.clear()
        self._hide()

    def _hide(self) -> None:
        body, sheet = self.table.range, self.table.parent
        sheet.hidden = {
            at[0] for row in body.at()[1:] for f, wanted in self.wanted.items()
            if str(sheet.shown(at := row[f - 1])) not in wanted
        }  # fmt: skip


class Table(base.Table):
    parent = name = range = autofilter = None  # type: ignore[assignment]
    show_headers = True
    show_totals = False
    strange = "none"

    def __init__(self, sheet: Sheet, table: Any) -> None:
        self.parent, self.name, self.range = sheet, table.displayName, sheet.range(table.ref)
        self.show_totals = bool(table.totalsRowCount)
        self.autofilter = AutoFilter(self)

    def column(self, header: str) -> int:
        return next(at[1] for at in self.range.at()[0] if self.parent.cells_[at] == header)

    @property
    def header_row_range(self) -> Range:
        return self.parent.range((self.range.row, self.range.column, 1, self.range.shape[1]))

    def resize(self, target: Any) -> None:
        self.range = target.impl
