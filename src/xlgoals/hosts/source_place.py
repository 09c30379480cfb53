"""Where a file to import from is, seen from the plan, and which content it has."""

import hashlib
import os
from pathlib import Path

from xlgoals.domain.errors import FileError

PIECE = 1 << 20


def place_of(file: Path, plan: Path) -> str:
    """The file as seen from the plan's folder: both may move together.

    On another drive it is the whole path.
    """
    try:
        return Path(os.path.relpath(file.resolve(), plan.resolve().parent)).as_posix()
    except ValueError:
        return str(file.resolve())


def file_at(place: str, plan: Path) -> Path:
    """The file that a plan remembers.

    A plan may come from somebody else, so that no place in it leads to another machine.

    Errors:
        FileError: it lies on another machine.
    """
    if place.startswith(("\\\\", "//")) or "://" in place:
        raise FileError(f"{place} is on another machine; import it from there yourself.")
    return plan.resolve().parent / place


def fingerprint(file: Path) -> str:
    """A short text that only the same content has; blank where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with file.open("rb") as data:
            while piece := data.read(PIECE):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()[:16]
