"""What the manager of the sample organisation knows of the reps, and does for them."""

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.sample import cast
from xlgoals.sums.arrays import Dates


def rep_table(start: int) -> pd.DataFrame:
    """The Reps table."""
    people = cast.PEOPLE
    hired = _first_days(start, [who.hired_ago for who in people])
    gone = _first_days(start, [who.left_ago for who in people])
    left = np.where([who.left_ago > 0 for who in people], gone - 1, np.datetime64("NaT"))
    return pd.DataFrame(
        {
            REP_ID: [who.rep_id for who in people],
            "rep": [who.name for who in people],
            "territory": [who.territories[0][0] for who in people],
            "hired": hired.astype("datetime64[s]"),
            "left": left.astype("datetime64[s]"),
            "price_latitude": [who.latitude for who in people],
            "chance_of_leaving": [who.leaving for who in people],
            "pinned_target": [who.pinned for who in people],
            "potential_index": [who.potential for who in people],
            "e_mail": [f"{who.rep_id.lower()}@example.com" for who in people],
            "also_known_as": "",
        }
    )


def _first_days(start: int, ago: list[int]) -> Dates:
    """The first day of the month so many months before the period."""
    return (start - np.array(ago)).astype("datetime64[M]").astype("datetime64[D]")


def my_goals() -> pd.DataFrame:
    """The My goals table: most time for those who are new, least for the one who needs least."""
    rows: list[tuple[str, str, float, str, str, str]] = [
        ("Coaching", who.rep_id, _coaching(who), "hours", "month", _coaching_note(who))
        for who in cast.PEOPLE
        if not who.left_ago
    ]
    rows += [
        ("Field day", "", 4.0, "days", "month", "One in each territory; the North first"),
        ("Association meeting", "", 1.0, "times", "period", "Weighing federation, autumn"),
        ("Trade show", "", 1.0, "times", "period", "Food processing, May"),
        ("Trade show", "", 1.0, "times", "period", "Packaging, September"),
        ("Customer visit", "", 2.0, "times", "month", "Largest accounts, with their rep"),
        ("Reading", "", 3.0, "hours", "month", "Trade press; what the competitor publishes"),
    ]
    return pd.DataFrame(rows, columns=["goal", REP_ID, "planned", "unit", "per", "note"])


def _is_new(who: cast.Person) -> bool:
    """Whether a rep was hired in the last year."""
    return who.hired_ago <= 12


def _coaching(who: cast.Person) -> float:
    """Hours of coaching a month."""
    if _is_new(who):
        return 4.0
    return 3.0 if who.close_rate < cast.USUAL_CLOSE_RATE else 2.0


def _coaching_note(who: cast.Person) -> str:
    """What the coaching is about."""
    if _is_new(who):
        return "Joint visits until the ramp is over"
    if who.close_rate < cast.USUAL_CLOSE_RATE:
        return "Presentations: prepare and go through them together"
    return ""
