"""What the buttons call: every verb, on the workbook that is open.

Each macro takes the workbook; without one it is the workbook whose button was pressed in Excel.
The program's parts are loaded when a button is pressed, so that this module costs nothing before.
"""

import datetime as dt
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xlgoals.domain.errors import XlgoalsError
from xlgoals.ribbon import messages
from xlgoals.ribbon.messages import NAME
from xlgoals.verbs import VERBS
from xlgoals.verbs.verb import Verb

if TYPE_CHECKING:
    import xlwings as xw

    from xlgoals.tables.workbook import Progress
    from xlgoals.verbs.outcome import Outcome

Macro = Callable[["xw.Book | None"], None]


def macro(verb: Verb) -> Macro:
    """The function that a verb's button calls."""

    def press(book: "xw.Book | None" = None) -> None:
        _run(book or _caller(), verb)

    press.__name__ = press.__qualname__ = verb.name
    press.__doc__ = verb.what
    return press


MACROS = {verb.name: macro(verb) for verb in VERBS if verb.button}
"""Every macro by its name."""
globals().update(MACROS)  # plans have `xlgoals.macros.regenerate()` in their VBA


def _run(book: "xw.Book", verb: Verb) -> None:
    """Do something with a workbook and tell how it went; every error becomes a message."""
    try:
        book, added = _of_today(book) if verb.undo else (book, "")
        text, mode = "\n\n".join(filter(None, (added, _done(book, verb)))), "info"
    except XlgoalsError as error:
        text, mode = str(error), "critical"
    except Exception:
        text, mode = _logged(), "critical"
    if text:
        _status(book, text.splitlines()[0])
        book.app.alert(text, title=NAME, mode=mode)
    _status(book, "")


def _of_today(book: "xw.Book") -> "tuple[xw.Book, str]":
    """The plan with all that one of today has, and what it got."""
    from xlgoals.hosts.closed import ClosedFile  # noqa: PLC0415
    from xlgoals.hosts.live.older_plan import made_before, upgraded_in_file  # noqa: PLC0415
    from xlgoals.verbs.upgrade import upgrade  # noqa: PLC0415

    def in_file(path: Path) -> str:
        plan = ClosedFile.open(path)
        said = upgrade(plan)
        backup = plan.save(dt.datetime.now())
        return f"{said} The version before is {backup.name}." if backup else said

    return upgraded_in_file(book, in_file) if made_before(book) else (book, "")


def _done(book: "xw.Book", verb: Verb) -> str:
    """What a verb did; blank where the user was asked for something and gave nothing."""
    from xlgoals.ribbon import asking  # noqa: PLC0415

    ask = asking.BY_VERB.get(verb.name)
    now = dt.datetime.now().astimezone()
    outcome = ask(book, _progress(book), now) if ask else _plain(book, verb, now)
    if outcome is None:
        return ""
    front = outcome.front or verb.front
    if front:
        messages.to_front(book, front)
    return outcome.message(book.name)


def _plain(book: "xw.Book", verb: Verb, now: dt.datetime) -> "Outcome":
    """A verb that needs nothing but the workbook, and perhaps the rep whose sheet is in front."""
    from xlgoals.hosts.live import Live  # noqa: PLC0415

    plan, progress = Live(book), _progress(book)
    given = {"rep": messages.rep_in_front(book, plan, verb)} if verb.for_front_rep else {}
    outcome = verb.run(plan, given, progress, now)
    if verb.undo and outcome.changed:
        if verb.writing:
            progress(verb.writing, 0.6)
        plan.apply(verb.undo)
    return outcome


def _caller() -> "xw.Book":
    """The workbook whose button was pressed."""
    import xlwings as xw  # noqa: PLC0415

    return xw.Book.caller()


def _logged() -> str:
    """What to say about an error that nobody foresaw; its details are in a file."""
    with suppress(OSError), messages.LOG.open("a", encoding="utf-8") as log:
        log.write(f"{dt.datetime.now():%Y-%m-%d %H:%M:%S}\n{traceback.format_exc()}\n")
    return (
        "Something went wrong that should not; nothing was changed in your plan. Please send us "
        f"the file {messages.LOG}: it says what happened."
    )


def _status(book: "xw.Book", text: str) -> None:
    """Say something in the status bar; give it back where there is nothing to say."""
    with suppress(Exception):  # a status bar that is busy is no reason to stop
        book.app.status_bar = f"{NAME}: {text}" if text else False


def _progress(book: "xw.Book") -> "Progress":
    """Tells in the status bar what is being done."""

    def progress(doing: str, share: float) -> None:
        _status(book, f"{doing} … {share:.0%}")

    return progress
