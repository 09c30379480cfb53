"""Refresh: every file that was brought in is read again, as it was read the last time."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from xlgoals.domain.errors import InputError, XlgoalsError
from xlgoals.domain.problems import first, named
from xlgoals.intake.told_text import Remembered, from_text
from xlgoals.tables.sheets import sources
from xlgoals.tables.source import Source
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Progress, Workbook
from xlgoals.verbs.import_rows import Imported, import_rows, input_table
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome
from xlgoals.verbs.sources import Origin, remove

Reader = Callable[[str, Remembered], tuple[Source, str]]
"""Reads a file by its place, seen from the plan; returns it and the fingerprint of its content."""


@dataclass(frozen=True)
class Refreshed:
    """What became of each source."""

    read: dict[str, Imported] = field(default_factory=dict)
    """Source and table → what its rows did, or what has to be said first."""
    same: tuple[str, ...] = ()
    """Sources whose file is what it was."""
    failed: dict[str, str] = field(default_factory=dict)
    """Sources that could not be read, and why."""
    removed: tuple[str, ...] = ()
    """What was taken out, in sentences."""

    @property
    def taken(self) -> dict[str, Imported]:
        """The sources whose rows went into the plan."""
        return {name: done for name, done in self.read.items() if not done.waits}

    def outcome(self) -> Outcome:
        """What became of each, in sentences."""
        waiting = len(self.read) - len(self.taken)
        title = f"{len(self.taken):,} of {self.total:,} sources were read again."
        lines = [*self.removed]
        lines += [f"{named(self.same)}: as before."] if self.same else []
        for name, done in self.read.items():
            outcome = done.outcome()
            lines += [f"{name} – {outcome.title}"]
            more = outcome.lines if done.waits else first([f"{month}." for month in done.months])
            lines += [f"  {line}" for line in more]
        lines += [f"{name} – {reason}" for name, reason in self.failed.items()]
        problems = tuple(p for done in self.read.values() for p in done.problems)
        return Outcome(
            title,
            tuple(lines),
            problems=problems,
            refused=bool(waiting or self.failed),
            changed=bool(self.taken or self.removed),
            data={
                "read": {name: done.outcome().data for name, done in self.read.items()},
                "as_before": self.same,
                "failed": self.failed,
                "removed": self.removed,
            },
        )

    @property
    def total(self) -> int:
        """How many sources there were to read."""
        return len(self.read) + len(self.same) + len(self.failed)


@one_pass
def refresh_sources(
    workbook: Workbook, read: Reader, today: dt.date, progress: Progress, only: str = ""
) -> Refreshed:
    """Read every source again; one that cannot be read stops no other.

    Args:
        workbook: The plan.
        read: Reads a file.
        today: The day to note.
        progress: Told which one is being read.
        only: The name of one source.

    Errors:
        InputError: there is no source, or none of that name.
    """
    rows = typed_rows(workbook, sources.TABLE)[1].to_dict("records")
    names = list(dict.fromkeys(str(row["source"]) for row in rows))
    if not names:
        raise InputError("No file was brought into this plan yet: import one first.")
    if only and only not in names:
        raise InputError(f"There is no source “{only}”; there are {named(names)}.")
    wanted = [row for row in rows if only in ("", row["source"])]
    gone = list(
        dict.fromkeys(str(row["source"]) for row in wanted if row["on_refresh"] == sources.REMOVE)
    )
    done = Refreshed(removed=tuple(remove(workbook, name) for name in gone))
    again = [row for row in wanted if row["on_refresh"] in ("", sources.READ)]
    for at, row in enumerate(again):
        name, place = str(row["source"]), str(row["file"])
        progress(f"Reading {name}", at / len(again))
        label = f"{name} → {row['table']}"
        if not place:
            why = "its rows came from several files added up; import them one by one."
            done = replace(done, failed={**done.failed, label: why})
            continue
        try:
            how = from_text(str(row["options"]), name)
            table = input_table(str(row["table"]))
            source, fingerprint = read(place, how)
            if fingerprint == row["fingerprint"]:
                done = replace(done, same=(*done.same, label))
                continue
            origin = Origin(name, True, place, fingerprint, how, today)
            result = import_rows(workbook, table.name, source, how.told, origin)
        except XlgoalsError as error:
            done = replace(done, failed={**done.failed, label: str(error)})
            continue
        done = replace(done, read={**done.read, label: result})
    return done
