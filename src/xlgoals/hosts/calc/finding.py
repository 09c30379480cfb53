"""LibreOffice's own Python module ``uno``: where it is, and how a running office is reached.

Inside Calc ``uno`` is there. Outside, it belongs to the office's Python or to the system's, so it
is looked for in the places where LibreOffice is installed. Those folders are on the path only
while it is imported: nothing else is ever taken from them.
"""

import importlib
import shutil
import sys
from pathlib import Path
from typing import Any

from xlgoals.domain.errors import FileError

FOLDERS = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice*/program",
    "/Applications/LibreOffice.app/Contents/Resources",
    "C:/Program Files/LibreOffice/program",
)
PROGRAMS = ("soffice", "libreoffice", "soffice.com")
PLACES = (
    "/usr/bin/soffice",
    "/opt/libreoffice*/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
"""Where the program itself may be, beside the search path."""

Uno = Any
"""An object that lives in the office; what it can do is told by the office, not by Python."""


def load_uno() -> Any:
    """The module ``uno``. FileError where this Python cannot have it."""
    try:
        return importlib.import_module("uno")
    except ImportError:
        found = next((uno for folder in _installed() if (uno := _from(folder))), None)
    if found is None:
        raise FileError(
            "LibreOffice's Python module uno is not there; install LibreOffice 25.2 or later (on "
            "Debian and Ubuntu also python3-uno), and use the Python version it was made for."
        )
    return found


def _installed() -> list[Path]:
    """The folders in which there is a module ``uno``."""
    places = [Path(folder) for folder in FOLDERS]
    folders = [found for at in places for found in Path(at.anchor).glob(str(at)[len(at.anchor) :])]
    return [folder for folder in folders if (folder / "uno.py").exists()]


def _from(folder: Path) -> Any:
    """The module of a folder; None where it was made for another Python."""
    sys.path.append(str(folder))
    try:
        importlib.import_module("unohelper")
        return importlib.import_module("uno")
    except ImportError:
        return None
    finally:
        sys.path.remove(str(folder))


def find_program() -> Path | None:
    """The program that starts the office; None where it is not installed."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return Path(found)
    places = [Path(place) for place in PLACES]
    found_at = [one for at in places for one in Path(at.anchor).glob(str(at)[len(at.anchor) :])]
    return next((one for one in found_at if one.is_file()), None)


def context_at(url: str) -> Uno:
    """The context of an office that listens, e.g. at ``pipe,name=goals``.

    Errors:
        FileError: there is no office that listens there.
    """
    uno = load_uno()
    local = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(name, local)
    try:
        return resolver.resolve(f"uno:{url};urp;StarOffice.ComponentContext")
    except Exception as error:
        raise FileError(
            f"No LibreOffice listens at {url}; start it with: soffice --accept='{url};urp'"
        ) from error


def struct(name: str, **values: object) -> Uno:
    """A structure of the office, such as ``table.CellRangeAddress``, with its fields set."""
    made = load_uno().createUnoStruct(f"com.sun.star.{name}")
    for field, value in values.items():
        setattr(made, field, value)
    return made


def options(**values: object) -> tuple[Uno, ...]:
    """Named options, as many of the office's calls want them."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=v) for name, v in values.items())
