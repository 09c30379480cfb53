"""What the buttons of a negotiation do with the open workbook; each returns what to tell."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from xlgoals import actions
from xlgoals.hosts.live import Live

if TYPE_CHECKING:
    import xlwings as xw

Watch = Callable[[str, float], None]
SHOWN = 8
"""So many lines are told; the sheets tell the rest."""


def rep_sheets(book: "xw.Book", watch: Watch) -> str:
    """Make the sheet of every rep, and bring the first to the front."""
    plan = Live(book)
    made = actions.make_sheets(plan, progress=watch)
    plan.apply("Rep sheets")
    with suppress(Exception):  # where the program does not let us, the user finds it alone
        book.sheets[made[0][1]].impl.activate()
    many = "One sheet is" if len(made) == 1 else f"{len(made)} sheets are"
    return f"{many} ready: what is suggested, and room for what both sides say. Next: Propose."


def propose(book: "xw.Book", watch: Watch) -> str:
    """Propose what is suggested to the rep whose sheet is in front, or to everybody."""
    plan = Live(book)
    found = actions.carry_out(plan, actions.Order("propose", _in_front(plan, book)), _now())
    watch("Writing the sheets", 0.6)
    plan.apply("Propose")
    return _told(found)


def record(book: "xw.Book", watch: Watch) -> str:
    """Take what was typed into the reps' sheets into the log."""
    plan = Live(book)
    done = actions.record(plan, _now())
    watch("Writing the sheets", 0.6)
    plan.apply("Record")
    said = _told(done.found)
    if not done.found.taken and not done.found.refused and not done.problems:
        return "Nothing new was typed into the reps' sheets."
    return "\n".join([said, *(str(problem) for problem in done.problems[:SHOWN])]).strip()


def agree(book: "xw.Book", watch: Watch) -> str:
    """Accept what the rep whose sheet is in front has answered."""
    plan = Live(book)
    rep = _in_front(plan, book)
    if rep == actions.ALL:
        return "Go to the sheet of the rep with whom you agree, and press Agree there."
    found = actions.carry_out(plan, actions.Order("agree", rep), _now())
    watch("Writing the sheets", 0.6)
    plan.apply("Agree")
    return _told(found)


def fit(book: "xw.Book", watch: Watch) -> str:
    """Propose activities, products and territories that fit the revenue of the rep in front."""
    plan = Live(book)
    rep = _in_front(plan, book)
    if rep == actions.ALL:
        return "Go to the sheet of the rep whose goals shall fit, and press Fit to revenue there."
    found = actions.fit(plan, rep, _now())
    watch("Writing the sheets", 0.6)
    plan.apply("Fit to revenue")
    return _told(found) or "The goals fit the revenue already."


def _in_front(plan: Live, book: "xw.Book") -> str:
    """The rep whose sheet is in front; all where it is another sheet."""
    front = book.sheets.active.name
    named = {sheet: rep_id for rep_id, sheet in actions.rep_sheets(plan).items()}
    return named.get(front, actions.ALL)


def _told(found: "actions.Taken") -> str:
    """What became of some steps, as far as a message box has room."""
    lines = actions.told(found)
    more = len(lines) - SHOWN
    return "\n".join([*lines[:SHOWN], *([f"… and {more} more."] if more > 0 else [])])


def _now() -> dt.datetime:
    """Now, in UTC, as the log has it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
