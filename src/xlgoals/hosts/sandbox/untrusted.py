"""What is looked at in a file that anybody may have made, before anything in it is unpacked."""

import zipfile
from pathlib import Path

from xlgoals.domain.errors import FileError

MOST_PARTS, LARGEST_PART, LARGEST_FILE, MOST_RATIO = 20_000, 512 << 20, 2 << 30, 2_000
OLE = b"\xd0\xcf\x11\xe0"


def check_kind(path: Path, data: bytes) -> None:
    """Refuse what is not an .xlsx or .xlsm file."""
    if path.suffix.casefold() in {".xls", ".xlsb", ".ods"}:
        raise FileError(f"{path.name} is of another format; save it in Excel as .xlsx first.")
    if data.startswith(OLE):
        raise FileError(f"{path.name} is password-protected; save a copy without a password.")
    if not data:
        raise FileError(f"{path.name} is empty; get it again.")


def check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a list of parts that would flood the machine or confuse a reader."""
    total, seen = 0, set()
    for part in parts:
        total += part.file_size
        swollen = part.file_size > MOST_RATIO * max(part.compress_size, 1) + (1 << 20)
        if swollen or part.file_size > LARGEST_PART or total > LARGEST_FILE:
            raise FileError(f"{path.name} would unpack to an absurd size; it was not opened.")
        name = part.filename.replace("\\", "/").casefold()
        if name in seen or ".." in name.split("/"):
            raise FileError(f"{path.name} names a part twice or outside of itself; get it again.")
        if part.flag_bits & 1:
            raise FileError(f"{path.name} is password-protected; save a copy without a password.")
        seen.add(name)
    if len(parts) > MOST_PARTS:
        raise FileError(f"{path.name} has {len(parts):,} parts; it was not opened.")


def refuse_doctype(path: Path, part: bytes, within: int = 4096) -> None:
    """FileError where a part begins with a document type, which could make a reader do things."""
    if part.find(b"<!DOCTYPE", 0, within) >= 0:
        raise FileError(f"{path.name} has a DOCTYPE, which no spreadsheet program writes.")
