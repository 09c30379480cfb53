"""One file that came back, read with care: bounded, never run, and only the cells of the answers.

Most files take the short way: their parts are looked at, and the fast reader reads the cells. What
is odd about a file – cells far away, errors, a part it does not know – takes the careful way.
"""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from xlgoals.domain.errors import FileError
from xlgoals.hosts.sandbox.untrusted import check_kind, check_parts, refuse_doctype
from xlgoals.tables.language import Cell
from xlgoals.tables.rep_sheet_layout import FIT_QUESTION
from xlgoals.tables.returned_file import Answer, Answers, Returned, Unread
from xlgoals.views.rep_file import FOUND_BY, HOW_TO, WHAT_IF

LARGEST_FILE, LARGEST_UNPACKED, MOST_SHEETS = 20 << 20, 64 << 20, 20
ROWS, COLUMNS, NEAR = 200, 60, 12
"""Where answers may stand, and the stamp; what lies beyond is not looked at."""
UNREAD = (WHAT_IF, HOW_TO)
"""Sheets of ours on which nobody answers."""
BEGINS = "xlgoals rep file"
NO_REP_FILE = "is no file that xlgoals sent to a rep; nothing was taken from it."
DAMAGED = "is damaged; open it in a spreadsheet program, save a copy, and collect that."
TOO_LARGE = "is far larger than a rep's file ever is; it was not opened."
CORE = "docProps/core.xml"
READ = (CORE, "xl/workbook.xml", "xl/sharedStrings.xml")
"""Parts that are looked at before the fast reader gets them, beside the sheets."""
AN_ERROR, FAR = b't="e"', re.compile(rb'<c r="(?:[A-Z]{3}|[A-Z]{0,2}[0-9]{5})')
"""What the fast reader leaves out, and what it would set out as one huge block."""
WHEN = re.compile(rb"<(?:\w+:)?(created|modified)\b[^>]*>\s*([0-9T:.-]{19,30}Z?)\s*<")

Block = list[list[Cell]]


def open_rep_file(path: Path) -> Returned:
    """What a file says; a sentence where nothing can be read from it."""
    try:
        return _short_way(path) or _careful_way(path)
    except FileError as error:
        return Unread(path.name, str(error))
    except OSError as error:
        return Unread(path.name, f"{path.name} cannot be read ({error.strerror}).")
    except Exception:  # whatever a parser says of a file that somebody made: it is not readable
        return Unread(path.name, f"{path.name} {DAMAGED}")


def _short_way(path: Path) -> Returned | None:
    """What an ordinary file says; None where there is anything odd about it. FileError."""
    if path.stat().st_size > LARGEST_FILE:
        raise FileError(f"{path.name} {TOO_LARGE}")
    data = path.read_bytes()
    check_kind(path, data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError):
        return None
    check_parts(path, archive.infolist())
    if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
        raise FileError(f"{path.name} {TOO_LARGE}")
    core = b""
    for name in archive.namelist():
        if name in READ or name.startswith("xl/worksheets/"):
            part = archive.read(name)
            refuse_doctype(path, part, len(part))
            if name not in READ and (AN_ERROR in part or FAR.search(part)):
                return None
            core = part if name == CORE else core
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [name for name in book.sheet_names[:MOST_SHEETS] if name not in UNREAD]
        blocks = {name: _block(book, name) for name in names}
    except Exception:  # the careful way says what is wrong
        return None
    return _answers(path, blocks, core)


def _block(book: CalamineWorkbook, sheet: str) -> Block:
    """The cells of a sheet, blanks as None."""
    rows: list[list[Any]] = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[None if cell == "" else cell for cell in row[:COLUMNS]] for row in rows[:ROWS]]


def _careful_way(path: Path) -> Returned:
    """What any file says. FileError where it is none of ours, or no workbook at all."""
    from xlgoals.hosts.closed.package import open_package  # noqa: PLC0415
    from xlgoals.hosts.closed.reading import load, read_cells  # noqa: PLC0415
    from xlgoals.hosts.closed.workbook_parts import sheet_parts  # noqa: PLC0415
    from xlgoals.tables.addresses import Area  # noqa: PLC0415 – seldom needed

    package = open_package(path, f"{path.name} {NO_REP_FILE}")
    area = Area(1, 1, ROWS, COLUMNS)
    blocks = {
        sheet: read_cells(package, load(package, sheet, part), part, area)
        for sheet, part in list(sheet_parts(package).items())[:MOST_SHEETS]
    }
    core = package.read(CORE) if CORE in package.names() else b""
    return _answers(path, blocks, core)


def _answers(path: Path, blocks: dict[str, Block], core: bytes) -> Returned:
    """The sheets that carry a stamp; several are fine as long as only one was answered."""
    when = saved(path, core)
    found = [
        Answers(path.name, when, stamp, sheet, tuple(_rows(block)))
        for sheet, block in blocks.items()
        if (stamp := _stamp(block))
    ]
    if not found:
        return Unread(path.name, f"{path.name} {NO_REP_FILE}")
    said = [one for one in found if _said(one)] or found[:1]
    if len({_said(one) for one in said}) > 1:
        sheets = ", ".join(f"“{one.sheet}”" for one in said)
        why = f"{path.name}: sheets {sheets} answer it differently; keep one of them, and save."
        return Unread(path.name, why)
    return said[0]


def _stamp(block: Block) -> str:
    """The stamp, wherever rows and columns were moved to since."""
    cells = (cell for row in block[:NEAR] for cell in row[:NEAR])
    return next((c for c in cells if isinstance(c, str) and c.startswith(BEGINS)), "")


def _rows(block: Block) -> list[Answer]:
    """The goals, below the headers by which their columns are found."""
    for at, row in enumerate(block):
        columns = _columns(row)
        if columns:
            names = [line[columns["goal"]] for line in block]
            end = names.index(FIT_QUESTION) if FIT_QUESTION in names else len(block)
            return [
                Answer(number, **{name: line[column] for name, column in columns.items()})
                for number, line in enumerate(block[at + 1 : end], at + 2)
                if any(line[columns[name]] is not None for name in ("goal", "counter", "details"))
            ]
    return []


def _columns(row: list[Cell]) -> dict[str, int]:
    """The places of all headers in a row; nothing where one is missing."""
    texts = {" ".join(cell.split()): at for at, cell in enumerate(row) if isinstance(cell, str)}
    if any(header not in texts for header in FOUND_BY.values()):
        return {}
    return {name: texts[header] for name, header in FOUND_BY.items()}


def _said(one: Answers) -> tuple[tuple[str, str, str], ...]:
    """What was answered, comparable."""
    return tuple(
        (str(a.goal), str(a.counter), str(a.details))
        for a in one.answers
        if a.counter is not None or a.details is not None
    )


def saved(path: Path, core: bytes) -> str:
    """When a file was last saved, in UTC: as its properties say, or else the file system.

    Args:
        path: Where it is.
        core: The part with its properties.
    """
    told = {match[1].decode(): _moment(match[2]) for match in WHEN.finditer(core)}
    modified, created = told.get("modified"), told.get("created")
    if modified is None or (created is not None and modified <= created):
        modified = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    return f"{modified:%Y-%m-%d %H:%M:%S}"


def _moment(text: bytes) -> dt.datetime | None:
    """A time as it stands in a part; None where it is none."""
    try:
        found = dt.datetime.fromisoformat(text.decode())
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or dt.UTC).astimezone(dt.UTC)
