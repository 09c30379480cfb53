"""What the buttons of a period do with the open workbook; each returns what to tell."""

import datetime as dt
import tempfile
from pathlib import Path

import xlwings as xw

from xlgoals import verbs
from xlgoals.hosts.calendar_file import read_calendar
from xlgoals.hosts.fresh import write_report
from xlgoals.hosts.live import Live, ask_path, picked_place, print_workbook
from xlgoals.ribbon.messages import NAME, SHOWN_PROBLEMS, to_front, with_problems
from xlgoals.tables.workbook import Progress
from xlgoals.verbs import mine
from xlgoals.verbs import report as printed


def my_goals(book: xw.Book, watch: Progress) -> str:
    """Write how the manager's own goals go; returns what to tell."""
    plan = Live(book)
    found = mine.refresh_mine(plan, dt.date.today())
    plan.apply("My goals")
    to_front(book, "My progress")
    return with_problems("\n".join(found.sentences), [str(one) for one in found.problems])


def log(book: xw.Book, watch: Progress) -> str:
    """Note an hour of coaching; returns what to tell."""
    plan = Live(book)
    rep = mine.rep_in_row(plan, *picked_place(book))
    said = mine.note_event(plan, mine.Note("Coaching", rep, 1.0), dt.date.today())
    plan.apply("Log")
    to_front(book, "My log")
    return f"{said}\n\nIt is the last row of sheet My log: change there what is different."


def calendar(book: xw.Book, watch: Progress) -> str:
    """Take events of a calendar; returns what to tell, nothing where no file was picked."""
    picked = ask_path(book, "A calendar, exported as .ics", "*.ics")
    if not picked:
        return ""
    today = dt.date.today()
    plan = Live(book)
    watch(f"Reading {Path(picked).name}", 0.0)
    read = read_calendar(Path(picked), mine.wanted_events(plan, today))
    found = mine.found_in(plan, read, today)
    said = "\n".join(mine.told(found))
    if not found.fresh and not found.moved:
        return said
    shown = "\n".join([*mine.told_rows(found, SHOWN_PROBLEMS), "", said, "", "Take them?"])
    answer = book.app.alert(shown, title=NAME, buttons="yes_no", mode="info")
    if answer != "yes":
        return ""
    taken = mine.take_events(plan, found)
    plan.apply("Calendar")
    to_front(book, "My log")
    return f"{taken} rows of My log are new or moved."


def track(book: xw.Book, watch: Progress) -> str:
    """Track; returns what to tell."""
    plan = Live(book)
    found = verbs.track(plan)
    plan.apply("Track")
    to_front(book, "Tracking")
    return with_problems("\n".join(found.sentences), [str(one) for one in found.problems])


def report(book: xw.Book, watch: Progress) -> str:
    """Print the plan where the user wants it; nothing where no place was picked."""
    made = printed.report(Live(book))
    picked = ask_path(book, "Where the report goes", "*.pdf", save=f"{made.name}.pdf")
    if not picked:
        return ""
    pdf = Path(picked).with_suffix(".pdf")
    watch(f"Printing {pdf.name}", 0.5)
    with tempfile.TemporaryDirectory(prefix="xlgoals-report-") as folder:
        workbook = Path(folder) / "report.xlsx"
        write_report(workbook, made, created=dt.datetime.now().replace(microsecond=0))
        print_workbook(book, workbook, pdf)
    return f"{pdf.name} is ready: {len(made.pages)} parts."
