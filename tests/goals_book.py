"""A small workbook for tests of the hosts: the table Goals, a cell beside it, a sheet of the user's."""

import datetime as dt
import html
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from xlgoals.tables.language import Cell, Column, Kind, Role, Table

NOW = dt.datetime(2026, 11, 2, 10, 0)
TABLE = Table(
    "Goals",
    (
        Column("Rep", Kind.TEXT, "", Role.WRITTEN),
        Column("Goal", Kind.MONEY, "", Role.WRITTEN),
        Column("Since", Kind.DATE, "", Role.WRITTEN),
        Column(
            "Twice",
            Kind.MONEY,
            "",
            Role.FORMULA,
            formula="Goals[[#This Row],[Goal]]*2",
            python=lambda seen: seen["Goal"] * 2,
        ),
        Column("Note", Kind.TEXT, "", Role.INPUT),
    ),
    key=("Rep",),
)
ROWS: list[list[Cell]] = [
    ["Ann", 10.0, dt.date(2026, 1, 2), 20.0, None],
    ["Bob", 20.5, None, 41.0, "late"],
]


def made(
    path: Path,
    rows: list[list[Cell]] = ROWS,
    change: Callable[[Any], object] | None = None,
    own: tuple[str, ...] = (),
    *,
    total_row: bool = False,
    **options: object,
) -> Path:
    """A workbook with the table Goals at B6; ``change`` may add to its sheet, ``own`` a column."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, **options})
    sheet, mine = book.add_worksheet("Goals sheet"), book.add_worksheet("Mine & co")
    day, red = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bg_color": "red"})
    bottom = 5 + max(len(rows), 1)
    columns = [{"header": c.header, **({"formula": f"={c.formula}"} if c.formula else {})}
               for c in TABLE.columns]  # fmt: skip
    columns += [{"header": "Mine"}] * bool(own)
    told = {"name": "Goals", "columns": columns, "total_row": total_row}
    sheet.add_table(5, 1, bottom + total_row, len(columns), told)
    for at, text in enumerate(own, 6):
        sheet.write_string(at, 6, text)
    for at, row in enumerate(rows, 6):
        for column, value in enumerate(row, 1):
            if isinstance(value, dt.date):
                sheet.write_datetime(at, column, value, day)
            elif column == 4:
                sheet.write_formula(at, column, f"={TABLE.columns[3].formula}", red, value)
            elif value is not None:
                sheet.write(at, column, value, red if column == 2 else None)
    sheet.write("H7", "beside")
    sheet.conditional_format(6, 2, bottom, 2, {"type": "cell", "criteria": ">", "value": 5,
                                               "format": red})  # fmt: skip
    sheet.data_validation(6, 2, bottom, 2, {"validate": "decimal", "criteria": ">", "value": 0})
    if change:
        change(sheet)
    mine.write("A1", "mine")
    mine.write_formula("A2", "=SUM(Goals[Goal])", None, 30.5)
    book.close()
    return path


def trends_in(path: Path) -> dict[str, str]:
    """The small charts of a file: cell → what it draws."""
    pattern = r"<xm:f>([^<]*)</xm:f><xm:sqref>([^<]*)</xm:sqref></x14:sparkline>"
    with zipfile.ZipFile(path) as file:
        sheets = [n for n in file.namelist() if n.startswith("xl/worksheets/sheet")]
        text = "".join(file.read(name).decode() for name in sheets)
    return {at: html.unescape(source) for source, at in re.findall(pattern, text)}
