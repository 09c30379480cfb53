"""What the buttons of a negotiation do with the open workbook; each returns what to tell."""

import datetime as dt
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from xlgoals import verbs
from xlgoals.hosts.fresh.rep_file import write_rep_files
from xlgoals.hosts.live import Live, ask_folder, ask_paths
from xlgoals.hosts.sandbox.reading import read_rep_files, rep_file_paths
from xlgoals.ribbon.messages import to_front, utc_now, with_problems
from xlgoals.tables.workbook import Progress

if TYPE_CHECKING:
    import xlwings as xw

SHOWN = 8
"""So many lines are told; the sheets tell the rest."""


def rep_sheets(book: "xw.Book", watch: Progress) -> str:
    """Make the sheet of every rep, and bring the first to the front."""
    plan = Live(book)
    made = verbs.make_sheets(plan, progress=watch)
    plan.apply("Rep sheets")
    to_front(book, made[0][1])
    many = "One sheet is" if len(made) == 1 else f"{len(made)} sheets are"
    return f"{many} ready: what is suggested, and room for what both sides say. Next: Propose."


def propose(book: "xw.Book", watch: Progress) -> str:
    """Propose what is suggested to the rep whose sheet is in front, or to everybody."""
    plan = Live(book)
    found = verbs.carry_out(plan, verbs.Order("propose", _in_front(plan, book)), utc_now())
    watch("Writing the sheets", 0.6)
    plan.apply("Propose")
    return _told(found)


def record(book: "xw.Book", watch: Progress) -> str:
    """Take what was typed into the reps' sheets into the log."""
    plan = Live(book)
    done = verbs.record(plan, utc_now())
    watch("Writing the sheets", 0.6)
    plan.apply("Record")
    said = _told(done.taken)
    if not done.taken.taken and not done.taken.refused and not done.problems:
        return "Nothing new was typed into the reps' sheets."
    return "\n".join([said, *(str(problem) for problem in done.problems[:SHOWN])]).strip()


def agree(book: "xw.Book", watch: Progress) -> str:
    """Accept what the rep whose sheet is in front has answered."""
    plan = Live(book)
    rep = _in_front(plan, book)
    if rep == verbs.ALL:
        return "Go to the sheet of the rep with whom you agree, and press Agree there."
    found = verbs.carry_out(plan, verbs.Order("agree", rep), utc_now())
    watch("Writing the sheets", 0.6)
    plan.apply("Agree")
    return _told(found)


def fit(book: "xw.Book", watch: Progress) -> str:
    """Propose activities, products and territories that fit the revenue of the rep in front."""
    plan = Live(book)
    rep = _in_front(plan, book)
    if rep == verbs.ALL:
        return "Go to the sheet of the rep whose goals shall fit, and press Fit to revenue there."
    found = verbs.fit(plan, rep, utc_now())
    watch("Writing the sheets", 0.6)
    plan.apply("Fit to revenue")
    return _told(found) or "The goals fit the revenue already."


def send_rep_files(book: "xw.Book", watch: Progress) -> str:
    """Write the files; returns what to tell, nothing where no folder was picked."""
    plan = Live(book)
    found = verbs.send(plan, [], utc_now(), lambda: secrets.token_hex(24), watch)
    folder = ask_folder(book, "The folder for the reps' files")
    if not folder:
        return ""
    plan.apply("Send rep files")
    now = dt.datetime.now()
    written = write_rep_files(Path(folder), found.files, now, mails=True, progress=watch)
    problems = [one.failed for one in written if one.failed]
    problems += [str(problem) for problem in verbs.address_problems(found)]
    done = sum(not one.failed for one in written)
    lines = [
        f"{done} file{'s' * (done != 1)} in {folder}, each with an e-mail that opens in your mail "
        "program. Save the plan: it holds the seal by which the answers are known again.",
        *found.notes,
    ]
    return with_problems("\n".join(lines), problems)


def collect_rep_files(book: "xw.Book", watch: Progress) -> str:
    """Take the answers; returns what to tell, nothing where no file was picked."""
    picked = ask_paths(book, "The files that came back", "*.xlsx;*.xlsm;*.xls;*.xlsb;*.ods")
    if not picked:
        return ""
    plan = Live(book)
    returned = read_rep_files(rep_file_paths([Path(path) for path in picked]), watch)
    found = verbs.collect(plan, returned, utc_now(), watch)
    if found.changed:
        plan.apply("Collect rep files")
    lines = []
    for one in found.reports:
        lines.append(one.sentence)
        lines += [f"    {line}" for line in (*one.notes, *one.echo, *map(str, one.problems))]
    many = len(picked)
    return with_problems(f"{many} file{'s' * (many != 1)} read.", lines)


def _in_front(plan: Live, book: "xw.Book") -> str:
    """The rep whose sheet is in front; all where it is another sheet."""
    front = book.sheets.active.name
    named = {sheet: rep_id for rep_id, sheet in verbs.rep_sheets(plan).items()}
    return named.get(front, verbs.ALL)


def _told(found: "verbs.Taken") -> str:
    """What became of some steps, as far as a message box has room."""
    lines = verbs.told(found)
    more = len(lines) - SHOWN
    return "\n".join([*lines[:SHOWN], *([f"… and {more} more."] if more > 0 else [])])
