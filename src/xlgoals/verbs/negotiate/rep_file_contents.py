"""A negotiation as the rep sees it: their own goals, and nothing that is another's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xlgoals.negotiation.rules import COUNTERED, DRAFT, OPEN, TURNS
from xlgoals.negotiation.session import Session
from xlgoals.tables.addresses import row_of
from xlgoals.tables.language import Cell, Seen, Sheet
from xlgoals.tables.rep_sheet_layout import CURRENT, Layout
from xlgoals.verbs.negotiate.evidence import Evidence
from xlgoals.verbs.negotiate.rep_sheet_contents import View, goals_of_rep, view, wrapped
from xlgoals.views import rep_file
from xlgoals.views import rep_sheet as sheet
from xlgoals.views.computed import computed_cells
from xlgoals.views.rep_sheet_goals import AT

WIDE = 105
"""Characters of a line beside the chart."""
OF_THE_TEAM = re.compile(r"(the team's) [\d.,]+ ?%")


@dataclass(frozen=True)
class RepView:
    """What stands in a rep's file."""

    layout: Layout
    goals: Mapping[str, Cell]
    values: Mapping[str, Cell]
    shown: frozenset[int]
    answered_in: frozenset[str]
    tries: Mapping[str, Cell]
    tried: Mapping[str, Cell]


def rep_view(session: Session, rep_id: str, evidence: Evidence) -> RepView:
    """What stands in the file of a rep to whom something was proposed.

    A file has room for all goals: what was proposed has to be in it when it comes back.
    """
    layout = CURRENT.with_room(goals_of_rep(session, rep_id))
    state, whole = session.of(rep_id), view(session, rep_id, evidence, reasons=False, layout=layout)
    rows = {name: row for name, row in whole.lines.items() if state.line(name).state != DRAFT}
    shown = frozenset(rows.values())
    goals = rep_file.goals_sheet(layout)
    cells = _without(whole, goals, shown)
    for name, row in rows.items():
        if state.line(name).state != COUNTERED:
            cells |= dict.fromkeys((f"{AT[field]}{row}" for field in rep_file.ANSWERS), None)
    cells |= {sheet.TURN: TURNS[state.turn].file, **_reasons(rep_id, evidence, layout)}
    answered_in = frozenset(
        f"{AT[field]}{row}"
        for name, row in rows.items()
        if state.line(name).state in OPEN
        for field in rep_file.ANSWERS
    )
    tries = _tries(layout, cells)
    values, tried = _values(goals, cells), what_if(layout, cells, tries)
    return RepView(layout, cells, values, shown, answered_in, tries, tried)


def _values(drawn: Sheet, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """What the formulas of a sheet give, by address."""
    return {at: value for at, (_, value) in computed_cells(drawn, {}, cells).items()}


def _without(whole: View, goals: Sheet, shown: frozenset[int]) -> dict[str, Cell]:
    """The cells of the plan's sheet that a rep gets."""
    formulas = whole.formulas.keys()
    kept = {label.at for label in goals.labels if label.at not in formulas} - {sheet.MARK}
    hidden = set(whole.rows) - shown
    return {at: cell for at, cell in whole.cells.items() if at in kept and row_of(at) not in hidden}


def _reasons(rep_id: str, evidence: Evidence, layout: Layout) -> dict[str, Cell]:
    """Why this is suggested, without what it says about others."""
    sentences = evidence.sentences(rep_id, for_rep=True)
    said = wrapped(
        tuple(OF_THE_TEAM.sub(r"\1", text) for text in sentences), WIDE, len(layout.sentences)
    )
    return {f"I{row}": text for row, text in zip(layout.sentences, said, strict=True)}


# ── What if ────────────────────────────────────────────────────────────────────────────────────


def _tries(layout: Layout, goals: Mapping[str, Cell]) -> dict[str, Cell]:
    """The numbers from which the rep starts: those that are proposed."""
    seen = Seen(cells=rep_file.seen_from_what_if(goals))
    starts = rep_file.WhatIf(layout).starts()
    numbers = {f"D{row}": worked.python(seen) for row, worked in starts.items()}
    return {at: None if value == "" else value for at, value in numbers.items()}


def what_if(
    layout: Layout, goals: Mapping[str, Cell], tries: Mapping[str, Cell]
) -> dict[str, Cell]:
    """What the formulas of the what-if sheet give, by address."""
    seen = {**rep_file.seen_from_what_if(goals), **tries}
    return _values(rep_file.what_if_sheet(layout), seen)
