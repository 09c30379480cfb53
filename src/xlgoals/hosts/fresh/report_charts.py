"""The charts of a report, over numbers that stand on a hidden sheet."""

import math
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xlgoals.hosts.fresh.charts import GRID, LINES, TEXT
from xlgoals.views import theme
from xlgoals.views.report_language import WIDE, Line, Picture

WIDTH, ROW_HEIGHT, ROOM = 708, 22, 16
"""Of the twelve columns, of a row, and between a picture and what stands beside it, in pixels."""


def draw_picture(
    workbook: xlsxwriter.Workbook,
    worksheet: Worksheet,
    numbers: tuple[Worksheet, int],
    picture: Picture,
    row: int,
) -> int:
    """Draw a chart from a row on; returns the row of the hidden sheet that is free now."""
    data, first = numbers
    last = _write(data, first, picture)
    drawn = _drawn(workbook, picture, data.get_name(), first, last)
    options = {"description": picture.question, "object_position": 2}
    worksheet.insert_chart(row, 0, drawn, options)
    return last + 2


def _write(data: Worksheet, first: int, picture: Picture) -> int:
    """The picture's numbers, a column a series; returns their last row."""
    data.write_string(first, 0, picture.question)
    for at, text in enumerate(picture.categories, first + 1):
        data.write_string(at, 0, text)
    for column, line in enumerate(picture.lines, 1):
        data.write_string(first, column, line.name)
        for at, value in enumerate(line.values, first + 1):
            if math.isfinite(value):
                data.write_number(at, column, value)
    return first + len(picture.categories)


def _drawn(
    workbook: xlsxwriter.Workbook, picture: Picture, sheet: str, first: int, last: int
) -> Any:
    """The chart itself."""
    lying = picture.kind == "bar"
    drawn: Any = workbook.add_chart({"type": picture.kind})
    over: Any = None
    for column, line in enumerate(picture.lines, 1):
        series = _series(line, sheet, (first, last), column)
        if line.style in LINES and picture.kind == "column":
            over = over or workbook.add_chart({"type": "line"})
            over.add_series(series)
        else:
            drawn.add_series(series)
    if over is not None:
        drawn.combine(over)
    title = {"name": picture.question, "overlay": False}
    drawn.set_title({**title, "name_font": {**TEXT, "size": 12, "bold": True},
                     "layout": {"x": 0.01, "y": 0.02}})  # fmt: skip
    small = {**TEXT, "size": 9}
    names, values = drawn.set_x_axis, drawn.set_y_axis
    if lying:  # XlsxWriter names the axes of bars by where they stand
        names, values = values, names
    below = any(value < 0 for line in picture.lines for value in line.values)
    names({"num_font": small, "line": {"color": f"#{theme.MUTED}"}, "reverse": lying,
           "major_tick_mark": "none", "label_position": "low",
           "major_gridlines": {"visible": False}})  # fmt: skip
    values({"num_font": small, "num_format": picture.number_format,
            **({} if below else {"min": 0}), "visible": not lying,
            "major_gridlines": {"visible": False} if lying else GRID,
            "line": {"none": True}})  # fmt: skip
    several = len(picture.lines) > 1 and not lying
    unnamed = [at for at, line in enumerate(picture.lines) if not line.named]
    legend = {"position": "top", "font": small, "delete_series": unnamed}
    drawn.set_legend(legend if several else {"none": True})
    drawn.set_chartarea({"border": {"none": True}})
    width = WIDTH * picture.wide // WIDE - (ROOM if picture.wide < WIDE else 0)
    drawn.set_size({"width": width, "height": picture.tall * ROW_HEIGHT})
    drawn.show_hidden_data()
    if picture.kind == "line":  # a line begins with its first value and ends with its last
        drawn.show_blanks_as("span")
    return drawn


def _series(line: Line, sheet: str, rows: tuple[int, int], column: int) -> dict[str, Any]:
    """One series."""
    first, last = rows
    colour: dict[str, Any] = {"color": f"#{line.colour}"} if line.colour else {"none": True}
    width, dash = LINES.get(line.style, (0.0, "solid"))
    look_of = {"line": {**colour, "width": width, "dash_type": dash}}
    labels = {"value": True, "num_format": line.labels, "font": {**TEXT, "size": 9}}
    labels |= {"position": "outside_end"}
    return {
        "name": [sheet, first, column],
        "categories": [sheet, first + 1, 0, last, 0],
        "values": [sheet, first + 1, column, last, column],
        "gap": 60,
        **({"overlap": 100} if line.labels else {}),
        **(look_of if line.style in LINES else {"fill": colour}),
        **({"data_labels": labels} if line.labels else {}),
    }
