"""What is told where a verb reads or writes files that terminal or ribbon asked for."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from xlgoals.tables.returned_file import Unread
from xlgoals.verbs.mine.calendar import Found, told, told_rows
from xlgoals.verbs.negotiate.collect import Collected
from xlgoals.verbs.negotiate.send import Sent, address_problems
from xlgoals.verbs.outcome import Outcome

MARKS = {"taken": "✓", "nothing new": "–", "refused": "!"}


def sent(
    found: Sent, folder: str, files: Sequence[Mapping[str, str | None]], mails: bool
) -> Outcome:
    """The reps' files as they were written.

    Args:
        found: What was to be written.
        folder: Where.
        files: For each: rep_id, path, mail, kept (where the one before is now), failed (why).
        mails: Whether each has an e-mail.
    """
    failed = [str(one["failed"]) for one in files if one["failed"]]
    kept = [
        f"{Path(str(one['path'])).name}: the one that was there is now {Path(one['kept']).name}."
        for one in files
        if one["kept"]
    ]
    done = len(files) - len(failed)
    mail = ["Each has an e-mail that opens in your mail program."] if mails and done else []
    problems = address_problems(found) if mails else ()
    return Outcome(
        f"{_files(done)} in {folder}, ready to be sent.",
        (*mail, *found.notes),
        (*failed, *kept),
        problems=problems,
        refused=bool(failed),
        data={
            "files": [{"file": one["path"], **one} for one in files],
            "notes": found.notes,
            "problems": problems,
        },
    )


def collected(found: Collected, passed: Sequence[Unread] = ()) -> Outcome:
    """What became of the files that came back.

    Args:
        found: Of those that were read.
        passed: Files that were passed over, and why.
    """
    details: list[str] = []
    for one in found.reports:
        details.append(f"{MARKS[one.outcome]} {one.sentence}")
        details += [f"    {line}" for line in (*one.notes, *one.echo, *map(str, one.problems))]
    details += [f"{MARKS['nothing new']} {one.why}" for one in passed]
    more = f", {len(passed):,} passed over" if passed else ""
    return Outcome(
        f"{_files(len(found.reports))} read{more}.",
        details=tuple(details),
        refused=bool(found.refused or found.problems),
        changed=found.changed,
        data={"files": found.reports, "passed_over": [*passed], "changed": found.changed},
    )


def seen_in_calendar(found: Found) -> Outcome:
    """The events of a calendar that belong in the log, before any is taken."""
    title, *lines = told(found)
    rows = tuple(told_rows(found))
    return Outcome(title, tuple(lines), rows, changed=bool(rows))


def printed(where: str, parts: int) -> Outcome:
    """A report that was made."""
    return Outcome(f"{where} is ready: {parts} parts.", changed=False)


def _files(count: int) -> str:
    """So many files."""
    return f"{count:,} file{'s' * (count != 1)}"
