"""What the formulas of a rep's sheet give, worked out here: the file shows it everywhere."""

from collections.abc import Mapping

import numpy as np

from xlgoals.negotiation.compromise import compromise
from xlgoals.sums.forecast.chance import chance_of_reaching
from xlgoals.tables.language import Cell
from xlgoals.views import rep_sheet as sheet
from xlgoals.views.rep_sheet_goals import AT, BOTTOM, HEADER_ROW

ROWS = range(HEADER_ROW + 1, BOTTOM + 1)
FIRST = HEADER_ROW + 1
OFFERS = ("proposed", "counter", "agreed")
FITS = {"activities": 0.02, "parts": 0.001}
"""How near goals must be to fit each other."""

Numbers = Mapping[str, np.ndarray]


def worked_out(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """The values of all formulas, by address; blank texts where there is nothing to say.

    Args:
        cells: What stands in the other cells of the sheet, by address.
    """
    known = {name: _column(cells, name) for name in (*OFFERS, "suggested", "unit")}
    known |= {name: _column(cells, name) for name in ("low", "middle", "high")}
    found = {f"chance_{name}": _chance(known, name) for name in OFFERS}
    found["gap"] = known["counter"] - known["proposed"]
    offers = known["proposed"], known["counter"]
    found["compromise"] = compromise(*offers, _supported(known))
    found["stands"] = _stands(known)
    values: dict[str, Cell] = {
        f"{AT[name]}{row}": "" if np.isnan(value) else float(value)
        for name, column in found.items()
        for row, value in zip(ROWS, column, strict=True)
    }
    values |= {f"{AT['because']}{row}": _because(known, at) for at, row in enumerate(ROWS)}
    names = [str(cells.get(f"{AT['goal']}{row}") or "") for row in ROWS]
    return values | _checks(names, known["suggested"], found["stands"])


def _column(cells: Mapping[str, Cell], name: str) -> np.ndarray:
    """One column of numbers; NaN where a cell holds none."""
    values = [cells.get(f"{AT[name]}{row}") for row in ROWS]
    return np.array([v if isinstance(v, float) else np.nan for v in values], float)


def _chance(known: Numbers, name: str) -> np.ndarray:
    """The chance of reaching each offer."""
    return chance_of_reaching(known[name], known["low"], known["middle"], known["high"])


def _supported(known: Numbers) -> np.ndarray:
    """What history supports, rounded."""
    return np.asarray(np.floor(known["middle"] / known["unit"] + 0.5) * known["unit"])


def _stands(known: Numbers) -> np.ndarray:
    """Agreed, or else the answer, or else what is proposed or suggested."""
    found = known["agreed"]
    for name in ("counter", "proposed", "suggested"):
        found = np.where(np.isnan(found), known[name], found)
    return found


def _because(known: Numbers, at: int) -> str:
    """Why the compromise lies where it lies."""
    mine, theirs, fair = (float(known[n][at]) for n in ("proposed", "counter", "middle"))
    if np.isnan(mine) or np.isnan(theirs):
        return ""
    if mine == theirs:
        return "both say the same"
    if np.isnan(fair):
        return "half way"
    if min(mine, theirs) < fair < max(mine, theirs):
        return "what history supports"
    nearer = abs(mine - fair) < abs(theirs - fair)
    return "yours is nearer to history" if nearer else "the rep's is nearer to history"


def _checks(names: list[str], suggested: np.ndarray, stands: np.ndarray) -> dict[str, Cell]:
    """Whether the goals fit each other."""
    revenue, sales, presentations, rate = (stands[at] for at in (0, 1, 4, 5))
    average = suggested[0] / suggested[1] if suggested[1] else np.nan
    tried = presentations * rate
    parts = [
        _sum(stands[[name.startswith(begin) for name in names]])
        for begin in ("Product: ", "Territory: ")
    ]
    brings = (
        tried if not np.isnan(sales) else np.nan,
        tried * average if not np.isnan(revenue) else np.nan,
        *parts,
    )
    near = (FITS["activities"],) * 2 + (FITS["parts"],) * 2
    cells: dict[str, Cell] = {}
    for row, value, goal, band in zip(
        sheet.CHECKS, brings, (sales, revenue, revenue, revenue), near, strict=True
    ):
        share = value / goal if goal else np.nan
        cells[f"F{row}"] = "" if np.isnan(value) else float(value)
        cells[f"G{row}"] = "" if np.isnan(share) else float(share)
        cells[f"H{row}"] = _fit(float(share), band)
    return cells


def _sum(values: np.ndarray) -> float:
    """Known values added up; NaN where they come to nothing."""
    total = float(np.nansum(values))
    return total if total > 0 else np.nan


def _fit(share: float, band: float) -> str:
    """A share in words."""
    if np.isnan(share):
        return sheet.NOTHING
    if abs(share - 1) <= band:
        return sheet.FITS
    return sheet.TOO_LITTLE if share < 1 else sheet.TOO_MUCH
