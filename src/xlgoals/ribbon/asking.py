"""Buttons that ask for a file, a place or a yes before their verb can do anything."""

import datetime as dt
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import xlwings as xw

from xlgoals import __version__
from xlgoals.hosts.calendar_file import read_calendar
from xlgoals.hosts.fresh import write_plan, write_report
from xlgoals.hosts.fresh.rep_file import write_rep_files
from xlgoals.hosts.left_out_file import write_left_out
from xlgoals.hosts.live import (
    Live,
    ask_folder,
    ask_path,
    ask_paths,
    picked_place,
    print_workbook,
)
from xlgoals.hosts.sandbox.inbox import opened_inbox
from xlgoals.hosts.sandbox.reading import read_rep_files
from xlgoals.hosts.source_file import read_source
from xlgoals.hosts.source_place import file_at, fingerprint, place_of
from xlgoals.ribbon import messages
from xlgoals.ribbon.messages import NAME
from xlgoals.tables.source import Source
from xlgoals.tables.workbook import Progress
from xlgoals.verbs import NAMED, mine
from xlgoals.verbs import report as pages
from xlgoals.verbs.file_outcomes import collected, printed, seen_in_calendar, sent
from xlgoals.verbs.import_rows import import_rows, input_table
from xlgoals.verbs.import_tables import known_before
from xlgoals.verbs.mine.log import log_event
from xlgoals.verbs.negotiate.collect import collect as collected_answers
from xlgoals.verbs.negotiate.send import send as prepared_files
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.outcome import Outcome
from xlgoals.verbs.refresh_sources import refresh_sources
from xlgoals.verbs.scenarios import compare
from xlgoals.verbs.sources import Origin, Remembered
from xlgoals.views.start import NEXT, STEPS

SOURCES = "*.csv;*.tsv;*.txt;*.xlsx;*.xlsm;*.xls;*.xlsb;*.ods;*.parquet;*.htm;*.html"
RETURNED = "*.xlsx;*.xlsm;*.xls;*.xlsb;*.ods;*.zip;*.eml;*.msg"
Asking = Callable[[xw.Book, Progress, dt.datetime], Outcome | None]
"""None where the user gave nothing."""


def make_plan(book: xw.Book, progress: Progress, now: dt.datetime) -> Outcome | None:
    """A plan where the user wants it, opened."""
    year = now.year + 1
    save = f"Sales goals {year}.xlsx"
    picked = ask_path(book, "Where the new plan goes", "*.xlsx", save=save)
    if not picked:
        return None
    path = Path(picked).with_suffix(".xlsx")
    plan = new_plan(dt.date(year, 1, 1), sample=False)
    created = now.replace(microsecond=0, tzinfo=None)
    write_plan(path, plan.rows, created=created, name=plan.name, values=plan.values)
    book.app.books.open(str(path))
    return Outcome(f"{path.name} is ready. Begin on sheet Start.")


def bring_in(book: xw.Book, progress: Progress, now: dt.datetime) -> Outcome | None:
    """Rows of a file, in the table of the sheet in front."""
    sheet = book.sheets.active.name
    input_table(sheet)
    path = ask_path(book, f"A file with rows for {sheet}", SOURCES)
    if not path:
        return None
    progress(f"Reading {Path(path).name}", 0.0)
    plan, file, table = Live(book), Path(path), input_table(sheet)
    place, content = place_of(file, Path(book.fullname)), fingerprint(file)
    origin = Origin(file.name, False, place, content, today=now.date())
    origin, before = known_before(plan, origin, [table])
    how = origin.how
    source = read_source(file, how.sheet, how.encoding)
    result = import_rows(plan, table.name, source, how.told, origin)
    if result.waits_for_others_only:
        shown = f"{result.told_twice}\n\nCount both? No takes nothing."
        if book.app.alert(shown, title=NAME, buttons="yes_no", mode="info") != "yes":
            return None
        how = replace(how, told=replace(how.told, beside=True))
        result = import_rows(plan, table.name, source, how.told, origin)
    if result.asks and (result.waits_for_loss_only or not result.waits):
        shown = f"{result.outcome().message(book.name)}\n\nGo on?"
        if book.app.alert(shown, title=NAME, buttons="yes_no", mode="info") != "yes":
            return None
    if result.waits_for_loss_only:
        accepted = replace(how.told, accept_loss=True)
        result = import_rows(plan, table.name, source, accepted, origin)
    outcome = result.outcome()
    outcome = replace(outcome, lines=tuple(filter(None, (before, *outcome.lines))))
    if result.waits:
        return outcome
    plan.apply(f"{NAMED['import_'].undo} {sheet}")
    if not result.taken.left_out:
        return outcome
    rows = [(one.row, one.cells, one.reason) for one in result.taken.left_out]
    kept = write_left_out(Path(book.fullname), source.name, result.headers, rows)
    return replace(outcome, next_step=f"What stays out is in {kept.name}.")


def refresh(book: xw.Book, progress: Progress, now: dt.datetime) -> Outcome | None:
    """Every file of sheet Sources, read again."""
    here = Path(book.fullname)

    def read(place: str, how: Remembered) -> tuple[Source, str]:
        file = file_at(place, here)
        return read_source(file, how.sheet, how.encoding), fingerprint(file)

    plan = Live(book)
    done = refresh_sources(plan, read, now.date(), progress)
    outcome = done.outcome()
    if not outcome.changed:
        return outcome
    if any(one.asks for one in done.taken.values()):
        shown = f"{outcome.message(book.name)}\n\nGo on?"
        if book.app.alert(shown, title=NAME, buttons="yes_no", mode="info") != "yes":
            return None
    plan.apply(NAMED["refresh"].undo)
    for label, one in done.taken.items():
        rows = [(row.row, row.cells, row.reason) for row in one.taken.left_out]
        if rows:
            write_left_out(here, label.partition(" → ")[0], one.headers, rows)
    return outcome


def scenarios(book: xw.Book, progress: Progress, now: dt.datetime) -> Outcome:
    """All goals worked out anew, and the comparison."""
    plan = Live(book)
    done = NAMED["regenerate"].run(plan, {}, progress, now)
    plan.apply(NAMED["scenarios"].undo)
    compared = compare(Live(book)).outcome()
    return replace(done, lines=(*done.lines, compared.title, *compared.lines))


def send(book: xw.Book, progress: Progress, now: dt.datetime) -> Outcome | None:
    """A file and an e-mail for each rep, in a folder."""
    plan, utc = Live(book), now.astimezone(dt.UTC).replace(tzinfo=None)
    found = prepared_files(plan, [], utc, lambda: secrets.token_hex(24), progress)
    folder = ask_folder(book, "The folder for the reps' files")
    if not folder:
        return None
    plan.apply(NAMED["send_rep_files"].undo)
    here = now.replace(tzinfo=None)
    written = write_rep_files(Path(folder), found.files, here, mails=True, progress=progress)
    outcome = sent(found, folder, [one.told() for one in written], mails=True)
    save = "Save the plan: it holds the seal by which the answers are known again."
    return replace(outcome, next_step=save)


def collect(book: xw.Book, progress: Progress, now: dt.datetime) -> Outcome | None:
    """What the reps answered in the files that came back."""
    picked = ask_paths(book, "The files that came back", RETURNED)
    if not picked:
        return None
    plan, utc = Live(book), now.astimezone(dt.UTC).replace(tzinfo=None)
    with opened_inbox([Path(path) for path in picked]) as inbox:
        returned = read_rep_files(inbox.paths, progress, names=inbox.names)
    found = collected_answers(plan, [*returned, *inbox.refused], utc, progress)
    if found.changed:
        plan.apply(NAMED["collect_rep_files"].undo)
    return collected(found, inbox.passed)


def log(book: xw.Book, progress: Progress, now: dt.datetime) -> Outcome:
    """An hour of coaching today, with the rep in whose row the user is."""
    plan = Live(book)
    rep = mine.rep_in_row(plan, *picked_place(book))
    outcome = log_event(plan, now.date(), "Coaching", rep=rep, hours=1.0)
    plan.apply(NAMED["log"].undo)
    return outcome


def calendar(book: xw.Book, progress: Progress, now: dt.datetime) -> Outcome | None:
    """The events of a calendar that belong in the log, taken if the user says so."""
    picked = ask_path(book, "A calendar, exported as .ics", "*.ics")
    if not picked:
        return None
    plan, today = Live(book), now.date()
    progress(f"Reading {Path(picked).name}", 0.0)
    events = read_calendar(Path(picked), mine.wanted_events(plan, today))
    found = mine.found_in(plan, events, today)
    outcome = seen_in_calendar(found)
    if not outcome.changed:
        return outcome
    shown = f"{outcome.message(book.name)}\n\nTake them?"
    if book.app.alert(shown, title=NAME, buttons="yes_no", mode="info") != "yes":
        return None
    taken = mine.take_events(plan, found)
    plan.apply(NAMED["calendar"].undo)
    return Outcome(f"{taken} rows of My log are new or moved.")


def print_report(book: xw.Book, progress: Progress, now: dt.datetime) -> Outcome | None:
    """The plan as a PDF, where the user wants it."""
    made = pages.report(Live(book))
    picked = ask_path(book, "Where the report goes", "*.pdf", save=f"{made.name}.pdf")
    if not picked:
        return None
    pdf = Path(picked).with_suffix(".pdf")
    progress(f"Printing {pdf.name}", 0.5)
    with tempfile.TemporaryDirectory(prefix="xlgoals-report-") as folder:
        workbook = Path(folder) / "report.xlsx"
        write_report(workbook, made, created=now.replace(microsecond=0, tzinfo=None))
        print_workbook(book, workbook, pdf)
    return printed(pdf.name, len(made.pages))


def help_(book: xw.Book, progress: Progress, now: dt.datetime) -> Outcome:
    """What the plan's next step is, and where to look when something does not work."""
    lines = ["", _next_step(book)]
    failure = ""
    with suppress(Exception):  # only Excel knows why its last call of a function failed
        failure = str(book.macro("GoalsFailure")() or "")
    if failure:
        lines.append(f"The last function could not be worked out: {failure}")
    hint = "Something does not work? In a terminal, run: xlgoals doctor"
    return Outcome(f"xlgoals {__version__}", (*lines, hint, f"The log is {messages.LOG}."))


def _next_step(book: xw.Book) -> str:
    """The step that sheet Start marks as next."""
    if "Start" not in [sheet.name for sheet in book.sheets]:
        return "This workbook is no plan; press New plan to make one."
    labels = book.sheets["Start"].range((11, 2), (10 + len(STEPS), 6)).value
    marked = [row for row in labels if row[4] == NEXT]
    return f"Next: {marked[0][0]}. {marked[0][1]}" if marked else "All steps are done."


BY_VERB: dict[str, Asking] = {
    "new_plan": make_plan,
    "import_": bring_in,
    "refresh": refresh,
    "scenarios": scenarios,
    "send_rep_files": send,
    "collect_rep_files": collect,
    "log": log,
    "calendar": calendar,
    "report": print_report,
    "help_": help_,
}
"""What asks first; every other button runs its verb at once."""
