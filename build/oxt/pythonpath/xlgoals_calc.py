"""Between Calc and xlgoals: finds the Python that has it, and carries cells and errors across.

Where LibreOffice's own Python is of the same version as the one xlgoals was installed in, the
functions run inside Calc. Else that other Python runs beside it and is asked over a pipe.
"""

import json
import logging
import site
import struct
import sys
import tempfile
from pathlib import Path

from xlgoals_beside import Beside

HERE = Path(__file__).parent
LOG = Path(tempfile.gettempdir()) / "xlgoals-calc.log"
ERRORS = {
    "#NULL!": 521,
    "#DIV/0!": 532,
    "#VALUE!": 519,
    "#REF!": 524,
    "#NAME?": 525,
    "#NUM!": 503,
    "#N/A": 32767,
}
"""Calc's own numbers of errors, which it keeps in the low half of a number that is none."""

log = logging.getLogger("xlgoals.calc")


def error(code):
    """An error value as Calc keeps it."""
    return struct.unpack("<d", struct.pack("<II", ERRORS[code], 0x7FF80000))[0]


SHOWN = {code: error(code) for code in ERRORS}


class Inside:
    """xlgoals within Calc's own Python."""

    def __init__(self):
        from xlgoals.functions.call import call, call_plain  # noqa: PLC0415
        from xlgoals.functions.catalogue import BY_NAME  # noqa: PLC0415

        self.call, self.plain, self.specs = call, call_plain, BY_NAME

    def answer(self, name, arguments):
        """A function's answer, as rows of cells."""
        return self.call(self.specs[name], arguments)

    def at_once(self, name, arguments):
        """The answer to plain numbers; None for other calls."""
        return self.plain(self.specs[name], arguments)


def answer(name, arguments):
    """A function's answer as Calc takes it: rows of numbers and errors."""
    try:
        functions = _functions()
        given = tuple(map(_single, arguments))
        number = functions.at_once(name, given)
        if number is not None and number - number == 0:
            return ((number,),)
        rows = functions.answer(name, given)
        # an error is a text among numbers, and Calc keeps errors in another way
        return tuple(tuple(SHOWN[c] if isinstance(c, str) else c for c in row) for row in rows)
    except Exception:
        log.exception("%s could not be worked out", name)
        return ((SHOWN["#VALUE!"],),)


def press(name, context):
    """Run the macro of a button on the document in front."""
    try:
        _at_home()
        from xlgoals.hosts.calc import book_of  # noqa: PLC0415
        from xlgoals.ribbon import macros  # noqa: PLC0415

        getattr(macros, name)(book_of(context))
    except Exception as problem:
        log.exception("button %s", name)
        _say(context, f"The button could not be run: {problem}\nRun “xlgoals doctor” to see why.")


def _single(argument):
    """One cell of a range is that cell."""
    if isinstance(argument, tuple) and len(argument) == 1 and len(argument[0]) == 1:
        cell = argument[0][0]
        return "" if cell is None else cell
    return argument


def _home():
    """Where xlgoals is installed: its Python, and the folders it is found in."""
    return json.loads((HERE / "home.json").read_text("utf-8"))


def _at_home():
    """Let Calc's Python find xlgoals; ImportError where it is of another version."""
    home = _home()
    if home["version"] != list(sys.version_info[:2]):
        raise ImportError(
            "LibreOffice has Python {}.{}, and xlgoals was installed in {}.{}".format(
                *sys.version_info[:2], *home["version"]
            )
        )
    for folder in home["folders"]:
        if folder not in sys.path:
            site.addsitedir(folder)


_found = []


def _functions():
    """The functions, inside Calc where that works; looked for once."""
    if not _found:
        logging.basicConfig(filename=LOG, format="%(asctime)s %(message)s")
        _found.append(_look())
    return _found[0]


def _look():
    """The functions inside Calc, or beside it."""
    try:
        _at_home()
        return Inside()
    except Exception as problem:
        log.warning("The functions run beside Calc: %s", problem)
        return Beside(_home()["python"])


def _say(context, text):
    """A message box; nothing where there is no window."""
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    toolkit = manager.createInstanceWithContext("com.sun.star.awt.Toolkit", context)
    frame = desktop.getCurrentFrame()
    if frame is None or frame.getContainerWindow() is None:
        return
    from com.sun.star.awt.MessageBoxType import ERRORBOX  # noqa: PLC0415

    toolkit.createMessageBox(frame.getContainerWindow(), ERRORBOX, 1, "Sales Goals", text).execute()
