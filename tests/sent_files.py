"""A plan whose proposals went out as rep files, and hands that type into them."""

import datetime as dt
import hashlib
import itertools
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from xlgoals.domain.events import Event
from xlgoals.domain.metrics import CLOSE_RATE, OPPORTUNITIES, REVENUE, SALES, Metric
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh.rep_file import write_rep_files
from xlgoals.hosts.sandbox.inbox import opened_inbox
from xlgoals.hosts.sandbox.reading import read_rep_files
from xlgoals.tables.rep_sheet_layout import CURRENT
from xlgoals.verbs.negotiate.collect import Collected
from xlgoals.verbs.negotiate.collect import collect as collect_plan
from xlgoals.verbs.negotiate.log import read_log
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.send import send as send_plan
from xlgoals.views.rep_sheet_goals import AT

SENT = dt.datetime(2026, 11, 3, 9, 0)
ANNA = "Anna Lindqvist - Sales goals 2027 - round 1.xlsx"
ZOE = "Zoë Brandt - Sales goals 2027 - round 1.xlsx"
_secrets = (hashlib.sha256(b"%d" % number).hexdigest()[:48] for number in itertools.count())


def place(field: str, metric: Metric) -> str:
    """The cell of a metric's goal, in a rep's sheet and in a rep's file."""
    return f"{AT[field]}{CURRENT.row(metric)}"


NUMBER, DETAILS = place("counter", REVENUE), place("details", REVENUE)
"""Where a rep answers the revenue, and why."""
SOLD, PURSUED = place("counter", SALES), place("counter", OPPORTUNITIES)
RATE = place("counter", CLOSE_RATE)


def order(path: Path, *words: Any, when: dt.datetime = SENT, **more: Any) -> None:
    """A step of the manager or of a rep, in the plan."""
    plan = ClosedFile.open(path)
    done = carry_out(plan, Order(*words, **more), when)
    assert done.taken, done.refused
    plan.save(when)


def send(path: Path, folder: Path, *reps: str, when: dt.datetime = SENT) -> Any:
    """The files of some reps, or of all."""
    plan = ClosedFile.open(path)
    found = send_plan(plan, reps, when, lambda: next(_secrets))
    plan.save(when)
    write_rep_files(folder, found.files, when)
    return found


def typed(
    path: Path,
    cells: Mapping[str, Any],
    *,
    saved: dt.datetime = SENT + dt.timedelta(hours=2),
    sheet: str = "Your goals",
    also: Callable[[Any], None] = lambda book: None,
) -> Path:
    """A file after somebody typed into it and saved it, by a program that rewrites everything."""
    book = openpyxl.load_workbook(path)
    for at, value in cells.items():
        book[sheet][at] = value
    also(book)
    book.properties.created = SENT
    book.properties.modified = saved
    book.save(path)
    return _saved_at(path, saved)


def _saved_at(path: Path, saved: dt.datetime) -> Path:
    """The library writes the present as the time of saving: put ours in its place."""

    def change(part: bytes) -> bytes:
        stamp = f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode()
        return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, part)

    return rezipped(path, {"docProps/core.xml": change})


def rezipped(
    path: Path, changes: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes] = {}
) -> Path:
    """A file with some of its parts changed, and some more."""
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, changes.get(name, lambda same: same)(part))
        for name, part in more.items():
            new.writestr(name, part)
    return path


def collect(path: Path, *files: Path, when: dt.datetime = SENT + dt.timedelta(days=1)) -> Collected:
    """What became of files, in a plan that is saved."""
    plan = ClosedFile.open(path)
    with opened_inbox(files) as inbox:
        read = read_rep_files(inbox.paths, names=inbox.names)
    found = collect_plan(plan, [*read, *inbox.refused], when)
    if found.changed:
        plan.save(when)
    return found


def log(path: Path) -> list[Event]:
    """The events of a plan."""
    return read_log(ClosedFile.open(path))


def said(path: Path, rep_id: str = "R01") -> list[tuple[str, str, float, str]]:
    """What a rep said, as the log has it: goal, action, value, reason."""
    return [
        (e.label, e.action, e.value, e.reason)
        for e in log(path)
        if e.rep_id == rep_id and e.who == "rep"
    ]
