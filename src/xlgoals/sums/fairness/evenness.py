"""Whether a set of goals, or what came of it, is even."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from xlgoals.domain.rates import ratio
from xlgoals.sums.arrays import Floats

REACHED = (0.5, 0.7)
"""Between which shares of reps the goals are usually expected to be reached; sources disagree."""

NEAR = 0.2
"""How far from its goal a result still counts as near."""


def share_within(values: Floats, centre: float, band: float) -> float:
    """Share of values no further from the centre than the band, edges included; NaN of none."""
    return float((np.abs(values - centre) <= band + 1e-12).mean()) if len(values) else np.nan


def gini(values: Floats) -> float:
    """How unevenly a total is spread: 0 is even, towards 1 is all on one.

    Half the mean absolute difference of all pairs ÷ the mean; NaN where the total is 0.
    """
    total, count = values.sum(), len(values)
    if total <= 0:
        return np.nan
    rank = np.arange(1, count + 1)
    return float((2 * rank - count - 1) @ np.sort(values) / (count * total))


def correlation(one: Floats, other: Floats) -> float:
    """How far two figures go together, from −1 to 1; NaN of fewer than three pairs."""
    known = np.isfinite(one) & np.isfinite(other)
    if known.sum() < 3 or np.ptp(one[known]) == 0 or np.ptp(other[known]) == 0:
        return np.nan
    return float(np.corrcoef(one[known], other[known])[0, 1])


def balance(goals: pd.DataFrame, company_goal: float, rounds: Sequence[float] = ()) -> pd.DataFrame:
    """What there is to know of a team's revenue goals as a whole.

    Args:
        goals: A row a rep: suggested, proposed, counter, offer (the last one), agreed, middle
            (money; NaN where there is none), chance (of reaching the goal as it stands, fraction),
            last_actual (money), open (whether something is not agreed), status (word and mark).
        company_goal (money): NaN where there is none.
        rounds (money): The sum of all goals as they stood after each round that is over.

    Returns:
        question, answer, unit, what_it_means.
    """
    return pd.DataFrame(
        [*_sums(goals, company_goal, rounds), *_fair(goals)],
        columns=["question", "answer", "unit", "what_it_means"],
    )


Row = tuple[str, float, str, str]


def standing(goals: pd.DataFrame) -> Floats:
    """Each rep's goal as it stands: agreed, or else the last offer, or else what is suggested."""
    goal = goals["agreed"]
    for name in ("offer", "suggested"):
        goal = goal.fillna(goals[name])
    return goal.to_numpy(np.float64)


def _against(total: float, company_goal: float) -> str:
    """A total against the company goal, as a sentence."""
    gap = total - company_goal
    if np.isnan(gap):
        return "There is no company goal to compare it with."
    side = "more" if gap >= 0 else "less"
    return f"The reps' goals come to {abs(gap):,.0f} {side} than the company goal."


def _sums(goals: pd.DataFrame, company_goal: float, rounds: Sequence[float]) -> list[Row]:
    """The goals against the company goal."""
    rows: list[Row] = [
        (f"{what} in all", float(goals[name].sum()), "money", text)
        for what, name, text in (
            ("Suggested", "suggested", "What history and assumptions support, and what is wanted."),
            ("Proposed", "proposed", "What you have put on the table so far."),
            ("Countered", "counter", "What the reps have answered so far."),
            ("Agreed", "agreed", "What both sides have accepted so far."),
        )
    ]
    rows += [
        (f"After round {number}", total, "money", _against(total, company_goal))
        for number, total in enumerate(rounds, 1)
    ]
    total = float(standing(goals).sum())
    rows.append(
        ("As it stands", total, "money", "Agreed, or else the last offer, or else the suggestion.")
    )
    if not np.isnan(company_goal):
        gap = total - company_goal
        rows.append(("Against the company goal", gap, "money", _against(total, company_goal)))
    open_ones = goals[goals["open"]]
    by_status = open_ones.groupby(open_ones["status"].str.lstrip("●–✓ "), sort=False)["rep"]
    waiting = [f"{', '.join(names)} ({status})" for status, names in by_status]
    text = f"Still open: {'; '.join(waiting)}." if waiting else "Everybody has agreed."
    return [*rows, ("Reps with something open", float(len(open_ones)), "count", text)]


def _fair(goals: pd.DataFrame) -> list[Row]:
    """Whether the goals are even, and within reach."""
    goal, middle = standing(goals), goals["middle"].to_numpy(np.float64)
    expected = np.asarray(ratio(middle, goal))
    known = expected[np.isfinite(expected)]
    likely = float((goals["chance"].dropna() >= 0.5).mean()) if len(goals) else np.nan
    low, high = REACHED
    side = "within" if low <= likely <= high else "below" if likely < low else "above"
    size = goals["last_actual"].to_numpy(np.float64)
    return [
        (
            "Reps expected at or above goal",
            likely,
            "share",
            f"{side.capitalize()} the usual {low:.0%} to {high:.0%}: fewer is discouraging, more "
            "asks for little. A band, not a mark to pass.",
        ),
        (
            f"Reps expected within ±{NEAR:.0%} of their goal",
            share_within(known, 1.0, NEAR),
            "share",
            "The more, the better the goals fit each rep.",
        ),
        (
            "Unevenness of expected attainment (Gini)",
            gini(known),
            "number",
            "0 is even: everybody is asked for as much as can be expected. 0.1 is a lot.",
        ),
        (
            "Does size decide? (correlation)",
            correlation(expected, size),
            "number",
            "Between expected attainment and last year's revenue. Near 0: large and small ones are "
            "asked for alike; above: the small ones have it harder; below: the large ones.",
        ),
    ]
