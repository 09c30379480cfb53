"""The reference page of the worksheet functions, printed from their docstrings."""
# ruff: noqa: E501 – rows of a table

import math
from itertools import groupby

from xlgoals.functions.catalogue import CATALOGUE
from xlgoals.functions.registry import Argument, FunctionSpec
from xlgoals.functions.shapes import NOTATIONS

INTRODUCTION = """# The worksheet functions

Type them like any function of Excel: `=CLOSE_RATE(D7, E7)` for one cell, or
`=CLOSE_RATE(D7:D30, E7:E30)` for a whole column at once. A whole column costs one call, however
many reps it has. They are there in Excel on Windows in a plan with macros (.xlsm), and in
LibreOffice Calc on every system. [Excel](excel.md) and [LibreOffice](libreoffice.md) tell how.

Rates are fractions (0.25 is 25 %), money is in the plan's currency, dates are dates.

## What a cell counts as

| in the cell | in a column (n×1) | in a list (m×1) | in months (n×t, t×1) | where one number is wanted |
|---|---|---|---|---|
| a number | the number | the number | the number | the number |
| a date | its day number | its day number | its day number | its day number |
| nothing, or an empty text | unknown: `#N/A` in that place | left out | an unknown month | the default; `#N/A` where there is none |
| a text, also one like “12” | `#VALUE!` in that place | left out | an unknown month | `#VALUE!` |
| TRUE or FALSE | `#VALUE!` in that place | left out | an unknown month | `#VALUE!` |
| an error | that error in that place | that error | that error for the row | that error |

So lists behave as in `AVERAGE`, `STDEV.S` or `CORREL`: texts, yes/no values and blanks in a range do
not count, and of lists that belong together the whole row is left out. Columns behave as in
`NORM.DIST`, with two differences on purpose: a blank is unknown and never 0, and TRUE is never 1.

- Columns of one call must have the same size, and so must lists; else the answer is `#VALUE!`.
- An argument that must be given and is not: `#VALUE!`. A list without any number: `#N/A`.
- `#N/A` means unknown, `#VALUE!` a wrong argument, `#NUM!` an impossible number. A function never
  answers 0 for something it does not know.

The sizes in the tables below:
"""


def functions_page(note: str) -> str:
    """Every function with its arguments, answers and errors."""
    sizes = [f"- `{notation}`: {lay.value}." for notation, lay in NOTATIONS.items()]
    sizes.append("- `n×4`, `1×5` and so on: a row of that many answers.")
    lines = [note, INTRODUCTION + "\n" + "\n".join(sizes), "", "## All functions", ""]
    lines += ["| function | gives |", "|---|---|"]
    lines += [f"| [{s.name}](#{s.name.lower()}) | {s.summary} |" for s in CATALOGUE]
    for group, specs in groupby(CATALOGUE, key=lambda spec: spec.group):
        lines += ["", f"## {group}"]
        for spec in specs:
            lines += ["", *_function(spec)]
    return "\n".join(lines) + "\n"


def _function(spec: FunctionSpec) -> list[str]:
    """One function."""
    return [
        f"### {spec.name}",
        "",
        spec.summary,
        "",
        f"`={spec.name}({', '.join(_named(argument) for argument in spec.arguments)})`",
        "",
        "| argument | size | unit | meaning |",
        "|---|---|---|---|",
        *(_argument(argument) for argument in spec.arguments),
        "",
        f"Gives ({spec.shape.notation}, {spec.unit}): {spec.returns}",
        "",
        *(f"- `{error}`: {cause}" for error, cause in spec.errors.items()),
        "",
        f"Example: `{spec.example}` gives {spec.answer}. More: {_link(spec.source)}.",
    ]


def _named(argument: Argument) -> str:
    """An argument's name, in brackets where it may be left out."""
    return f"[{argument.name}]" if argument.optional else argument.name


def _argument(argument: Argument) -> str:
    """One argument as a row of a table."""
    default = argument.default
    said = "" if default is None or math.isnan(default) else f" Default {default:g}."
    unit = f"{argument.unit} or blank" if argument.blank else argument.unit
    return f"| {_named(argument)} | {argument.shape.notation} | {unit} | {argument.help}{said} |"


def _link(source: str) -> str:
    """A page of the docs as a link."""
    page = source.removeprefix("docs/")
    title = page.split("#")[-1].replace("-", " ")
    return f"[{title}]({page})" if source.startswith("docs/") else source
