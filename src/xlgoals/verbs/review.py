"""Last year: attainment, causes, assumptions and findings, written beside the manager's reasons."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from xlgoals.domain.errors import InputError, PlanError
from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.review import last_year as core
from xlgoals.sums.review.causes import COMMON, DONE, SOLD, UNEXPLAINED, Causes
from xlgoals.sums.review.findings import Finding, findings
from xlgoals.tables.addresses import quoted_sheet
from xlgoals.tables.language import Cell, Table
from xlgoals.tables.merge_typed import kept
from xlgoals.tables.sheets import causes, last_assumptions, review_metrics, why
from xlgoals.tables.sheets import findings as findings_sheet
from xlgoals.tables.sheets import review as sheet
from xlgoals.tables.typed_tables import to_rows
from xlgoals.tables.workbook import Readable, Workbook
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.picked_views import write_why
from xlgoals.verbs.plan import Plan, read_plan, tidy
from xlgoals.views.plan_sheets import sheet_of

SINCE = (sheet.NOTED.header,)
"""Columns that plans made before do not have."""
NEW_SHEETS = (findings_sheet, why, causes, last_assumptions, review_metrics)
"""Sheets that plans made before do not have."""
COLUMNS = {
    "start": causes.START,
    **dict(zip((*COMMON, *DONE, *SOLD), causes.PARTS, strict=False)),
    UNEXPLAINED: "Unexplained",
    "actual": causes.ACTUAL,
}
"""The parts of a gap, and their columns on sheet Causes."""


@dataclass(frozen=True)
class Reviewed:
    """What looking back gave."""

    looked: core.Review
    review: pd.DataFrame
    """The rows of sheet Review as they are now, reasons included."""
    findings: tuple[tuple[str, str], ...]
    """Sentence and cell, the five that matter."""
    open: tuple[tuple[str, str], ...]
    """Big misses without a reason, likewise."""
    missing: tuple[str, ...]
    """Sheets that the plan does not have."""
    problems: tuple[Problem, ...]


@one_pass
def review(workbook: Workbook, now: dt.datetime) -> Reviewed:
    """Look back upon last year and write what came of it, without touching any goal.

    Errors:
        PlanError: sheet Review is missing.
        InputError: there is no history.
    """
    plan = read_plan(workbook)
    past = tidy(plan)
    if not len(past.months):
        raise InputError("There is no history to look back upon; bring it in on sheet History.")
    return write_review(workbook, plan, past, now)


def write_review(workbook: Workbook, plan: Plan, past: History, now: dt.datetime) -> Reviewed:
    """Sheet Review and those beside it, from the plan as it was read."""
    looked = core.review(
        past,
        plan.history,
        reps=plan.reps,
        last_targets=plan.last_targets,
        assumptions=plan.assumptions,
        changes=plan.changes,
        proposals=plan.proposals,
        schedule=plan.settings.ramp,
        metrics=plan.metrics,
    )
    revenue = looked.attained["metric"] == "Revenue"
    rows = _write_reasoned(workbook, sheet.TABLE, looked.attained[revenue], now)
    missing = tuple(m.SHEET.name for m in NEW_SHEETS if not _is_there(workbook, m.TABLE))
    tables = {sheet.SHEET.name: rows}
    if review_metrics.SHEET.name not in missing:
        _write_reasoned(workbook, review_metrics.TABLE, looked.attained[~revenue], now)
        _show(workbook, review_metrics.TABLE, bool((~revenue).any()))
    for table, frame in (
        (causes.TABLE, causes_frame(looked.causes)),
        (last_assumptions.TABLE, _lessons(looked.lessons)),
    ):
        tables[sheet_of(table).name] = frame
        if sheet_of(table).name not in missing:
            _write(workbook, table, frame)
    if causes.SHEET.name not in missing:
        names = [_short(change.what) for change in looked.causes.changes[: causes.SLOTS]]
        names += [""] * (causes.SLOTS - len(names))
        workbook.write_cells(causes.SHEET.name, dict(zip(causes.NAMES, names, strict=True)))
    if why.SHEET.name not in missing:
        write_why(workbook, causes_frame(looked.causes), [c.what for c in looked.causes.changes])
    found = _sentences(workbook, looked, tables, missing)
    still = [] if not len(rows) else _open(workbook, core.missed(rows), rows)
    if findings_sheet.SHEET.name not in missing:
        _write_findings(workbook, found, still)
    told = [tuple((text, where) for text, _, where in some) for some in (found, still)]
    return Reviewed(looked, rows, told[0], told[1], missing, plan.problems)


def _is_there(workbook: Readable, table: Table) -> bool:
    """Whether the plan has a table; those made before do not have all."""
    try:
        workbook.read(table)
    except PlanError:
        return False
    return True


def _write(workbook: Workbook, table: Table, frame: pd.DataFrame) -> None:
    """A table that only xlgoals writes; what does not apply is blank where it is unknown text."""
    workbook.write(table, to_rows(table, frame))
    _show(workbook, table, bool(len(frame)))


def _show(workbook: Workbook, table: Table, filled: bool) -> None:
    """Make a sheet visible that has something in it."""
    if filled:
        workbook.show_sheet(sheet_of(table).name)


def _write_reasoned(
    workbook: Workbook, table: Table, frame: pd.DataFrame, now: dt.datetime
) -> pd.DataFrame:
    """A table beside which the user types reasons, with the day on which each was first there."""
    headers = {header.casefold() for header in workbook.read(table).headers}
    had = tuple(c for c in table.columns if c.header not in SINCE or c.header.casefold() in headers)
    fitting = replace(table, columns=had)
    new = kept(workbook, fitting, frame[[name for name in fitting.names if name in frame]])[1]
    if len(had) == len(table.columns):
        said = new["reason"].fillna("").astype(str).str.strip() != ""
        today = pd.Timestamp(now.date())
        noted = pd.to_datetime(new["noted"]).fillna(today).where(said)
        new = new.assign(noted=noted.astype("datetime64[s]"))
    workbook.write(fitting, to_rows(fitting, new))
    return new


def causes_frame(found: Causes) -> pd.DataFrame:
    """The Causes table."""
    table = found.table
    if not len(table):
        return pd.DataFrame(columns=[column.name for column in causes.TABLE.columns])
    named = {causes.TABLE.column(header).name: table[name] for name, header in COLUMNS.items()}
    slots = np.zeros((len(table), causes.SLOTS + 1))
    single = min(found.effects.shape[1], causes.SLOTS)
    slots[:, :single] = found.effects[:, :single]
    slots[:, causes.SLOTS] = np.round(found.effects[:, single:].sum(axis=1), 2)
    headers = (*causes.CHANGES, causes.OTHER)
    changed = {causes.TABLE.column(h).name: slots[:, at] for at, h in enumerate(headers)}
    return pd.DataFrame(
        {
            REP_ID: table[REP_ID],
            "rep": table["rep"],
            "measured_from": np.where(
                table["from_target"],
                "target",
                np.where(table["start"] != 0, "year before", "nothing"),
            ),
            **named,
            **changed,
        }
    )


def _short(text: str) -> str:
    """A change's name for the head of a column."""
    return text if len(text) <= 22 else f"{text[:21].rstrip()}…"


def _lessons(lessons: pd.DataFrame) -> pd.DataFrame:
    """The Last assumptions table."""
    return lessons.rename(columns={"told_by": "how_we_know"})


Sentence = tuple[str, float, str]
"""Text, money, and the cell."""


def _sentences(
    workbook: Workbook,
    looked: core.Review,
    tables: Mapping[str, pd.DataFrame],
    missing: tuple[str, ...],
) -> list[Sentence]:
    """The findings, each with the cell it comes from."""
    return [
        (found.text, found.money, "" if found.sheet in missing else _cell(workbook, found, tables))
        for found in findings(looked)
    ]


KEYS = {
    sheet.SHEET.name: (sheet.TABLE, ("by", "id")),
    causes.SHEET.name: (causes.TABLE, (REP_ID,)),
    last_assumptions.SHEET.name: (last_assumptions.TABLE, ("id",)),
}


def _cell(workbook: Workbook, found: Finding, tables: Mapping[str, pd.DataFrame]) -> str:
    """The cell that a finding comes from, such as ``Review!G9``."""
    table, names = KEYS[found.sheet]
    rows = tables[found.sheet]
    keys = rows[list(names)].itertuples(index=False, name=None)
    at = next(place for place, key in enumerate(keys) if key == found.key)
    header = found.header if found.header in table.headers else causes.OTHER
    return _address(workbook, table, header, at)


def _address(workbook: Workbook, table: Table, header: str, at: int) -> str:
    """A cell of a table by its row."""
    name, letters, top = workbook.locate(table, header)
    return f"{quoted_sheet(name) if ' ' in name else name}!{letters}{top + at}"


def _open(workbook: Workbook, rows: pd.DataFrame, review_rows: pd.DataFrame) -> list[Sentence]:
    """The big misses that wait for a reason, with the cell into which it goes."""
    place = {
        key: at for at, key in enumerate(zip(review_rows["by"], review_rows["id"], strict=True))
    }
    return [
        (
            f"Why did {row['name']} miss the goal by {-row['gap']:,.0f} "
            f"(reached {row['attainment']:.0%})?",
            float(row["gap"]),
            _address(workbook, sheet.TABLE, "Reason", place[row["by"], row["id"]]),
        )
        for row in rows.to_dict("records")
    ]


def _write_findings(workbook: Workbook, found: list[Sentence], still: list[Sentence]) -> None:
    """Sheet Findings."""
    words = [findings_sheet.FOUND] * len(found) + [findings_sheet.OPEN] * len(still)
    rows: list[list[Cell]] = [
        [float(number), what, text, round(money, 2), where]
        for number, (what, (text, money, where)) in enumerate(
            zip(words, [*found, *still], strict=True), start=1
        )
    ]
    workbook.write(findings_sheet.TABLE, rows)
    _show(workbook, findings_sheet.TABLE, bool(rows))
