"""Where a goal or a rep's goals stand, in a mark and a word."""

import math

from xlgoals.negotiation.rules import AGREED, DRAFT, MARKS, OPEN, TURNS
from xlgoals.negotiation.state import Line, Negotiation

OPEN_MARK = "●"
OTHERWISE = "but counted otherwise since"
"""Said of a goal whose metric has another definition than when its value was said."""
NOT_BEGUN = f"{MARKS[DRAFT]} not begun"


def status_text(negotiation: Negotiation) -> str:
    """Where a rep's goals stand as a whole, and whose turn it is."""
    state, turn = negotiation.state, TURNS[negotiation.turn].team
    if state == DRAFT:
        return NOT_BEGUN
    if state in OPEN:
        return f"{OPEN_MARK} {state}, {turn}"
    one_has_signed = state == AGREED and negotiation.signed
    return f"{MARKS[state]} {state}, {turn}" if one_has_signed else f"{MARKS[state]} {state}"


def line_status(line: Line) -> str:
    """Where a single goal stands."""
    if line.outdated:
        return f"! {line.state}, {OTHERWISE}"
    if not math.isnan(line.amended):
        return f"✓ amended to {line.amended:,.10g} from {line.valid_from}"
    return f"{MARKS.get(line.state, OPEN_MARK)} {line.state}"
