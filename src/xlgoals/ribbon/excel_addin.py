"""Putting the ribbon into Excel and taking it out: which files go where, by system."""

import datetime as dt
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import xlwings

from xlgoals.domain.errors import FileError
from xlgoals.hosts.fresh.macros import settings, this_interpreter
from xlgoals.ribbon.shipped import shipped

SYSTEMS = {"win32": "Windows", "darwin": "a Mac"}
ADDIN = "xlgoals.xlam"
MAC_OFFICE = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized"
MAC_EXCEL = "Library/Containers/com.microsoft.Excel/Data"
MAC_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"


@dataclass(frozen=True)
class Place:
    """A file of ours on the user's machine."""

    path: PurePath
    what: str
    content: bytes


def places(system: str, folders: Mapping[str, str], interpreter: str) -> tuple[Place, ...]:
    """The files that make the buttons work in Excel.

    Args:
        system: As ``sys.platform`` tells it: ``win32`` or ``darwin``.
        folders: The user's folders: HOME, and on Windows APPDATA.
        interpreter: The Python that the buttons and functions run in.
    """
    ribbon = shipped(ADDIN).read_bytes()
    told = _settings_file(interpreter)
    if system == "win32":
        start = PureWindowsPath(folders["APPDATA"], "Microsoft", "Excel", "XLSTART", ADDIN)
        conf = PureWindowsPath(folders["HOME"], ".xlgoals", "xlgoals.conf")
        return (Place(start, "the ribbon", ribbon), Place(conf, "where Python is", told))
    home = PurePosixPath(folders["HOME"])
    script = f"xlwings-{xlwings.__version__}.applescript"
    runner = (Path(xlwings.__file__).parent / script).read_bytes()
    return (
        Place(home / MAC_OFFICE / "Excel" / ADDIN, "the ribbon", ribbon),
        Place(home / MAC_EXCEL / "xlgoals.conf", "where Python is", told),
        Place(home / MAC_SCRIPTS / script, "what starts Python", runner),
    )


def _settings_file(interpreter: str) -> bytes:
    """The file in which xlwings' VBA looks for its settings."""
    lines = [f'"{name}","{value}"' for name, value in settings(interpreter).items()]
    return ("\r\n".join(lines) + "\r\n").encode()


def here(folders: Mapping[str, str], system: str = sys.platform) -> tuple[Place, ...]:
    """The files for this machine; those for Windows where Excel cannot run."""
    known = {"HOME": str(Path.home()), **folders}
    if system not in SYSTEMS:
        known = {"HOME": "C:\\Users\\you", "APPDATA": "C:\\Users\\you\\AppData\\Roaming"}
        return places("win32", known, "C:\\Users\\you\\xlgoals\\Scripts\\pythonw.exe")
    return places(system, known, this_interpreter())


def install(files: tuple[Place, ...], now: dt.datetime) -> list[str]:
    """Write the files; one of the same name that is another is kept beside. Returns sentences."""
    said = []
    for file in files:
        path = Path(file.path)
        if path.exists() and path.read_bytes() == file.content:
            said.append(f"{path} is there already ({file.what}).")
            continue
        try:
            kept = _kept(path, now)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
        except OSError as error:
            raise FileError(
                f"{path} could not be written ({error.strerror}); close Excel and try again."
            ) from None
        said.append(
            f"{path} was written ({file.what})." + (f" The old one is {kept}." if kept else "")
        )
    return said


def _kept(path: Path, now: dt.datetime) -> str:
    """Put a file that is there aside; its new name, or nothing. Settings only: others are ours."""
    if not path.exists() or path.suffix != ".conf":
        return ""
    kept = path.with_name(f"{path.name}.{now:%Y%m%d-%H%M%S}")
    path.rename(kept)
    return kept.name


def uninstall(files: tuple[Place, ...]) -> list[str]:
    """Take the files away that are there. Returns sentences."""
    said = []
    for file in files:
        path = Path(file.path)
        try:
            path.unlink()
            said.append(f"{path} was removed.")
        except FileNotFoundError:
            said.append(f"{path} is not there.")
        except OSError as error:
            raise FileError(
                f"{path} could not be removed ({error.strerror}); close Excel and try again."
            ) from None
    return said


def status(files: tuple[Place, ...]) -> list[tuple[bool, str]]:
    """Which files are there and of this version, as lines that are fine or not."""
    lines = []
    for file in files:
        path = Path(file.path)
        if not path.exists():
            lines.append((False, f"{path} is missing ({file.what}); run: xlgoals addin install"))
        elif path.read_bytes() != file.content:
            lines.append((False, f"{path} is another version; run: xlgoals addin install"))
        else:
            lines.append((True, f"{path} ({file.what})"))
    return lines
