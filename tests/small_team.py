"""A small team on paper: reps, a steady history, assumptions and changes, and what is suggested."""

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import DEFAULT
from xlgoals.domain.plan_settings import Settings
from xlgoals.sums.history.monthly_history import tidy
from xlgoals.sums.suggest.targets import Suggestion, suggest

START = 684
NOBODY = pd.DataFrame({"rep_id": [], "opened": [], "closed": [], "value": []}).astype(
    {"opened": "datetime64[s]", "closed": "datetime64[s]"}
)


def reps(count: int, **columns: list[object]) -> pd.DataFrame:
    blank = {
        "hired": np.array(["NaT"] * count, "datetime64[s]"),
        "left": np.array(["NaT"] * count, "datetime64[s]"),
        "price_latitude": [False] * count,
        "chance_of_leaving": [np.nan] * count,
        "pinned_target": [np.nan] * count,
        "potential_index": [np.nan] * count,
    }
    for name in ("hired", "left"):
        if name in columns:
            columns[name] = np.array(columns[name], "datetime64[s]")
    ids = [f"R{at + 1}" for at in range(count)]
    names = {"rep_id": ids, "rep": [f"Rep {x}" for x in ids], "territory": ["North"] * count}
    return pd.DataFrame({**names, **blank, **columns})


def history(*monthly: float, months: int = 36, products: tuple[str, ...] = ("A",)) -> pd.DataFrame:
    """Each rep's revenue a month, the same every month, split over products."""
    table = pd.DataFrame(
        [
            (START - ago, f"R{at + 1}", "North", product, revenue / len(products))
            for at, revenue in enumerate(monthly)
            for ago in range(1, months + 1)
            for product in products
        ],
        columns=["month", "rep_id", "territory", "product", "revenue"],
    )
    for name in DEFAULT.measures:
        table[name] = table["revenue"] if name == "revenue" else np.nan
    return table.astype({"month": float})


def assumed(*rows: tuple[str, str, float], unit: str = "share") -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["kind", "scope", "next_period"])
    return table.assign(unit=unit, to=np.nan, **{"from": np.nan})


def changed(*rows: tuple[str, str, float, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["date", "scope", "effect", "lasting_or_one_off"])
    return table.assign(date=np.array(list(table["date"]), "datetime64[s]"))


def suggested(
    past: pd.DataFrame,
    team: pd.DataFrame,
    settings: Settings | None = None,
    expected: pd.DataFrame | None = None,
    odd: pd.DataFrame | None = None,
) -> Suggestion:
    return suggest(
        tidy(past, team, START),
        team,
        settings or Settings(START),
        assumed() if expected is None else expected,
        changed() if odd is None else odd,
        NOBODY,
    )
