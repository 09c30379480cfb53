"""How the workbook looks: colours, type, number formats and widths, told once."""

from collections.abc import Mapping
from typing import Any

from xlgoals.domain.metrics import DEFAULT, Unit
from xlgoals.tables.language import Column, Kind, Role

INK, MUTED, HAIRLINE, BAND = "1F2933", "616E7C", "D9E2EC", "F5F7FA"
BRAND, WHITE = "0B4F6C", "FFFFFF"
INPUT_FILL, INPUT_INK = "FFF8E1", "0B4F9E"
AHEAD, BEHIND, ATTENTION = "0072B2", "D55E00", "E69F00"

FONT = "Calibri"
Look = Mapping[str, Any]

BASE: Look = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}

NUMBER_FORMATS = {
    Kind.MONEY: "#,##0",
    Kind.COUNT: "#,##0",
    Kind.FRACTION: "0.0%",
    Kind.CHANGE: "+0.0%;-0.0%;0.0%",
    Kind.NUMBER: "#,##0.0",
    Kind.MONTH: "mmm yyyy",
    Kind.DATE: "d mmm yyyy",
}
AS_TEXT = "@"
"""What is typed stays as it is: 5/10/20 is no date."""
SHARE_UNITS = (Unit.SHARE.value, *(one.name for one in DEFAULT if one.unit is Unit.SHARE))
"""What the cell that names a unit says where a number is a share."""
WHOLE_UNITS = (Unit.MONEY.value, Unit.COUNT.value)
UNIT_FORMATS = {SHARE_UNITS: "0.0%", WHOLE_UNITS: "#,##0", ("number",): "0.00"}
CHOSEN_FORMATS = {
    unit: code
    for words, code in UNIT_FORMATS.items()
    for unit in words
    if unit in {one.value for one in Unit}
}
"""The unit of a metric that the plan chose itself, and how its numbers are shown."""
TENTH_METRICS = tuple(one.name for one in DEFAULT if one.unit is Unit.COUNT and one.digits)
"""Metrics that are counted but not whole."""

ROLES: Mapping[Role, Look] = {
    Role.INPUT: {"font_color": INPUT_INK, "bg_color": INPUT_FILL},
    Role.WRITTEN: {},
    Role.FORMULA: {"bg_color": BAND},
}
STYLE_NAMES = {
    Role.INPUT: "xlgoals input",
    Role.WRITTEN: "xlgoals written",
    Role.FORMULA: "xlgoals formula",
}

LABELS: Mapping[str, Look] = {
    "title": {"font_size": 18, "bold": True},
    "purpose": {"font_color": MUTED},
    "link": {"font_color": AHEAD, "underline": 1},
    "row link": {
        "font_color": AHEAD,
        "underline": 1,
        "bottom": 1,
        "bottom_color": f"#{HAIRLINE}",
    },
    "note": {"font_size": 9, "font_color": MUTED},
    "legend": {"font_size": 9, "border": 1, "border_color": f"#{HAIRLINE}"},
    "header": {
        "bold": True,
        "font_color": WHITE,
        "bg_color": BRAND,
        "text_wrap": True,
        "border": 1,
        "border_color": f"#{HAIRLINE}",
    },
    "tile label": {
        "font_size": 9,
        "font_color": MUTED,
        "bg_color": BAND,
        "indent": 1,
        "top": 2,
        "top_color": f"#{BRAND}",
    },
    "tile text": {
        "font_size": 14,
        "bold": True,
        "bg_color": BAND,
        "indent": 1,
        "align": "left",
        "shrink": True,
    },
    "head": {"bold": True, "font_color": WHITE, "bg_color": BRAND},
    "step": {"bold": True, "bottom": 1, "bottom_color": f"#{HAIRLINE}"},
    "todo": {"bottom": 1, "bottom_color": f"#{HAIRLINE}"},
    "status": {"bottom": 1, "bottom_color": f"#{HAIRLINE}"},
    "picked": {**ROLES[Role.INPUT], "border": 1, "border_color": f"#{HAIRLINE}", "bold": True},
    "section": {"font_size": 13, "bold": True},
}
LABELS = {
    **LABELS,
    "header right": {**LABELS["header"], "align": "right"},
    "tile line": {"bg_color": BAND},
    "tile long": {"font_size": 12, "bold": True, "bg_color": BAND, "indent": 1, "align": "left"},
    "header text": {**LABELS["header"], "align": "left", "indent": 1},
    "tile top": {"bg_color": BAND, "top": 2, "top_color": f"#{BRAND}"},
    "mark": {"font_color": f"{WHITE}", "font_size": 8, "num_format": ";;;"},
    "sentence": {"font_size": 10},
    "goal": {
        "bold": True,
        "border": 1,
        "border_color": f"#{HAIRLINE}",
        "indent": 1,
        "text_wrap": True,
    },
    "slot status": {
        "border": 1,
        "border_color": f"#{HAIRLINE}",
        "font_size": 10,
        "text_wrap": True,
    },
    "tile money": {**LABELS["tile text"], "num_format": "#,##0"},
    "total": {"bold": True, "align": "left", "indent": 1},
    "total money": {"bold": True, "align": "right", "num_format": "#,##0"},
    "tile month": {**LABELS["tile text"], "num_format": "mmm yyyy"},
    "head right": {**LABELS["head"], "align": "right"},
    "head indented": {**LABELS["head"], "indent": 1},
    "share": {**LABELS["todo"], **ROLES[Role.FORMULA], "num_format": "0.0%"},
    "amount": {**LABELS["todo"], **ROLES[Role.FORMULA], "num_format": "#,##0"},
    "tenths": {**LABELS["todo"], **ROLES[Role.FORMULA], "num_format": "#,##0.00"},
    "code": {
        **LABELS["todo"],
        "font_name": "Consolas",
        "font_size": 9,
        "font_color": MUTED,
        "indent": 1,
    },
}

FORMATS = {
    "money": "#,##0",
    "count": "#,##0",
    "share": "0.0%",
    "tenths": "#,##0.0",
    "own": "#,##0",
    "chance": "0%",
    "change": "+#,##0;-#,##0;0",
    "day": "d mmm yyyy",
}
LINED: Look = {"border": 1, "border_color": f"#{HAIRLINE}"}
LABELS |= {
    f"{role.name.lower()} {name}": {**ROLES[role], **LINED, "num_format": code, "shrink": True}
    for role in Role
    for name, code in FORMATS.items()
}
LABELS |= {
    f"{role.name.lower()} text": {
        **ROLES[role],
        **LINED,
        "font_size": 10,
        "text_wrap": True,
        "indent": 1,
        "align": "left",
    }
    for role in Role
}
LABELS |= {
    f"result {name}": {**LABELS[f"formula {name}"], "bold": True, "font_size": 12}
    for name in FORMATS
}
LABELS |= {"aside": {"font_size": 10, "font_color": MUTED, "indent": 1}}
"""Cells outside of tables by who fills them and what they hold, such as ``input money``."""

LEAST_WIDTH, MOST_WIDTH = 8, 40
NATURAL_WIDTHS = {Kind.MONEY: 13, Kind.MONTH: 11, Kind.DATE: 13, Kind.TREND: 16, Kind.NUMBER: 13}


def hexed(look: Look) -> dict[str, Any]:
    """A look with its colours as XlsxWriter wants them."""
    colours = {"font_color", "bg_color"}
    return {key: f"#{value}" if key in colours else value for key, value in look.items()}


def cell_look(column: Column, number_format: str = "") -> dict[str, Any]:
    """How the cells of a column look."""
    look = {**BASE, **ROLES[column.role], "border": 1, "border_color": f"#{HAIRLINE}"}
    code = number_format or _number_format(column)
    look |= {"num_format": code} if code else {"align": "left", "indent": 1}
    look |= {"text_wrap": True, "valign": "top"} if column.width >= MOST_WIDTH else {}
    return hexed(look)


def _number_format(column: Column) -> str:
    """How a column's numbers are shown; as they come where each row has its own unit."""
    if column.number_format:
        return column.number_format
    if column.unit_from:
        return "General"
    if column.kind is Kind.NUMBER:
        return "#,##0." + "0" * column.decimals if column.decimals else "#,##0"
    return NUMBER_FORMATS.get(column.kind, "")


def is_number(column: Column) -> bool:
    """Whether a column's cells stand at the right."""
    return column.kind in NUMBER_FORMATS


def width(column: Column) -> int:
    """A column's width in characters."""
    longest = max(len(word) for word in column.header.split()) + 4
    natural = max(column.width or NATURAL_WIDTHS.get(column.kind, 11), longest)
    return min(max(natural, LEAST_WIDTH), MOST_WIDTH)
