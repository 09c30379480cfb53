"""What a review found, as a terminal or a program tells it: of the team, or of one rep."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.people import REP_ID, REP_NAME, find_rep
from xlgoals.domain.problems import first
from xlgoals.sums.review.last_year import reasons_for
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.outcome import Outcome, TextRows
from xlgoals.verbs.picked_views import why_rows
from xlgoals.verbs.review import Reviewed, causes_frame, review

TEAM = "Team"


@dataclass(frozen=True)
class Year:
    """One year, explained."""

    name: str
    steps: pd.DataFrame
    """view, step, adds (money), makes (money)."""
    reasons: tuple[str, ...]
    """What the manager typed about it, in sentences."""
    findings: tuple[tuple[str, str], ...]
    """Sentence and cell; the team's only."""
    open: tuple[tuple[str, str], ...]


def year_of(found: Reviewed, who: str = "") -> Year:
    """The team's year, or that of a rep by id, name, or the beginning of a name.

    Errors:
        InputError: there is no such rep, or nothing to compare with.
    """
    rows = causes_frame(found.looked.causes)
    if not len(rows):
        raise InputError(
            "There is nothing to look back upon: no rep had a target or sold anything in the last "
            "two years."
        )
    row = rows.iloc[_wanted(rows, who)]
    steps = why_rows(row, [change.what for change in found.looked.causes.changes])
    team = row[REP_ID] == ""
    return Year(
        str(row["rep"]),
        steps[["view", "step", "adds", "makes"]],
        () if team else reasons_for(found.review, str(row[REP_ID])),
        found.findings if team else (),
        found.open if team else (),
    )


def last_year(workbook: Workbook, now: dt.datetime, rep: str) -> Outcome:
    """Last year, looked at again, told of the team or of one rep.

    Errors:
        InputError: there is no history, or no such rep.
    """
    return year_told(review(workbook, now), rep, now)


def year_told(found: Reviewed, rep: str, now: dt.datetime) -> Outcome:
    """What a review found of the team or of one rep. InputError where there is no such rep."""
    front = "Review" if "Findings" in found.missing else "Findings"
    try:
        year = year_of(found, rep)
    except InputError as error:
        if rep:
            raise
        return Outcome(str(error), problems=found.problems, front=front)
    lines = [*year_lines(year), *([missing_line(found)] if found.missing else [])]
    steps = year.steps.astype(object).where(year.steps.notna(), None)
    return Outcome(
        lines[0] if lines else f"{year.name}: nothing stands out.",
        tuple(lines[1:]),
        tables=(TextRows([year.name, "Adds", "Makes"], list(_step_rows(year.steps)), True),),
        problems=found.problems,
        front=front,
        data={
            "name": year.name,
            "looked_at": f"{now:%Y-%m-%d}",
            "steps": steps.to_dict("records"),
            "reasons": year.reasons,
            "findings": [{"text": text, "cell": cell} for text, cell in year.findings],
            "open": [{"text": text, "cell": cell} for text, cell in year.open],
            "missing_sheets": found.missing,
        },
    )


def _step_rows(steps: pd.DataFrame) -> Iterator[list[str]]:
    """Each view under its name; steps that add nothing are left out."""
    for view, rows in steps.groupby("view", sort=False):
        yield [str(view), "", ""]
        ends = {0, len(rows) - 1}
        for at, row in enumerate(rows.to_dict("records")):
            if at in ends or row["adds"] != 0:
                adds = "" if at in ends else _money(row["adds"], "+")
                yield [f"  {row['step']}", adds, _money(row["makes"])]


def _money(value: float, sign: str = "") -> str:
    """An amount of money as text."""
    return "#N/A" if pd.isna(value) else f"{value:{sign},.0f}"


def _wanted(rows: pd.DataFrame, who: str) -> int:
    """Position of the rep that is meant; InputError where that is not clear."""
    if who.strip().casefold() in {"", TEAM.casefold()}:
        return 0
    return (
        rows[REP_ID].tolist().index(find_rep(zip(rows[REP_ID], rows[REP_NAME], strict=True), who))
    )


def year_lines(year: Year) -> list[str]:
    """The sentences about a year, and what still wants a reason."""
    lines = [f"{text} ({cell})" if cell else text for text, cell in year.findings]
    lines += [f"Your reason: {reason}" for reason in year.reasons]
    if year.open:
        lines.append(f"{len(year.open)} big misses have no reason yet; type it on sheet Review:")
        lines += first([f"  {text} ({cell})" for text, cell in year.open])
    return lines


OLD_PLAN = (
    "This plan was made before there were sheets {names}. What they would show is told here only; "
    "make a new plan and copy your sheets into it to have them."
)


def missing_line(found: Reviewed) -> str:
    """What to say where a plan lacks sheets; nothing where it has all."""
    return OLD_PLAN.format(names=", ".join(found.missing)) if found.missing else ""
