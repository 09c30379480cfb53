"""Putting a new file in the place of an old one, so that there is always a whole one."""

import datetime as dt
import hashlib
import os
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from xlgoals.domain.errors import FileError
from xlgoals.hosts.closed.package import Fingerprint, Package

BACKUPS = 5
"""How many older versions are kept beside a file."""

LOCAL_HEADER, NAME_AT, TRIES = 30, 26, 20


def check_unlocked(path: Path) -> None:
    """FileError where a spreadsheet program has the file open, or it may not be written."""
    locks = {f"~${path.name}": "Excel", f".~lock.{path.name}#": "LibreOffice"}
    for name, program in locks.items():
        if (path.parent / name).exists():
            raise FileError(
                f"{path.name} is open in {program}; close it there and try again. (If it is not: "
                f"delete the file {name} beside it.)"
            )
    if not os.access(path, os.W_OK):
        raise FileError(f"{path.name} is read-only; allow changes to it, or work on a copy.")


def replace_file(path: Path, stamp: Fingerprint, write: Callable[[BinaryIO], None]) -> None:
    """Write a new version beside the old one and put it in its place in one step.

    Errors:
        FileError: no room or no permission, or the file was changed by somebody else meanwhile;
            the old version is still there, whole.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        check_unchanged(path, stamp)
        shutil.copymode(path, fresh)
        _swap(fresh, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise FileError(
            f"{path.name} could not be saved ({error.strerror}); the old version is untouched. "
            "Make room or check the folder's permissions, and try again."
        ) from error
    finally:
        fresh.unlink(missing_ok=True)


def check_unchanged(path: Path, stamp: Fingerprint) -> None:
    """FileError where the file is no longer what was read."""
    try:
        state = path.stat()
        same = (state.st_size, state.st_mtime_ns) == (stamp.size, stamp.changed)
        same = same and hashlib.sha256(path.read_bytes()).hexdigest() == stamp.digest
    except FileNotFoundError:
        same = False
    if not same:
        raise FileError(
            f"{path.name} was changed by somebody else meanwhile; nothing was written. Try again."
        )


def _swap(fresh: Path, path: Path) -> None:
    """The one step. On Windows a virus scanner may hold the file for a moment: try again."""
    for attempt in range(TRIES):
        try:
            os.replace(fresh, path)
            return
        except PermissionError:
            if os.name != "nt" or attempt == TRIES - 1:
                raise
            time.sleep(0.1)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep_backup(path: Path, now: dt.datetime) -> Path:
    """A copy of the file beside it, named by the time; only the newest few are kept."""
    stem, end = path.stem, path.suffix
    name = f"{stem}.backup-{now:%Y%m%d-%H%M%S}"
    backup, number = path.with_name(f"{name}{end}"), 1
    while backup.exists():  # two changes within a second
        number += 1
        backup = path.with_name(f"{name}-{number}{end}")
    try:
        shutil.copy2(path, backup)
    except OSError as error:
        backup.unlink(missing_ok=True)
        raise FileError(
            f"No backup of {path.name} could be made ({error.strerror}), so nothing was changed; "
            "make room or check the folder's permissions."
        ) from error
    literal = "".join(f"[{c}]" if c in "*?[" else c for c in stem)  # glob takes these for patterns
    backups = path.parent.glob(f"{literal}.backup-*{end}")
    older = sorted(backups, key=lambda one: (one.stat().st_mtime_ns, one.name))
    for old in older[:-BACKUPS]:
        old.unlink(missing_ok=True)
    return backup


def write_package(package: Package, file: BinaryIO) -> None:
    """The package as a file: untouched parts as the very bytes they were."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for info in package.zip.infolist():
            if info.filename in package.dropped:
                continue
            if info.filename in package.edited:
                entry = zipfile.ZipInfo(info.filename, info.date_time)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = info.external_attr
                target.writestr(entry, package.edited[info.filename], compresslevel=3)
            else:
                _copy(package, info, target, file)
        for name in package.added:
            entry = zipfile.ZipInfo(name, package.zip.infolist()[0].date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, package.edited[name], compresslevel=3)


def _copy(package: Package, info: zipfile.ZipInfo, target: zipfile.ZipFile, file: BinaryIO) -> None:
    """One part as it was, still compressed."""
    start = info.header_offset
    header = package.data[start : start + LOCAL_HEADER]
    lengths = (int.from_bytes(header[at : at + 2], "little") for at in (NAME_AT, NAME_AT + 2))
    begin = start + LOCAL_HEADER + sum(lengths)
    entry = zipfile.ZipInfo(info.filename, info.date_time)
    for name in ("compress_type", "external_attr", "CRC", "compress_size", "file_size", "comment"):
        setattr(entry, name, getattr(info, name))
    entry.create_system = info.create_system
    entry.header_offset = file.tell()
    entry.flag_bits = info.flag_bits & 0x800
    file.write(entry.FileHeader(zip64=info.file_size > 0x7FFFFFFF))
    file.write(package.data[begin : begin + info.compress_size])
    target.filelist.append(entry)
    target.NameToInfo[entry.filename] = entry
    target.start_dir = file.tell()
