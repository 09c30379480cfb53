"""Calc with the add-in of this repository, and files opened in it."""

import json
from pathlib import Path
from typing import Any

from build.libreoffice import parts
from xlgoals.hosts.calc.finding import load_uno, options


def unpacked(folder: Path, home: dict[str, object]) -> Path:
    """The add-in in a folder, for a machine with this Python."""
    for name, text in {**parts(), "pythonpath/home.json": json.dumps(home)}.items():
        path = folder / "xlgoals.oxt" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def opened(context: Any, path: Path) -> Any:
    """A file in Calc."""
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    url = load_uno().systemPathToFileUrl(str(path))
    return desktop.loadComponentFromURL(url, "_blank", 0, options(Hidden=True))
