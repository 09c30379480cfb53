"""The charts of a sheet, beside its table. Each answers the question that is its title."""

from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from xlgoals.tables.language import FIRST_COLUMN, Chart, Series, Sheet
from xlgoals.views import theme

TEXT = {"name": theme.FONT, "size": 10, "color": f"#{theme.INK}"}
GRID = {"visible": True, "line": {"color": f"#{theme.HAIRLINE}", "width": 0.75}}
CATEGORIES = {"Month": "mmm yyyy", "Stated": "0%"}
"""How categories are shown that are no texts."""
STAYS, MOVES = 3, 2
"""Whether a chart moves with the rows above it."""
LINES = {"line": (2.25, "solid"), "dashed": (1.25, "dash")}
"""Styles that are lines, with their width and dash."""
GAP = 20
"""Pixels between charts that stand below each other."""
ROOM = 2
"""Columns between a table and its chart."""


def add_charts(
    workbook: xlsxwriter.Workbook,
    worksheet: Worksheet,
    sheet: Sheet,
    lasts: Mapping[str, int],
    sheets: Sequence[Sheet],
) -> list[str]:
    """Draw a sheet's charts, one below the other; returns their names.

    Args:
        lasts: The last row of each table that is drawn so far, by its sheet's name.
        sheets: All sheets, as they are in this plan.
    """
    below = 0
    for chart in sheet.charts:
        source = next((one for one in sheets if one.name == chart.sheet), sheet)
        drawn = _drawn(workbook, source, chart, lasts[source.name])
        drawn.set_size(dict(zip(("width", "height"), chart.size, strict=True)))
        how = {"description": chart.question, "object_position": MOVES if chart.at else STAYS}
        offset = {} if chart.at else {"y_offset": below}
        worksheet.insert_chart(*_place(sheet, chart), drawn, {**how, **offset})
        below += 0 if chart.at else chart.size[1] + GAP
    return [chart.name for chart in sheet.charts]


def _place(sheet: Sheet, chart: Chart) -> tuple[int, int]:
    """Row and column of a chart's corner, from 0."""
    if chart.at:
        row, column = xl_cell_to_rowcol(chart.at)
        return row, column
    columns = len(sheet.table.columns) if sheet.table else 0
    return sheet.header_row - 1, FIRST_COLUMN - 1 + columns + ROOM - 1


def _drawn(workbook: xlsxwriter.Workbook, sheet: Sheet, chart: Chart, last: int) -> Any:
    """A chart of the table's rows."""
    lines_only = chart.kind == "line"
    bars = [series for series in chart.series if series.style == "bar" or lines_only]
    stacked = {"type": "bar", "subtype": "stacked"}
    last = sheet.header_row + chart.first + chart.rows if chart.rows else last
    drawn: Any = workbook.add_chart(stacked if chart.kind == "stacked" else {"type": chart.kind})
    for series in bars:
        drawn.add_series(_series(sheet, chart, series, last))
    lines = [s for s in chart.series if s.style in LINES and not lines_only]
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
            "line": {"color": f"#{theme.MUTED}"},
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
            **({"max": chart.most} if chart.most else {}),
            "major_gridlines": GRID,
            "line": {"none": True},
            **({"label_position": "high"} if sideways else {}),
        }
    )
    drawn.set_legend(_legend(chart))
    drawn.set_chartarea({"border": {"color": f"#{theme.HAIRLINE}"}})
    if lines_only:  # a line begins with its first value and ends with its last
        drawn.show_blanks_as("span")
    if sheet.hidden or any(
        column.hidden for column in (sheet.table.columns if sheet.table else ())
    ):
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
    width, dash = LINES.get(series.style, (0.0, "solid"))
    line = {"line": {**colour, "width": width, "dash_type": dash}}
    look_of = line if series.style in LINES else {"fill": colour}
    labels = {"value": True, "num_format": series.labels, "font": TEXT}
    if not series.colour:  # an unseen bar behind the seen one carries its label
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
    if sheet.table is None:
        first, _, end = header.partition(":")
        return [sheet.name, *xl_cell_to_rowcol(first), *xl_cell_to_rowcol(end)]
    column = FIRST_COLUMN - 1 + sheet.table.headers.index(header)
    return [sheet.name, sheet.header_row + chart.first, column, last - 1, column]
