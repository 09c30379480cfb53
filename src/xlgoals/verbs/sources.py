"""Sources: what a file brought is known again, so that it can be read again or taken out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.problems import Problem, named, quoted
from xlgoals.intake import merge_rows
from xlgoals.intake.earlier_rows import SOURCE
from xlgoals.intake.months_of_rows import months_of
from xlgoals.intake.told_text import Remembered, as_text, from_text
from xlgoals.tables.chosen_metrics import fitting, read_metrics
from xlgoals.tables.language import NUMERIC, Table
from xlgoals.tables.sheets import INPUT_TABLES, sources
from xlgoals.tables.typed_tables import read_table, typed_rows
from xlgoals.tables.workbook import Readable, Workbook
from xlgoals.verbs.one_pass import one_pass
from xlgoals.views.plan_sheets import find_sheet

__all__ = ["Origin", "Remembered", "remember", "remembered", "remove"]


@dataclass(frozen=True)
class Origin:
    """Where the rows of an import are from, as far as the plan remembers it."""

    name: str
    """What column Source says."""
    by_name: bool = False
    """Whether the user named it so; else it is the file's name."""
    place: str = ""
    """Where the file is, seen from the plan."""
    fingerprint: str = ""
    how: Remembered = field(default_factory=Remembered)
    today: dt.date | None = None


def has_sources(table: Table) -> bool:
    """Whether the rows of a table say where they are from."""
    return SOURCE in table.names


def of_source(workbook: Readable, name: str, table: Table) -> Mapping[str, object] | None:
    """What the plan remembers of a source; None where it knows none of that name."""
    known = typed_rows(workbook, sources.TABLE)[1]
    sheet = _sheet_name(table)
    mine = known[(known["source"] == name) & (known["table"].str.casefold() == sheet.casefold())]
    return {str(k): v for k, v in mine.iloc[0].items()} if len(mine) else None


def remembered(workbook: Readable, name: str, table: Table) -> Remembered:
    """How a source was read the last time; nothing where it is a new one."""
    row = of_source(workbook, name, table)
    return from_text(str(row["options"]), name) if row else Remembered()


def beside_all(workbook: Readable) -> list[str]:
    """The sources whose rows count beside those of any other, as somebody said."""
    known = typed_rows(workbook, sources.TABLE)[1]
    return [
        name
        for name, text in zip(known["source"], known["options"], strict=True)
        if "--add" in text and from_text(text, name).told.beside
    ]


def asked_first(workbook: Readable, origin: Origin, table: Table) -> str:
    """What has to be said before a source is read again; blank where all is clear."""
    row = of_source(workbook, origin.name, table)
    if row is None:
        return ""
    if origin.how.told.add and origin.fingerprint and row["fingerprint"] == origin.fingerprint:
        return (
            f"{origin.name} was read on {str(row['read_on'])[:10]} with the very same content; "
            "--add would count it twice. Leave --add away."
        )
    before = from_text(str(row["options"]), origin.name).query
    if before and origin.how.query not in ("", before) and not origin.by_name:
        return (
            f"{origin.name} was asked another --query the last time: say --source "
            f"“{origin.name}” to let this answer stand in place of that one, or --source with "
            "another name to keep both."
        )
    if row["file"] and origin.place and row["file"] != origin.place and not origin.by_name:
        return (
            f"{origin.name} was read from {row['file']}, and this one is {origin.place}: say "
            f"--source “{origin.name}” to let it stand in place of that one, or --source with "
            "another name to keep both."
        )
    return ""


def remember(
    workbook: Workbook, table: Table, origin: Origin, columns: tuple[str, ...], rows: int, out: int
) -> None:
    """Note in Sources what a file brought.

    Args:
        table: As the plan has it.
        columns: Headers of the plan that the file gives.
        rows: Of the file.
        out: Those of them that stayed out.
    """
    raw, known = typed_rows(workbook, sources.TABLE)
    frame = read_table(table, workbook.read(table), twins=True)[0]
    month = months_of(table, frame[frame[SOURCE] == origin.name])
    month = month[~np.isnan(month)]
    before = of_source(workbook, origin.name, table)
    several = origin.how.told.add and before is not None
    row = {
        "source": origin.name,
        "table": _sheet_name(table),
        "on_refresh": str(before["on_refresh"]) if before else "",
        "file": "" if several else origin.place,
        "options": as_text(origin.how),
        "columns": ", ".join(columns),
        "first_month": month.min() if len(month) else np.nan,
        "last_month": month.max() if len(month) else np.nan,
        "rows_of_the_file": float(rows),
        "left_out": float(out),
        "read_on": np.datetime64(origin.today or "NaT", "s"),
        "fingerprint": origin.fingerprint,
    }
    new = pd.DataFrame([row]).assign(row=0)
    merged = merge_rows.merge(sources.TABLE, raw, known, new, sources.TABLE.names)
    workbook.write(sources.TABLE, merged.rows)


@one_pass
def remove(workbook: Workbook, name: str) -> str:
    """Take out all rows that a source brought; returns in words how many.

    Errors:
        InputError: no row is from a source of that name.
    """
    metrics, _ = read_metrics(workbook)
    told = []
    for declared in filter(has_sources, INPUT_TABLES):
        if declared is sources.TABLE:
            continue
        raw = workbook.read(declared)
        table, _ = fitting(declared, raw, metrics)
        frame = read_table(table, raw, twins=True)[0]
        gone = frozenset(frame["row"][frame[SOURCE] == name].tolist())
        if not gone:
            continue
        row = of_source(workbook, name, declared)
        listed = str(row["columns"]).split(", ") if row else []
        given = [c.name for c in table.columns if c.kind not in NUMERIC or c.header in listed]
        merged = merge_rows.merge(
            table, raw, frame, frame.iloc[:0], tuple(given if listed else table.names), gone
        )
        workbook.write(table, merged.rows)
        told.append(f"{len(gone):,} rows of {_sheet_name(declared)}")
    raw, known = typed_rows(workbook, sources.TABLE)
    listed_rows = frozenset(known["row"][known["source"] == name].tolist())
    if not told and not listed_rows:
        names = sorted(set(known["source"]))
        has = f"there are {named(names)}" if names else "there is none yet"
        raise InputError(f"No row is from a source “{name}”; {has}.")
    merged = merge_rows.merge(
        sources.TABLE, raw, known, known.iloc[:0], sources.TABLE.names, listed_rows
    )
    workbook.write(sources.TABLE, merged.rows)
    return f"{name}: {' and '.join(told) or 'no rows'} taken out."


def _sheet_name(table: Table) -> str:
    """The name of a table's sheet."""
    sheet = find_sheet(table.name)
    return sheet.name if sheet else table.name


def source_problems(workbook: Readable) -> list[Problem]:
    """What a plan lacks of its files: rows that stayed out, and rows of nobody knows what."""
    raw, known = typed_rows(workbook, sources.TABLE)
    problems = []
    for one in known.to_dict("records"):
        row, name = int(one["row"]), str(one["source"])
        if one["left_out"] > 0:
            found = f"{one['left_out']:,.0f} of {one['rows_of_the_file']:,.0f} rows of {name}"
            wanted = "all of them: its .left-out.csv says why; mend the file and read it again"
            problems.append(Problem(raw.sheet, row, "Left out", found, wanted))
        try:
            from_text(str(one["options"]), name)
        except InputError:
            wanted = 'options as in the terminal, such as --map "Rep ID=Owner" --dates mdy'
            problems.append(Problem(raw.sheet, row, "Options", quoted(one["options"]), wanted))
    return problems
