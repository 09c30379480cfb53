"""A rep's file: a workbook without macros that holds one rep's goals and nothing else."""

import datetime as dt
import io
import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import xlsxwriter

from xlgoals.domain.errors import FileError
from xlgoals.hosts.fresh.charts import add_charts
from xlgoals.hosts.fresh.page import Book, Filled, draw_page
from xlgoals.hosts.fresh.plan import OPTIONS
from xlgoals.hosts.mail import mail
from xlgoals.tables.addresses import row_of
from xlgoals.tables.language import Cell, Label, Sheet
from xlgoals.tables.rep_sheet_layout import HEADER_ROW, OWN
from xlgoals.tables.returned_file import RepFile
from xlgoals.tables.workbook import Progress
from xlgoals.views.rep_file import (
    GOALS,
    HOW_TO_SHEET,
    STAMP,
    goals_sheet,
    what_if_sheet,
)
from xlgoals.views.rep_sheet_goals import AT, typed_in

ENDING = ".xlsx"
PROTECTED = {"format_columns": True, "format_rows": True, "select_locked_cells": True}
"""What a rep may still do on a protected sheet; there is no password."""


def rep_file_bytes(file: RepFile, created: dt.datetime) -> bytes:
    """The workbook; the same arguments give the same bytes."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {**OPTIONS, "in_memory": True})
    title = f"{file.rep}: goals for {file.period}"
    workbook.set_properties({"title": title, "subject": file.plan, "created": created})
    workbook.set_size(2400, 1400)
    book = Book(workbook, file.plan, alone=True)
    unseen = set(file.layout.rows) - file.shown
    cells = {STAMP: file.stamp, **file.goals}
    _draw(book, _of(file), cells, file.values, file.answered_in, unseen)
    what_if = what_if_sheet(file.layout)
    typed = frozenset(label.at for label in what_if.labels if label.typed)
    _draw(book, what_if, file.tries, file.tried, typed)
    _draw(book, HOW_TO_SHEET, {}, {}, frozenset())
    workbook.close()
    return target.getvalue()


def _of(file: RepFile) -> Sheet:
    """The goals sheet with the rows that the rep has; what may be typed is open or closed there."""
    whole = goals_sheet(file.layout)
    goals, unseen = file.layout.rows, set(file.layout.rows) - file.shown
    kept = []
    for drawn in whole.labels:
        row = row_of(drawn.at)
        if row in unseen:
            continue
        any_unit = row in goals and file.layout.slots[row] == OWN
        kind = str(file.goals[f"{AT['kind']}{row}"]) if any_unit else ""
        label = _known_unit(drawn, kind) if any_unit else drawn
        closed = label.typed is not None and label.at not in file.answered_in
        kept.append(replace(label, typed=None) if closed else label)
    heights = {
        row: height
        for row, height in whole.heights.items()
        if row <= HEADER_ROW or row in file.shown
    }
    return replace(whole, title=f"Your goals, {file.rep}", labels=tuple(kept), heights=heights)


def _known_unit(label: Label, kind: str) -> Label:
    """A cell that any metric may take, as the metric that takes it is shown and typed."""
    look = label.look.removesuffix(OWN) + kind if label.look.endswith(f" {OWN}") else label.look
    return replace(label, look=look, typed=label.typed and typed_in(label.typed, kind))


def _draw(
    book: Book,
    sheet: Sheet,
    cells: Mapping[str, Cell],
    values: Mapping[str, Cell],
    unlocked: frozenset[str],
    unseen: Collection[int] = (),
) -> None:
    """One sheet, protected but for the cells into which the rep types.

    Rows of goals that the rep does not have keep their place, unseen.
    """
    worksheet = book.workbook.add_worksheet(sheet.name)
    book.values = {sheet.name: values}
    draw_page(book, worksheet, sheet, Filled(cells, unlocked))
    add_charts(book.workbook, worksheet, sheet, {sheet.name: sheet.header_row}, (sheet,))
    worksheet.protect("", PROTECTED)
    if sheet.name != GOALS:
        worksheet.freeze_panes(sheet.header_row, 0)
    for row in unseen:
        worksheet.set_row(row - 1, None, None, {"hidden": True})


@dataclass(frozen=True)
class Written:
    """What became of one rep's file."""

    rep_id: str
    path: Path
    mail: Path | None = None
    kept: Path | None = None
    """Where a file of the same name is now that was there."""
    failed: str = ""

    def told(self) -> dict[str, str | None]:
        """The same in texts; None for what there is not."""
        return {name: str(value) if value else None for name, value in vars(self).items()}


def write_rep_files(
    folder: Path,
    files: Sequence[RepFile],
    now: dt.datetime,
    *,
    mails: bool = False,
    progress: Progress | None = None,
) -> list[Written]:
    """Write the files, and an e-mail with each; one that cannot be written does not stop others.

    Args:
        folder: Where; it is made if it is not there.
        files: What goes into them.
        now: As their properties say it.
        mails: Whether to write e-mails.
        progress: Told whose file is being written.
    """
    done = []
    for at, file in enumerate(files):
        if progress:
            progress(f"Writing the file of {file.rep}", at / len(files))
        path, letter = folder / f"{file.name}{ENDING}", None
        try:
            data = rep_file_bytes(file, now)
            kept = put(path, data, now)
            if mails:
                letter = folder / f"{file.name}.eml"
                put(letter, mail(file, data, path.name), now)
            done.append(Written(file.rep_id, path, letter, kept))
        except FileError as error:
            done.append(Written(file.rep_id, path, failed=str(error)))
    return done


def put(path: Path, data: bytes, now: dt.datetime) -> Path | None:
    """A file put in its place in one step; another one that was there is kept.

    Returns:
        Where the one that was there is now; None where there was none, or the very same.

    Errors:
        FileError: it cannot be written, or the one that is there is open elsewhere.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    kept = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes() == data:
            return None
        fresh.write_bytes(data)
        if path.exists():
            kept = _free(path, now)
            os.replace(path, kept)
        os.replace(fresh, path)
    except OSError as error:
        raise FileError(
            f"{path} could not be written ({error.strerror or error}); close it where it is open, "
            "make room, or check the folder's permissions."
        ) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return kept


def _free(path: Path, now: dt.datetime) -> Path:
    """A name for a file that has to make room."""
    name = f"{path.stem} - kept {now:%Y-%m-%d %H%M%S}"
    kept, number = path.with_name(f"{name}{path.suffix}"), 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{name} ({number}){path.suffix}")
    return kept
