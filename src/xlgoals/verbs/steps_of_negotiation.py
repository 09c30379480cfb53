"""The steps of a negotiation as verbs: what was asked for, taken, and what became of it."""

import datetime as dt
from functools import partial
from typing import Any

from xlgoals.domain.errors import InputError
from xlgoals.domain.people import ALL
from xlgoals.negotiation.outcome_sentences import told
from xlgoals.negotiation.rules import MANAGER, REP
from xlgoals.tables.cell_values import Habits, convert
from xlgoals.tables.dates import parse_date
from xlgoals.tables.language import Column, Kind
from xlgoals.tables.workbook import Progress, Workbook
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.rep_sheet_actions import fit, make_sheets, record
from xlgoals.verbs.negotiate.status import Listing, negotiation_log, negotiation_status
from xlgoals.verbs.outcome import Outcome, TextRows


def sheets(workbook: Workbook, rep: str, progress: Progress) -> Outcome:
    """Sheets of reps, made or brought up to date."""
    made = make_sheets(workbook, rep, progress)
    many = "One sheet is" if len(made) == 1 else f"{len(made)} sheets are"
    return Outcome(
        f"{many} ready: what is suggested, and room for what both sides say.",
        details=tuple(name for _, name in made),
        front=made[0][1],
        next_step="Next: Propose.",
    )


def _step(action: str, workbook: Workbook, utc: dt.datetime, **typed: Any) -> Outcome:
    """One step for one rep or for all; ``typed`` has what the verb's declaration asks for."""
    order = Order(
        action,
        typed["rep"],
        typed.get("goal", ALL),
        _number(typed.get("value", "")),
        typed.get("why", ""),
        typed.get("signer", ""),
        _month(typed.get("valid_from", "")),
        REP if typed.get("by_rep", action == "counter") else MANAGER,
    )
    taken = carry_out(workbook, order, utc)
    lines = told(taken)
    title = "" if lines else f"There is nothing new to {action}: all of it stands there already."
    return Outcome(title, details=tuple(lines), refused=bool(taken.refused))


propose = partial(_step, "propose")
counter = partial(_step, "counter")
agree = partial(_step, "agree")
withdraw = partial(_step, "withdraw")
escalate = partial(_step, "escalate")
reopen = partial(_step, "reopen")
sign = partial(_step, "sign")
amend = partial(_step, "amend")


def record_typed(workbook: Workbook, utc: dt.datetime) -> Outcome:
    """What was typed into the reps' sheets, taken into the log."""
    recorded = record(workbook, utc)
    lines = told(recorded.taken)
    title = "" if lines or recorded.problems else "Nothing new was typed into the reps' sheets."
    return Outcome(
        title,
        details=tuple(lines),
        problems=recorded.problems,
        refused=bool(recorded.taken.refused),
    )


def fit_to_revenue(workbook: Workbook, utc: dt.datetime, rep: str) -> Outcome:
    """Activities, products and territories that fit the revenue goal, proposed."""
    lines = told(fit(workbook, rep, utc))
    return Outcome("" if lines else "The goals fit the revenue already.", details=tuple(lines))


def status(workbook: Workbook, utc: dt.datetime, rep: str) -> Outcome:
    """Where every negotiation stands."""
    return _listed(negotiation_status(workbook, rep, utc))


def log(workbook: Workbook, rep: str) -> Outcome:
    """Everything that was said, in order."""
    return _listed(negotiation_log(workbook, rep))


def _listed(listing: Listing) -> Outcome:
    """A table that is shown and changes nothing."""
    heads = listing.heads
    return Outcome(
        "",
        tables=(TextRows(heads, listing.rows),),
        changed=False,
        data=[dict(zip(heads, row, strict=True)) for row in listing.values],
    )


def _month(text: str) -> str:
    """A month as the log has it; blank where none is typed."""
    try:
        return f"{parse_date(text):%Y-%m}" if text else ""
    except ValueError:
        raise InputError(f"“{text}” is no month; write it like 2027-06.") from None


def _number(text: str) -> float:
    """A value as it is typed; NaN where none is."""
    if not text.strip():
        return float("nan")
    series, flaws = convert(Column("Value", Kind.NUMBER, ""), [text], Habits())
    if flaws:
        raise InputError(f"{flaws[0].found} is no value; wanted {flaws[0].wanted}.")
    return float(series.iloc[0])
