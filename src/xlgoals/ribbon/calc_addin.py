"""Putting the add-in into LibreOffice and taking it out, with LibreOffice's own program unopkg."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path

from xlgoals.domain.errors import FileError
from xlgoals.ribbon.shipped import shipped

IDENTIFIER = "org.xlgoals.calc"
OLDEST = (25, 2)
SECONDS = 180
PROGRAMS = (
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:/Program Files/LibreOffice/program",
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
)


def program(name: str) -> Path:
    """One of LibreOffice's programs. FileError where it is not installed."""
    for found in (shutil.which(name), *(shutil.which(name, path=at) for at in PROGRAMS)):
        if found:
            return Path(found)
    raise FileError(
        f"LibreOffice was not found (there is no {name}); install LibreOffice 25.2 or later from "
        "libreoffice.org and try again."
    )


def version() -> tuple[int, int]:
    """Version of the installed LibreOffice. FileError where there is none."""
    text = _run(program("soffice"), "--version")
    found = re.search(r"(\d+)\.(\d+)", text)
    if found is None:
        raise FileError(f"LibreOffice does not tell its version; it says: {text.strip()}")
    return int(found[1]), int(found[2])


def install() -> str:
    """Put the add-in into LibreOffice; returns a sentence for the user.

    Errors:
        FileError: LibreOffice is missing, too old, or refused.
    """
    found = version()
    if found < OLDEST:
        raise FileError(
            f"LibreOffice {found[0]}.{found[1]} is too old for the functions; install 25.2 or "
            "later and try again."
        )
    with tempfile.TemporaryDirectory() as folder:
        prepared = prepare(Path(folder))
        said = _run(program("unopkg"), "add", "--force", *_for_all(), str(prepared))
    if not is_installed():
        raise FileError(
            f"LibreOffice did not take the add-in; close it and try again. It says: {said.strip()}"
        )
    return "The add-in is in LibreOffice; start Calc anew and look for the menu Sales Goals."


def uninstall() -> str:
    """Take the add-in out of LibreOffice; returns a sentence for the user."""
    if not is_installed():
        return "The add-in is not in LibreOffice."
    said = _run(program("unopkg"), "remove", *_for_all(), IDENTIFIER)
    if is_installed():
        raise FileError(f"LibreOffice kept the add-in; close it and try again. It says: {said}")
    return "The add-in is no longer in LibreOffice."


def is_installed() -> bool:
    """Whether LibreOffice has the add-in."""
    text = _run(program("unopkg"), "list", *_for_all(), IDENTIFIER)
    return "is registered: yes" in text


def status() -> list[tuple[bool, str]]:
    """What is there, as lines that are fine or not."""
    try:
        found = version()
    except FileError as error:
        return [(False, str(error))]
    fits = found >= OLDEST
    more = "" if fits else "; the functions need 25.2 or later"
    lines = [(fits, f"LibreOffice {found[0]}.{found[1]}{more}")]
    there = is_installed()
    hint = "the add-in is in it" if there else "no add-in; run: xlgoals libreoffice install"
    return [*lines, (there, hint)]


def prepare(folder: Path) -> Path:
    """The add-in for this machine: with the Python in which xlgoals is installed."""
    path = folder / "xlgoals.oxt"
    shutil.copyfile(shipped("xlgoals.oxt"), path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("pythonpath/home.json", json.dumps(home()))
    return path


def home() -> dict[str, object]:
    """Where this xlgoals lives: its Python, that one's version, and the folders of its packages."""
    paths = sysconfig.get_paths()
    return {
        "python": sys.executable,
        "version": list(sys.version_info[:2]),
        "folders": sorted({paths["purelib"], paths["platlib"]}),
    }


def _for_all() -> list[str]:
    """The option that the administrator needs."""
    return ["--shared"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def _run(tool: Path, *arguments: str) -> str:
    """What a program says, in the language it was written in."""
    try:
        done = subprocess.run(
            [str(tool), *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C", "LANGUAGE": "en"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FileError(f"{tool.name} did not answer ({error}); close LibreOffice.") from None
    return done.stdout + done.stderr
