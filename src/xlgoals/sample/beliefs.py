"""What the manager of the sample organisation expected, expects, and saw happen."""

import numpy as np
import pandas as pd

from xlgoals.domain.months import month_label
from xlgoals.sample.planted import Cause, Planted
from xlgoals.sample.targets import RAMP_ASSUMED

Row = dict[str, object]
UNKNOWN = float("nan")


def assumptions(true: Planted, start: int) -> pd.DataFrame:
    """The Assumptions table: last period's beside how they turned out, and the next."""
    table = pd.DataFrame([*_market(true), *_plans(start), *_staff(true), *_otherwise()])
    table.insert(0, "id", [f"A{number}" for number in range(1, len(table) + 1)])
    return table


def _market(true: Planted) -> list[Row]:
    """Assumptions about customers and competitors."""
    growth, rival = true.growth, true.competitor
    association = "The trade association expects 3 %; our own enquiries grew 3.5 % last year."
    hiring = "They are hiring a second engineer. What they took so far is in Changes."
    return [
        _row("Market growth", "all", (0.04, growth, 0.03), association),
        _row("Competitor", rival.scope, (0.0, rival.share, -0.03), hiring),
    ]


def _plans(start: int) -> list[Row]:
    """Assumptions about prices and products."""
    listed = f"New list from {month_label(start + 3)}; the last rise cost us no order."
    module = f"Line control module from {month_label(start + 6)}; six pilot customers asked for it."
    launch = (UNKNOWN, UNKNOWN, 150_000.0)
    return [
        _row("Price", "all", (0.03, 0.03, 0.02), listed, first=start + 3),
        _row("Product", "product: Software", launch, module, "money", first=start + 6),
    ]


def _staff(true: Planted) -> list[Row]:
    """Assumptions about people who leave and start."""
    ramp, vacancy, turnover = len(true.ramp), true.vacancy, round(true.turnover, 3)
    leaving = "I had planned with nobody leaving; one of ten did, as is usual in the trade."
    filling = f"The place in the West took {vacancy} months to fill; hiring has not become easier."
    learning = f"Both hires needed longer than I thought: {ramp} months to a full book."
    return [
        _row("Turnover", "all", (0.0, turnover, 0.1), leaving),
        _row("Vacancy", "all", (1, vacancy, vacancy), filling, "months"),
        _row("Ramp", "all", (RAMP_ASSUMED, ramp, ramp), learning, "months"),
    ]


def _otherwise() -> list[Row]:
    """What else could come: rows of scenarios."""
    wide = "They could hire a whole team; then it would be as bad as last autumn all year."
    orders = "Two associations expect 6 %, should the subsidy for packaging lines come."
    return [
        _row("Competitor", "territory: North", (UNKNOWN, UNKNOWN, -0.1), wide, named="Rival grows"),
        _row("Market growth", "all", (UNKNOWN, UNKNOWN, 0.0), wide, named="Rival grows"),
        _row("Market growth", "all", (UNKNOWN, UNKNOWN, 0.06), orders, named="Subsidy comes"),
    ]


def _row(  # noqa: PLR0913 – each is a column
    kind: str,
    scope: str,
    values: tuple[float, float, float],
    why: str,
    unit: str = "share",
    *,
    first: float = UNKNOWN,
    named: str = "",
) -> Row:
    """One assumption: last period's, how it turned out, and the next."""
    names = ("last_period_assumed", "last_period_actual", "next_period")
    dates = {"from": float(first), "to": UNKNOWN}
    return {"kind": kind, "scope": scope, **dates, **dict(zip(names, values, strict=True))} | {
        "unit": unit,
        "scenario": named,
        "why": why,
    }


def changes(true: Planted) -> pd.DataFrame:
    """The Changes table, the oldest first."""
    rival = true.competitor
    listed = "The new list went out on the first. Enquiries and close rates did not move."
    named = (
        f"Lost proposals in the North name them since {month_label(rival.month)}. "
        "As many presentations as before, but fewer of them end in a sale."
    )
    dairy = "A dairy re-equipped three lines at once. It will not come again."
    return pd.DataFrame(
        [
            _change(true.price, "Price list raised by 3 %", "Lasting", listed),
            _change(rival, "Competitor opened an office in the North", "Lasting", named),
            _change(true.large_order, "One large order for checkweighers", "One-off", dairy),
        ]
    )


def _change(cause: Cause, what: str, lasting: str, evidence: str) -> Row:
    """One change."""
    return {
        "date": np.datetime64(cause.month, "M").astype("datetime64[s]"),
        "what_changed": what,
        "scope": cause.scope,
        "effect": round(cause.share, 2),
        "lasting_or_one_off": lasting,
        "evidence": evidence,
    }


def settings(history: pd.DataFrame, start: int) -> dict[str, object]:
    """Values of the sheet Settings by name; the others keep what a new plan says."""
    last = float(history.loc[history["month"] >= start - 12, "revenue"].sum())
    return {
        "Plan name": f"Sales goals {1970 + start // 12}",
        "Period start": start,
        "Currency": "EUR",
        "Company goal": round(last * 1.07, -5),
        "Top-down weight": 0.5,
        "Rounding": 1000,
    }
