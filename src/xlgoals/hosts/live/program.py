"""The program around the workbook: kept still while cells are written, and put back after."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from typing import Any

import xlwings as xw

from xlgoals.domain.errors import FileError

STILL = {"screen_updating": False, "enable_events": False, "calculation": "manual"}
ENGINES = frozenset({"pywintypes", "pythoncom", "xlwings", "uno", "appscript", "aem"})
"""The packages whose exceptions mean that the program refused."""
BUSY = ("ExcelBusyError", -2147418111, -2146777998)


@contextmanager
def still(app: xw.App) -> Iterator[None]:
    """No redrawing, no events, no calculation; all as it was afterwards, come what may."""
    with ExitStack() as back:
        for name, value in STILL.items():
            before = getattr(app, name)
            back.callback(setattr, app, name, before)
            setattr(app, name, value)
        yield


def one_step(book: xw.Book, title: str) -> Any:
    """One step to undo, where the program has such a thing for what a macro writes."""
    step = getattr(book.impl, "one_step", None)
    return step(title) if step else nullcontext()


@contextmanager
def answering(book: xw.Book) -> Iterator[None]:
    """What the program says when it refuses, as a sentence with a way out."""
    try:
        yield
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ENGINES:
            raise
        if _is_busy(error):
            raise FileError(
                "The spreadsheet program does not answer; finish typing in the cell (Enter or "
                "Esc), close any open dialog and try again."
            ) from error
        said = str(error).strip().splitlines()
        raise FileError(
            f"{book.name} could not be changed ({said[0] if said else type(error).__name__}); "
            "nothing was changed. Save it, close other dialogs and try again."
        ) from error


def _is_busy(error: Exception) -> bool:
    """Whether a cell is being typed in, or a dialog is open."""
    said = {type(error).__name__, *_numbers(error.args)}
    return any(sign in said for sign in BUSY)


def _numbers(arguments: Any) -> list[int]:
    """The error numbers in an exception's arguments, nested ones too."""
    if isinstance(arguments, tuple):
        return [number for argument in arguments for number in _numbers(argument)]
    return [arguments] if isinstance(arguments, int) else []
