"""The charts of a sheet, beside its table. Each answers the question that is its title."""

from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xlgoals.workbook import look
from xlgoals.workbook.language import FIRST_COLUMN, Chart, Series, Sheet

SIZE = {"width": 860, "height": 420}
TEXT = {"name": look.FONT, "size": 10, "color": f"#{look.INK}"}
GRID = {"visible": True, "line": {"color": f"#{look.HAIRLINE}", "width": 0.75}}
ROOM = 2
"""Columns between a table and its chart."""


def add_charts(
    workbook: xlsxwriter.Workbook, worksheet: Worksheet, sheet: Sheet, last: int
) -> list[str]:
    """Draw a sheet's charts over the rows down to ``last``; returns their names."""
    for chart in sheet.charts:
        drawn = _drawn(workbook, sheet, chart, last)
        columns = len(sheet.table.columns) if sheet.table else 0
        worksheet.insert_chart(
            sheet.header_row - 1,
            FIRST_COLUMN - 1 + columns + ROOM - 1,
            drawn,
            {"description": chart.question, "object_position": 3},
        )
    return [chart.name for chart in sheet.charts]


def _drawn(workbook: xlsxwriter.Workbook, sheet: Sheet, chart: Chart, last: int) -> Any:
    """A chart of the table's rows."""
    bars = [series for series in chart.series if series.style == "bar"]
    drawn: Any = workbook.add_chart({"type": chart.kind})
    for series in bars:
        drawn.add_series(_series(sheet, chart, series, last))
    lines = [series for series in chart.series if series.style == "line"]
    if lines:
        over: Any = workbook.add_chart({"type": "line"})
        for series in lines:
            over.add_series(_series(sheet, chart, series, last))
        drawn.combine(over)
    title = {
        "name": chart.question,
        "overlay": False,
        "name_font": {**TEXT, "size": 13, "bold": True},
    }
    drawn.set_title({**title, "layout": {"x": 0.02, "y": 0.03}})
    drawn.set_x_axis(
        {
            "num_font": TEXT,
            "line": {"color": f"#{look.MUTED}"},
            "num_format": "mmm yyyy" if chart.categories == "Month" else "General",
            "text_axis": True,
        }
    )
    drawn.set_y_axis(
        {
            "num_font": TEXT,
            "num_format": chart.number_format,
            "min": 0,
            "major_gridlines": GRID,
            "line": {"none": True},
        }
    )
    drawn.set_legend({"position": "top", "font": TEXT} if len(chart.series) > 1 else {"none": True})
    drawn.set_chartarea({"border": {"color": f"#{look.HAIRLINE}"}})
    drawn.set_size(SIZE)
    return drawn


def _series(sheet: Sheet, chart: Chart, series: Series, last: int) -> dict[str, Any]:
    """One series over the table's rows."""
    colour = {"color": f"#{series.colour}"}
    look_of = {"line": {**colour, "width": 2.25}} if series.style == "line" else {"fill": colour}
    return {
        "name": series.name or series.header,
        "categories": _range(sheet, chart.categories, last),
        "values": _range(sheet, series.header, last),
        "gap": 60,
        **look_of,
    }


def _range(sheet: Sheet, header: str, last: int) -> list[Any]:
    """A column's rows, as XlsxWriter wants them."""
    headers = sheet.table.headers if sheet.table else ()
    column = FIRST_COLUMN - 1 + headers.index(header)
    return [sheet.name, sheet.header_row, column, last - 1, column]
