"""What Excel's formulas reach: xlwings calls one of these for each worksheet function.

On Windows xlwings finds a function's arguments and answer in its ``__xlfunc__``. It is made here
from our own registry, with values taken and given as they are: no range is read cell by cell and
no number becomes a text.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from xlgoals.functions.call import Answer, call
from xlgoals.functions.catalogue import CATALOGUE
from xlgoals.functions.cells import VALUE, ErrorValue
from xlgoals.functions.registry import FunctionSpec

ERRORS = {
    -2146826288: ErrorValue("#NULL!"),
    -2146826281: ErrorValue("#DIV/0!"),
    -2146826273: VALUE,
    -2146826265: ErrorValue("#REF!"),
    -2146826259: ErrorValue("#NAME?"),
    -2146826252: ErrorValue("#NUM!"),
    -2146826246: ErrorValue("#N/A"),
}
"""Errors as COM tells them: whole numbers, which no cell's number is."""


def from_excel(argument: object) -> object:
    """An argument as Excel gives it, in the terms of the functions."""
    if isinstance(argument, tuple | list):
        return [from_excel(cell) for cell in argument]
    if isinstance(argument, bool):
        return argument
    if isinstance(argument, int):
        return ERRORS.get(argument, float(argument))
    return float(argument) if isinstance(argument, Decimal) else argument


def _function(spec: FunctionSpec) -> Callable[..., Answer]:
    """A worksheet function as xlwings calls it."""

    def answer(*arguments: object) -> Answer:
        return call(spec, tuple(from_excel(argument) for argument in arguments))

    answer.__name__ = spec.name
    answer.__doc__ = spec.summary
    answer.__dict__["__xlfunc__"] = _told(spec)
    return answer


def _told(spec: FunctionSpec) -> dict[str, Any]:
    """What xlwings wants to know of a function."""
    raw = {"convert": "raw"}
    return {
        "name": spec.name,
        "args": [
            {"name": argument.name, "pos": place, "options": raw, "vba": None, "vararg": False}
            for place, argument in enumerate(spec.arguments)
        ],
        "ret": {"doc": spec.summary, "options": raw},
        "async_mode": None,
        "writing": None,
    }


globals().update({spec.name: _function(spec) for spec in CATALOGUE})
