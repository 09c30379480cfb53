"""A negotiation as the rep sees it: their own goals, and nothing that is another's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from xlgoals.negotiation.rules import COUNTERED, DRAFT, OPEN, TURNS
from xlgoals.negotiation.session import Session
from xlgoals.sums.forecast.chance import chance_of_reaching
from xlgoals.tables.language import Cell
from xlgoals.verbs.negotiate.evidence import Evidence
from xlgoals.verbs.negotiate.rep_sheet_contents import View, view, wrapped
from xlgoals.views import rep_file
from xlgoals.views import rep_sheet as sheet
from xlgoals.views.cached_values import worked_out
from xlgoals.views.rep_sheet_goals import AT

WIDE = 105
"""Characters of a line beside the chart."""
OF_THE_TEAM = re.compile(r"(the team's) [\d.,]+ ?%")


@dataclass(frozen=True)
class RepView:
    """What stands in a rep's file."""

    goals: Mapping[str, Cell]
    values: Mapping[str, Cell]
    shown: frozenset[int]
    answered_in: frozenset[str]
    tries: Mapping[str, Cell]
    tried: Mapping[str, Cell]


def rep_view(session: Session, rep_id: str, evidence: Evidence) -> RepView:
    """What stands in the file of a rep to whom something was proposed."""
    now, whole = session.of(rep_id), view(session, rep_id, evidence, reasons=False)
    rows = {name: row for name, row in whole.lines.items() if now.line(name).state != DRAFT}
    cells = _without(whole, set(rows.values()))
    for name, row in rows.items():
        if now.line(name).state != COUNTERED:
            cells |= dict.fromkeys((f"{AT[field]}{row}" for field in rep_file.ANSWERS), None)
    cells |= {sheet.TURN: TURNS[now.turn].file, **_reasons(rep_id, evidence)}
    answered_in = frozenset(
        f"{AT[field]}{row}"
        for name, row in rows.items()
        if now.line(name).state in OPEN
        for field in rep_file.ANSWERS
    )
    tries = _tries(cells)
    shown = frozenset(rows.values())
    return RepView(cells, _values(cells), shown, answered_in, tries, what_if(cells, tries))


def _values(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """What the formulas of the goals give, in the words that the rep reads."""
    words = rep_file.SAID
    values = worked_out(cells)
    return {at: words.get(v, v) if isinstance(v, str) else v for at, v in values.items()}


def _without(whole: View, shown: set[int]) -> dict[str, Cell]:
    """The cells of the plan's sheet that a rep gets."""
    kept = {label.at for label in rep_file.GOALS_SHEET.labels if not label.name} - {sheet.MARK}
    hidden = set(whole.rows) - shown
    return {
        at: cell
        for at, cell in whole.cells.items()
        if at in kept and int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) not in hidden
    }


def _reasons(rep_id: str, evidence: Evidence) -> dict[str, Cell]:
    """Why this is suggested, without what it says about others."""
    sentences = evidence.sentences(rep_id, for_rep=True)
    said = wrapped(
        tuple(OF_THE_TEAM.sub(r"\1", text) for text in sentences), WIDE, len(sheet.SENTENCES)
    )
    return {f"I{row}": text for row, text in zip(sheet.SENTENCES, said, strict=True)}


# ── What if ────────────────────────────────────────────────────────────────────────────────────


def _tries(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """The numbers from which the rep starts: those that are proposed."""
    revenue, sales, each = _proposed(cells), _proposed(cells, rep_file.SALES), _each(cells)
    numbers = {
        f"D{rep_file.TRIED + 1}": _proposed(cells, rep_file.PRESENTATIONS),
        f"D{rep_file.TRIED + 2}": _proposed(cells, rep_file.RATE),
        f"D{rep_file.TRIED + 3}": _ratio(revenue, sales),
        f"D{rep_file.PIPELINE + 1}": _proposed(cells, rep_file.IN_PROCESS),
        f"D{rep_file.PIPELINE + 2}": each,
        f"D{rep_file.WANTED + 1}": revenue,
    }
    return {at: None if np.isnan(value) else value for at, value in numbers.items()}


def what_if(goals: Mapping[str, Cell], tries: Mapping[str, Cell]) -> dict[str, Cell]:
    """What the formulas of the what-if sheet give, by address."""
    start = {at: _number(cell) for at, cell in tries.items()}
    numbers: dict[str, float] = {}
    top, pipe, want = rep_file.TRIED, rep_file.PIPELINE, rep_file.WANTED
    proposed = {
        top + 1: _proposed(goals, rep_file.PRESENTATIONS),
        top + 2: _proposed(goals, rep_file.RATE),
        top + 3: _ratio(_proposed(goals), _proposed(goals, rep_file.SALES)),
        pipe + 1: _proposed(goals, rep_file.IN_PROCESS),
        pipe + 2: _each(goals),
        want + 1: _proposed(goals),
    }
    own = {row: start.get(f"D{row}", np.nan) for row in proposed}
    for letters, given in (("C", proposed), ("D", own)):
        sales = given[top + 1] * given[top + 2]
        queue = given[pipe + 1] * given[pipe + 2]
        takes = _ratio(given[want + 1], given[top + 3])
        rows = {
            **(given if letters == "C" else {}),
            top + 4: sales,
            top + 5: sales * given[top + 3],
            top + 6: _chance(goals, sales * given[top + 3]),
            pipe + 3: queue,
            pipe + 4: queue * given[top + 3],
            pipe + 5: _chance(goals, queue * given[top + 3]),
            want + 2: takes,
            want + 3: _ratio(takes, given[top + 2]),
            want + 4: _chance(goals, given[want + 1]),
        }
        numbers |= {f"{letters}{row}": value for row, value in rows.items()}
    return {at: "" if np.isnan(value) else float(value) for at, value in numbers.items()}


def _proposed(cells: Mapping[str, Cell], row: int = rep_file.REVENUE) -> float:
    """What is proposed in a row; NaN where nothing is."""
    return _number(cells.get(f"{AT['proposed']}{row}"))


def _each(cells: Mapping[str, Cell]) -> float:
    """Sales that each place in the pipeline brings, as suggested."""
    at = AT["suggested"]
    numbers = (_number(cells.get(f"{at}{row}")) for row in (rep_file.SALES, rep_file.IN_PROCESS))
    return _ratio(*numbers)


def _ratio(top: float, bottom: float) -> float:
    """A ratio; NaN where there is none."""
    return top / bottom if bottom > 0 else np.nan


def _number(cell: Cell) -> float:
    """A cell's number; NaN where it holds none."""
    return float(cell) if isinstance(cell, int | float) else np.nan


def _chance(cells: Mapping[str, Cell], value: float) -> float:
    """The chance of a revenue."""
    spread = (_number(cells.get(f"{AT[n]}{rep_file.REVENUE}")) for n in ("low", "middle", "high"))
    one = (np.array([number]) for number in (value, *spread))
    return float(chance_of_reaching(*one)[0])
