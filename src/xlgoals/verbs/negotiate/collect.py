"""Collecting: what came back from the reps, taken as far as it holds, and told file by file."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlgoals.domain.events import Event
from xlgoals.domain.problems import Problem, named
from xlgoals.negotiation.log_text import shown
from xlgoals.negotiation.session import Session, keep, take
from xlgoals.tables.returned_file import Answers, Returned, Unread
from xlgoals.tables.workbook import Progress, Workbook
from xlgoals.verbs.negotiate.check_returned_file import Verdict, verdict
from xlgoals.verbs.negotiate.orders import settle
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_sheets import typed_so_far
from xlgoals.verbs.negotiate.send import Seal, seal_of
from xlgoals.verbs.one_pass import one_pass

TAKEN, NOTHING_NEW, REFUSED = "taken", "nothing new", "refused"


@dataclass(frozen=True)
class FileReport:
    """What became of one file."""

    file: str
    rep: str
    """Empty where it is not known whose it is."""
    outcome: str
    """``taken``, ``nothing new`` or ``refused``."""
    sentence: str
    notes: tuple[str, ...] = ()
    """Of single goals that were not taken."""
    echo: tuple[str, ...] = ()
    """What was written, where nothing of it went into the log."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Collected:
    """What became of all files."""

    reports: tuple[FileReport, ...]
    """In the order in which the files were given."""
    changed: bool
    """Whether the plan changed."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Answers that could not be read."""
        return tuple(problem for report in self.reports for problem in report.problems)

    @property
    def refused(self) -> bool:
        """Whether anything was not taken."""
        return any(one.outcome == REFUSED or one.notes for one in self.reports)


@one_pass
def collect(
    workbook: Workbook,
    files: Sequence[Returned],
    now: dt.datetime,
    progress: Progress | None = None,
) -> Collected:
    """Take what the reps answered; the log, Team, Balance and the reps' sheets follow.

    It does not matter in which order files come, nor how often: of two answers to the same goal
    the one counts that was saved last.

    Args:
        files: What was read.
        now: In UTC.
        progress: Told what is being done.

    Errors:
        InputError: the plan has no goals yet.
    """
    start = session = read_session(workbook)
    seal = seal_of(workbook)
    reports: dict[int, FileReport] = {
        at: FileReport(one.file, "", REFUSED, one.why)
        for at, one in enumerate(files)
        if isinstance(one, Unread)
    }
    for wave in _waves(files):
        session, found = _take_all(session, seal, wave, now)
        reports |= found
    if session.log != start.log:
        if progress:
            progress("Writing what was taken", 0.9)
        typed = typed_so_far(workbook, start)
        settle(workbook, session, now, typed, since=len(start.log))
    return Collected(tuple(reports[at] for at in sorted(reports)), session.log != start.log)


Numbered = tuple[int, Answers]


def _waves(files: Sequence[Returned]) -> list[list[Numbered]]:
    """Files that can be taken together, since each is of another rep; older ones come first."""
    read = [(at, one) for at, one in enumerate(files) if isinstance(one, Answers)]
    waves: list[list[Numbered]] = []
    seen: dict[str, int] = {}
    for at, one in sorted(read, key=lambda pair: (pair[1].saved, pair[1].file)):
        whose = one.stamp.split(";", 5)[-1]
        number = seen[whose] = seen.get(whose, -1) + 1
        if number == len(waves):
            waves.append([])
        waves[number].append((at, one))
    return waves


def _take_all(
    session: Session, seal: Seal, wave: Sequence[Numbered], now: dt.datetime
) -> tuple[Session, dict[int, FileReport]]:
    """The session after some files, no two of the same rep, and what became of each."""
    verdicts = {at: (one, verdict(session, seal, one, now)) for at, one in wave}
    wishes = [wish for _, what in verdicts.values() for wish in what.say]
    done = take(session, wishes, now, keep=False)
    refused = [*done.refused, *(pair for _, what in verdicts.values() for pair in what.keep)]
    after = keep(done.session, refused, now)
    reports = {}
    for at, (one, what) in verdicts.items():
        taken = [event for event in done.taken if event.rep_id == what.rep_id]
        more = [why for wish, why in done.refused if wish.rep_id == what.rep_id]
        seen = replace(what, notes=(*what.notes, *more))
        reports[at] = _report(session, one, seen, taken)
    return after, reports


def _report(session: Session, one: Answers, what: Verdict, taken: Sequence[Event]) -> FileReport:
    """What became of one file."""
    rep = session.name(what.rep_id) if what.rep_id else ""
    whose = f"{one.file} ({rep})" if rep else one.file
    rest = FileReport(one.file, rep, "", "", what.notes, what.echo, what.problems)
    if what.why:
        kept = " What was written in it is kept in the log." if what.keep else ""
        kept = " What was written in it is shown here." if what.echo else kept
        return replace(rest, outcome=REFUSED, sentence=f"{whose} was not taken: {what.why}.{kept}")
    if taken:
        units = session.lines.get(what.rep_id, {})
        words = [
            f"{event.label} {shown(event.value, units.get(event.goal, ''))}"
            for event in taken
            if event.goal
        ]
        return replace(rest, outcome=TAKEN, sentence=f"{whose}: taken – {named(words, 3)}.")
    if what.notes or what.problems:
        sentence = f"{whose}: nothing could be taken. What was written in it is kept in the log."
        return replace(rest, outcome=REFUSED, sentence=sentence)
    return replace(rest, outcome=NOTHING_NEW, sentence=f"{whose}: nothing new.")
