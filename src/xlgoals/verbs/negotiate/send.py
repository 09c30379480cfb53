"""Sending: one file for each rep, with their own goals and nothing of anyone else's."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem, quoted
from xlgoals.negotiation.rules import DRAFT
from xlgoals.negotiation.session import Session
from xlgoals.negotiation.stamp import stamped
from xlgoals.negotiation.status_words import OTHERWISE
from xlgoals.tables.cell_text import clean
from xlgoals.tables.mail_address import sound_address
from xlgoals.tables.returned_file import RepFile
from xlgoals.tables.safe_names import file_name
from xlgoals.tables.sheets import negotiation_log as log_sheet
from xlgoals.tables.sheets import reps, settings
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Progress, Workbook
from xlgoals.verbs.negotiate.evidence import Evidence, read_evidence
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_file_contents import rep_view
from xlgoals.verbs.negotiate.rep_sheet_input import read_sheets
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.plan import read_settings

Secret = Callable[[], str]
"""Gives a text that nobody can guess, another one each time."""


@dataclass(frozen=True)
class Sent:
    """The files to write, and what the manager should know of them."""

    files: tuple[RepFile, ...]
    notes: tuple[str, ...]
    """A sentence each."""
    rows: Mapping[str, int]
    """Row of each rep on sheet Reps."""


@dataclass(frozen=True)
class Seal:
    """The plan's own name in rep files, and its secret; both empty before the first is sent."""

    plan: str
    secret: str


def seal_of(workbook: Workbook) -> Seal:
    """The seal as the plan holds it."""
    plan, secret = workbook.cells(log_sheet.SHEET.name, [log_sheet.PLAN, log_sheet.SEAL])
    return Seal(clean(plan), clean(secret))


@one_pass
def send(
    workbook: Workbook,
    wanted: Sequence[str],
    now: dt.datetime,
    secret: Secret,
    progress: Progress | None = None,
) -> Sent:
    """The files for some reps, or for all. What was typed and not recorded is not in them.

    The plan has to be saved before the files are given away: it holds the seal.

    Args:
        wanted: Names or ids; none means everybody.
        now: In UTC.
        secret: Makes the seal where the plan has none yet.

    Errors:
        InputError: a rep is unknown, or nothing was proposed to any of them.
    """
    session, evidence = read_session(workbook), read_evidence(workbook)
    meant = [session.rep(one) for one in wanted] or session.reps[REP_ID].tolist()
    notes = [*_unrecorded(workbook, session, meant), *_dropped(session, meant)]
    ready = []
    for rep_id in dict.fromkeys(meant):
        why_not = _why_not(session, rep_id, now)
        if why_not:
            notes.append(why_not)
        else:
            ready.append(rep_id)
    if not ready:
        raise InputError(" ".join(notes) or "There is nobody to send a file to.")
    seal = _sealed(workbook, secret)
    title = clean(str(read_settings(typed_rows(workbook, settings.TABLE)[1])[0]["Plan name"]))
    files: list[RepFile] = []
    for at, rep_id in enumerate(ready):
        if progress:
            progress(f"Preparing the file of {session.name(rep_id)}", at / len(ready))
        taken = [file.name for file in files]
        files.append(_file(session, rep_id, evidence, seal, title, taken))
    rows = dict(zip(session.reps[REP_ID], session.reps["row"].astype(int), strict=True))
    return Sent(tuple(files), (*notes, *_mentions(session, files)), rows)


def address_problems(found: Sent) -> tuple[Problem, ...]:
    """Reps whose e-mail address is missing or odd, so that their e-mail is addressed to nobody."""
    wanted = "an e-mail address, such as anna@example.com"
    return tuple(
        Problem(reps.SHEET.name, found.rows[file.rep_id], "E-mail", quoted(file.email), wanted)
        for file in found.files
        if not sound_address(file.email)
    )


def _unrecorded(workbook: Workbook, session: Session, meant: Sequence[str]) -> list[str]:
    """Whose sheets hold something that is not in the log."""
    found = [one for one in read_sheets(workbook, session) if one.rep_id in set(meant)]
    return [
        f"{one.name}: {len(one.typed)} of the cells typed there are not recorded yet, so they are "
        "not in the file; record them and send again."
        for one in found
        if one.typed
    ]


def _dropped(session: Session, meant: Sequence[str]) -> list[str]:
    """Whose files leave out goals that were talked about, since their metric is gone."""
    left_out = {rep_id: [goal.label for goal in session.dropped(rep_id)] for rep_id in meant}
    return [
        f"{session.name(rep_id)}: not in the file, though talked about: {', '.join(goals)}, whose "
        "metric is gone or not negotiated any more; see xlgoals check."
        for rep_id, goals in left_out.items()
        if goals
    ]


def _why_not(session: Session, rep_id: str, now: dt.datetime) -> str:
    """Why a rep gets no file; empty where one is due."""
    name = session.name(rep_id)
    day = left(session, rep_id, now)
    if day:
        return f"{name} left on {day}: no file was made."
    lines = session.of(rep_id).lines
    changed = [goal.label for goal, x in lines.items() if x.outdated and x.state != DRAFT]
    if changed:
        return (
            f"{name}: no file was made, for the talks were about {', '.join(changed)}, "
            f"{OTHERWISE}; reopen where it is agreed and propose it anew, or put the definition "
            "back on sheet Metrics chosen."
        )
    if all(line.state == DRAFT for line in lines.values()):
        return f"{name}: nothing is proposed yet, so no file was made."
    return ""


def left(session: Session, rep_id: str, now: dt.datetime) -> str:
    """The day on which a rep left; empty for one who is here."""
    day = session.reps.loc[session.reps[REP_ID] == rep_id, "left"].iloc[0]
    gone = not pd.isna(day) and pd.Timestamp(day) <= pd.Timestamp(now)
    return f"{pd.Timestamp(day):%Y-%m-%d}" if gone else ""


def _sealed(workbook: Workbook, secret: Secret) -> Seal:
    """The plan's seal, made where there is none."""
    seal = seal_of(workbook)
    if seal.plan and seal.secret:
        return seal
    fresh = Seal(seal.plan or secret()[:12], secret())
    cells = {log_sheet.PLAN: fresh.plan, log_sheet.SEAL: fresh.secret}
    workbook.write_cells(log_sheet.SHEET.name, cells)
    return fresh


def _file(
    session: Session, rep_id: str, evidence: Evidence, seal: Seal, title: str, taken: Sequence[str]
) -> RepFile:
    """One rep's file."""
    shown, now, rep = rep_view(session, rep_id, evidence), session.of(rep_id), session.name(rep_id)
    own = session.reps[session.reps[REP_ID] == rep_id].iloc[0]
    return RepFile(
        rep_id,
        rep,
        file_name(f"{rep} - {title} - round {now.round}", taken),
        title,
        evidence.period,
        now.round,
        clean(own["e_mail"]),
        str(stamped(seal.secret, seal.plan, rep_id, session.events_of(rep_id))),
        **vars(shown),
    )


def _mentions(session: Session, files: Sequence[RepFile]) -> list[str]:
    """Whose file names another rep, in words that the manager wrote."""
    names = {name for name in session.reps["rep"] if len(name) > 2}
    if not names:
        return []
    longest_first = sorted(names, key=len, reverse=True)
    anybody = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in longest_first))
    notes = []
    for file in files:
        text = "\n".join(cell for cell in file.goals.values() if isinstance(cell, str))
        others = sorted(set(anybody.findall(text)) - {file.rep})
        if others:
            notes.append(
                f"The file of {file.rep} names {', '.join(others)}, in a reason that you wrote; "
                "change it there if it should not, and send again."
            )
    return notes
