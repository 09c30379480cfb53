"""What Excel's formulas reach, called the way xlwings calls it on Windows."""

import datetime as dt
import importlib
import sys
import types
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from xlgoals.functions.catalogue import CATALOGUE
from xlgoals.ribbon import udfs

NOT_AVAILABLE, DIVIDED = -2146826246, -2146826281
Call = Callable[[str, tuple[object, ...]], Any]


@pytest.fixture
def excel(monkeypatch: pytest.MonkeyPatch) -> Iterator[Call]:
    """xlwings' own server, with nothing faked but what only Windows has."""
    client = types.ModuleType("win32com.client")
    client.Dispatch = lambda thing: thing  # type: ignore[attr-defined]
    windows = types.ModuleType("xlwings._xlwindows")
    windows.Range = lambda xl: types.SimpleNamespace(xl=xl)  # type: ignore[attr-defined]
    windows.is_range_instance = lambda thing: False  # type: ignore[attr-defined]
    windows.BOOK_CALLER = None  # type: ignore[attr-defined]
    server = types.ModuleType("xlwings.com_server")
    server.loop = None  # type: ignore[attr-defined]
    fakes = {
        "pythoncom": types.ModuleType("pythoncom"),
        "pywintypes": types.ModuleType("pywintypes"),
        "win32com": types.ModuleType("win32com"),
        "win32com.client": client,
        "xlwings._xlwindows": windows,
        "xlwings.com_server": server,
    }
    fakes["pythoncom"].CoInitialize = None  # type: ignore[attr-defined]
    for name, module in fakes.items():
        monkeypatch.setitem(sys.modules, name, module)
    import xlwings  # noqa: PLC0415

    monkeypatch.setattr(xlwings, "_xlwindows", windows, raising=False)
    monkeypatch.setitem(xlwings.engines.engines_by_name, "excel", types.SimpleNamespace())
    monkeypatch.delitem(sys.modules, "xlwings.udfs", raising=False)
    real = importlib.import_module("xlwings.udfs")
    yield lambda name, arguments: _unpacked(real.call_udf("xlgoals.udfs", name, arguments))
    sys.modules.pop("xlwings.udfs", None)


def _unpacked(answer: list[list[object]]) -> object:
    """As xlwings' server hands it to VBA: a cell, a row, or rows."""
    if len(answer) == 1 and len(answer[0]) == 1:
        return answer[0][0]
    return answer[0] if len(answer) == 1 else answer


def test_numbers_of_cells_and_columns_come_back(excel: Call) -> None:
    assert excel("CLOSE_RATE", (9.0, 36.0)) == 0.25
    rows = ((9.0,), (0.0,)), ((36.0,), (4.0,))
    assert excel("CLOSE_RATE", rows) == [[0.25], [0.0]]


def test_errors_pass_and_unknown_is_told_by_its_text(excel: Call) -> None:
    given = ((9.0,), (NOT_AVAILABLE,), (DIVIDED,), (None,), ("many",)), ((36.0,),) * 5
    assert excel("CLOSE_RATE", given) == [[0.25], ["#N/A"], ["#DIV/0!"], ["#N/A"], ["#VALUE!"]]
    assert excel("CLOSE_RATE", (-1.0, 4.0)) == "#NUM!"


def test_what_is_left_out_gets_its_default(excel: Call) -> None:
    """VBA passes Empty; xlwings' own wrappers would pass the number of a missing argument."""
    assert excel("RAMP_FACTOR", (2.0, None)) == 0.5
    assert excel("RAMP_FACTOR", (2.0, -2147352572)) == 0.5


def test_currency_and_dates_are_numbers(excel: Call) -> None:
    assert excel("CLOSE_RATE", (Decimal("9"), 36.0)) == 0.25
    opened, closed = dt.datetime(2027, 1, 3), dt.datetime(2027, 2, 2)
    assert excel("SALES_CYCLE_DAYS", (opened, closed)) == 30.0


def test_every_function_is_there_with_its_arguments() -> None:
    for spec in CATALOGUE:
        told = getattr(udfs, spec.name).__xlfunc__
        assert [argument["name"] for argument in told["args"]] == [a.name for a in spec.arguments]
