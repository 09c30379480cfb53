"""A fresh plan: every sheet as declared, filled as far as rows are given."""

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import xlsxwriter

from xlgoals import __version__
from xlgoals.domain.errors import FileError
from xlgoals.hosts.fresh.charts import add_charts
from xlgoals.hosts.fresh.finish import finished
from xlgoals.hosts.fresh.macros import add_settings, add_vba, this_interpreter
from xlgoals.hosts.fresh.page import Book, draw_page
from xlgoals.hosts.fresh.table import draw_table
from xlgoals.tables.language import Cell, Sheet
from xlgoals.tables.upgrade import MARK
from xlgoals.views.plan_sheets import SHEETS

Rows = Mapping[str, Sequence[Sequence[Cell]]]
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "d mmm yyyy",
}


def write_plan(  # noqa: PLR0913 – each is a part of the file
    path: Path,
    rows: Rows,
    *,
    created: dt.datetime,
    name: str = "Sales goals",
    values: Mapping[str, Mapping[str, Cell]] | None = None,
    more: Sequence[Sheet] = (),
    interpreter: str | None = None,
    sheets: Sequence[Sheet] = SHEETS,
) -> None:
    """A new plan in a file; one that ends in .xlsm gets ribbon and functions.

    Args:
        path: Where; there must be no file yet.
        rows: Rows of the input tables by table name, in the order of their columns.
        created: When, as the file's properties say it; the same arguments give the same file.
        name: Title of the document and of every footer.
        values: What the formulas of views give, by sheet and address.
        more: Sheets beyond those of every plan, at the end.
        interpreter: The Python that a plan with macros runs in; the one that runs now by default.
        sheets: The declarations of its sheets, where they are not just those of today.

    Errors:
        FileError: the file exists, or cannot be written.
    """
    if path.exists():
        raise FileError(f"{path} exists already; choose another name, or delete it first.")
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        book = Book(xlsxwriter.Workbook(str(fresh), OPTIONS), name, values or {})
        if path.suffix.casefold() == ".xlsm":
            book.interpreter = this_interpreter() if interpreter is None else interpreter
        _write(fresh, book, rows, created, (*sheets, *more))
        os.replace(fresh, path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise FileError(
            f"{path} could not be written ({getattr(error, 'strerror', None) or error}); make room "
            "or check the folder's permissions."
        ) from error
    finally:
        with suppress(OSError):
            fresh.unlink()


def _write(
    path: Path, book: Book, rows: Rows, created: dt.datetime, sheets: Sequence[Sheet]
) -> None:
    """The workbook itself."""
    workbook = book.workbook
    workbook.set_properties({"title": book.plan_name, "subject": "Sales goals", "created": created})
    workbook.set_size(2400, 1400)
    workbook.set_calc_mode("auto")
    names, lasts = [], {}
    for sheet in sheets:
        worksheet = workbook.add_worksheet(sheet.name)
        draw_page(book, worksheet, sheet)
        given = rows.get(sheet.table.name, ()) if sheet.table else ()
        lasts[sheet.name] = draw_table(book, worksheet, sheet, given)
        names += add_charts(workbook, worksheet, sheet, lasts, sheets)
    _name_lists(workbook)
    if book.interpreter is not None:
        add_settings(workbook, book.interpreter)
        add_vba(workbook)
    workbook.close()
    finished(path, names, book.styled, macros=book.interpreter is not None)


def _name_lists(workbook: xlsxwriter.Workbook) -> None:
    """Names for drop-downs, which may not use a table's column directly, and for the version."""
    workbook.define_name("MetricNames", "=MetricsChosen[Metric]")
    workbook.define_name("MetricUnits", "=MetricsChosen[Unit]")
    workbook.define_name("RepIDs", "=Reps[Rep ID]")
    workbook.define_name("GoalNames", "=Metrics[Rep]")
    workbook.define_name(MARK, f'="{__version__}"')
