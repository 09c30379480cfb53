"""The charts of a sheet, beside its table. Each answers the question that is its title."""

from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xlgoals.workbook import look
from xlgoals.workbook.language import FIRST_COLUMN, Chart, Series, Sheet

SIZE = {"width": 860, "height": 420}
TEXT = {"name": look.FONT, "size": 10, "color": f"#{look.INK}"}
GRID = {"visible": True, "line": {"color": f"#{look.HAIRLINE}", "width": 0.75}}
CATEGORIES = {"Month": "mmm yyyy", "Stated": "0%"}
"""How categories are shown that are no texts."""
GAP = 20
"""Pixels between charts that stand below each other."""
ROOM = 2
"""Columns between a table and its chart."""


def add_charts(
    workbook: xlsxwriter.Workbook, worksheet: Worksheet, sheet: Sheet, last: int
) -> list[str]:
    """Draw a sheet's charts over the rows down to ``last``; returns their names."""
    for place, chart in enumerate(sheet.charts):
        drawn = _drawn(workbook, sheet, chart, last)
        columns = len(sheet.table.columns) if sheet.table else 0
        worksheet.insert_chart(
            sheet.header_row - 1,
            FIRST_COLUMN - 1 + columns + ROOM - 1,
            drawn,
            {
                "description": chart.question,
                "object_position": 3,
                "y_offset": place * (SIZE["height"] + GAP),
            },
        )
    return [chart.name for chart in sheet.charts]


def _drawn(workbook: xlsxwriter.Workbook, sheet: Sheet, chart: Chart, last: int) -> Any:
    """A chart of the table's rows."""
    bars = [series for series in chart.series if series.style == "bar"]
    stacked = {"type": "bar", "subtype": "stacked"}
    last = sheet.header_row + chart.first + chart.rows if chart.rows else last
    drawn: Any = workbook.add_chart(stacked if chart.kind == "stacked" else {"type": chart.kind})
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
    sideways = chart.kind == "stacked"
    categories, values = drawn.set_x_axis, drawn.set_y_axis
    if sideways:  # XlsxWriter names the axes of bars by where they stand
        categories, values = values, categories
    categories(
        {
            "num_font": TEXT,
            "line": {"color": f"#{look.MUTED}"},
            "num_format": CATEGORIES.get(chart.categories, "General"),
            "text_axis": True,
            "reverse": sideways,
            "major_gridlines": {"visible": False},
        }
    )
    values(
        {
            "num_font": TEXT,
            "num_format": chart.number_format,
            "min": 0,
            **({"max": 1} if chart.number_format.endswith("%") else {}),
            "major_gridlines": GRID,
            "line": {"none": True},
            **({"label_position": "high"} if sideways else {}),
        }
    )
    drawn.set_legend(_legend(chart))
    drawn.set_chartarea({"border": {"color": f"#{look.HAIRLINE}"}})
    drawn.set_size(SIZE)
    if any(column.hidden for column in (sheet.table.columns if sheet.table else ())):
        drawn.show_hidden_data()
    return drawn


def _legend(chart: Chart) -> dict[str, Any]:
    """A legend where there are several series; steps say with their sign what they are."""
    if len(chart.series) < 2 or chart.kind == "stacked":
        return {"none": True}
    return {"position": "top", "font": TEXT}


def _series(sheet: Sheet, chart: Chart, series: Series, last: int) -> dict[str, Any]:
    """One series over the table's rows."""
    colour: dict[str, Any] = {"color": f"#{series.colour}"} if series.colour else {"none": True}
    look_of = {"line": {**colour, "width": 2.25}} if series.style == "line" else {"fill": colour}
    labels = {"value": True, "num_format": series.labels, "font": TEXT}
    if not series.colour:  # beside the bar, not upon it
        labels["position"] = "inside_base"
    return {
        "name": series.name or series.header,
        "categories": _range(sheet, chart, chart.categories, last),
        "values": _range(sheet, chart, series.header, last),
        "gap": 60,
        **look_of,
        **({"data_labels": labels} if series.labels else {}),
    }


def _range(sheet: Sheet, chart: Chart, header: str, last: int) -> list[Any]:
    """The rows of a column that a chart draws, as XlsxWriter wants them."""
    headers = sheet.table.headers if sheet.table else ()
    column = FIRST_COLUMN - 1 + headers.index(header)
    return [sheet.name, sheet.header_row + chart.first, column, last - 1, column]
