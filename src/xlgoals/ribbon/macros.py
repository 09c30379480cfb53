"""What the buttons call: the actions, on the workbook that is open.

Each macro takes the workbook; without one it is the workbook whose button was pressed in Excel.
The program's parts are loaded when a button is pressed, so that this module costs nothing before.
"""

import datetime as dt
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from xlgoals.domain.errors import XlgoalsError
from xlgoals.ribbon import messages
from xlgoals.ribbon.messages import NAME

if TYPE_CHECKING:
    import xlwings as xw

    from xlgoals.tables.workbook import Progress


def regenerate(book: "xw.Book | None" = None) -> None:
    """Work out metrics, review and suggested goals anew, and write them into the plan."""
    _run(book, "plan", "regenerate")


def check(book: "xw.Book | None" = None) -> None:
    """List every problem of the plan."""
    _run(book, "plan", "check")


def import_(book: "xw.Book | None" = None) -> None:
    """Bring the rows of a file into the table of the sheet in front."""
    _run(book, "plan", "import_")


def new_plan(book: "xw.Book | None" = None) -> None:
    """Make an empty plan for the next calendar year, and open it."""
    _run(book, "plan", "new_plan")


def scenarios(book: "xw.Book | None" = None) -> None:
    """Work out all goals anew and show what each scenario suggests."""
    _run(book, "plan", "scenarios")


def rep_sheets(book: "xw.Book | None" = None) -> None:
    """Make the sheet of every rep, or bring it up to date."""
    _run(book, "negotiation", "rep_sheets")


def propose(book: "xw.Book | None" = None) -> None:
    """Propose what is suggested."""
    _run(book, "negotiation", "propose")


def record(book: "xw.Book | None" = None) -> None:
    """Take what was typed into the reps' sheets into the log."""
    _run(book, "negotiation", "record")


def agree(book: "xw.Book | None" = None) -> None:
    """Accept what the rep whose sheet is in front has answered."""
    _run(book, "negotiation", "agree")


def fit(book: "xw.Book | None" = None) -> None:
    """Let activities, products and territories fit the revenue goal."""
    _run(book, "negotiation", "fit")


def my_goals(book: "xw.Book | None" = None) -> None:
    """Hold the manager's own goals against the log."""
    _run(book, "period", "my_goals")


def log(book: "xw.Book | None" = None) -> None:
    """Note an hour of coaching today, with the rep in whose row the user is."""
    _run(book, "period", "log")


def calendar(book: "xw.Book | None" = None) -> None:
    """Show the events of a calendar that belong in the log, and take them if the user says so."""
    _run(book, "period", "calendar")


def track(book: "xw.Book | None" = None) -> None:
    """Hold the period against what was agreed."""
    _run(book, "period", "track")


def report(book: "xw.Book | None" = None) -> None:
    """Print the plan as a PDF."""
    _run(book, "period", "report")


def last_year(book: "xw.Book | None" = None) -> None:
    """Look back upon last year, and show the findings."""
    _run(book, "plan", "last_year")


def send_rep_files(book: "xw.Book | None" = None) -> None:
    """Write a file for each rep into a folder, with an e-mail to send it."""
    _run(book, "negotiation", "send_rep_files")


def collect_rep_files(book: "xw.Book | None" = None) -> None:
    """Take what the reps answered in the files that came back."""
    _run(book, "negotiation", "collect_rep_files")


def help_(book: "xw.Book | None" = None) -> None:
    """Say what to do next, which version this is, and why a function could not answer."""
    _run(book, "plan", "help_")


def _run(book: "xw.Book | None", group: str, name: str) -> None:
    """Do something with a workbook and tell how it went; every error becomes a message."""
    book = book or _caller()
    try:
        said, mode = _step(group, name)(book, _progress(book)), "info"
    except XlgoalsError as error:
        said, mode = str(error), "critical"
    except Exception:
        said, mode = _logged(), "critical"
    if said:
        _status(book, said.splitlines()[0])
        book.app.alert(said, title=NAME, mode=mode)
    _status(book, "")


def _step(group: str, name: str) -> "Callable[[xw.Book, Progress], str]":
    """What a button does; its module is loaded now."""
    step: Callable[[xw.Book, Progress], str]
    step = getattr(import_module(f"xlgoals.ribbon.macros_{group}"), name)
    return step


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
