"""Goals other than revenue: activities, close rate, proposals in process and margin.

Activities follow from the revenue goal through the funnel, so their steps are the revenue's steps
÷ the average sale, and so on. A change of price moves the average sale, not the number of sales.
"""

import numpy as np
import pandas as pd

from xlgoals.domain.plan_settings import Settings
from xlgoals.domain.steps import COLUMNS, PRICE, STEPS, position
from xlgoals.sums.arrays import Floats
from xlgoals.sums.forecast import ranges
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.history.rep_metrics import pipeline
from xlgoals.sums.rates import close_rate, margin, ratio
from xlgoals.sums.suggest import funnel
from xlgoals.sums.suggest.running_totals import Goals, step_frame

ACTIVITIES = ("Sales", "Opportunities", "Proposals", "Presentations")
IN_PROCESS_EVIDENCE = 20.0
"""How many proposals the team's time in process counts for in a rep's."""
DAYS_A_MONTH = 365.25 / 12


def activity_lines(
    found: Goals, history: History, settings: Settings, proposals: pd.DataFrame
) -> list[pd.DataFrame]:
    """Lines of the Targets table for every goal but revenue; none for what nobody recorded."""
    recent = {name: values[found.here] for name, values in _recent(history).items()}
    rate = funnel.rates(recent)
    price = _price(found.by_rep)
    average = np.where(rate.average_sale > 0, rate.average_sale, np.nan)[:, None]
    needed = funnel.activities(found.by_rep / (average * price), rate)
    why = _reasons(rate)
    lines = [
        _counted(metric, needed[metric], why[metric], history, found, settings)
        for metric in ACTIVITIES
        if not np.isnan(needed[metric]).all()
    ]
    lines += _close_rate(recent, rate, needed)
    lines += _in_process(found, history, settings, proposals, needed["Proposals"])
    return [*lines, *_margin(found, history, recent, price, settings)]


def _recent(history: History) -> dict[str, Floats]:
    """Sums of the last twelve months, each measure (r)."""
    return {name: history.recent(name) for name in history.by_rep}


def _price(by_rep: Floats) -> Floats:
    """How much of each running total (r × steps) is price: 1 before the price step."""
    at = position(PRICE)
    before, after = by_rep[:, at - 1], by_rep[:, at]
    factor = np.where((before > 0) & (after > 0), after / np.where(before > 0, before, 1.0), 1.0)
    late = np.arange(by_rep.shape[1]) >= at
    return np.where(late, factor[:, None], 1.0)


def _reasons(rate: funnel.Rates) -> dict[str, list[str]]:
    """How each activity follows from the one after it, a sentence a rep."""
    forms = {
        "Sales": ("Revenue goal ÷ {:,.0f} a sale.", rate.average_sale),
        "Presentations": ("Sales ÷ a close rate of {:.1%}.", rate.close_rate),
        "Proposals": ("Presentations ÷ {:.1%} of proposals presented.", rate.presenting),
        "Opportunities": ("Proposals ÷ {:.1%} of opportunities proposed.", rate.proposing),
    }
    return {
        metric: [form.format(value) for value in values] for metric, (form, values) in forms.items()
    }


def _counted(
    metric: str,
    running: Floats,
    why: list[str],
    history: History,
    found: Goals,
    settings: Settings,
) -> pd.DataFrame:
    """Lines of a goal that is a whole number, the team's too."""
    done = history.recent(metric.lower(), settings.calendar)[found.here]
    whole = np.column_stack([running[:, :-1], np.round(running[:, -1])])
    spread, team = _spreads(whole, history.by_rep[metric.lower()][found.here], settings)
    frame = pd.concat([step_frame(whole, done, 2), spread], axis=1)
    return _with_team(_lines(frame, metric, "count").assign(why=why), team)


def _spreads(
    running: Floats, past: Floats, settings: Settings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The ranges of the reps' goals, and of their sum from the team's own months."""
    everybody = np.zeros(len(past), np.int64)
    total = ranges.added_up(past, everybody, 1)
    return (
        ranges.of_totals(running, past, settings.months),
        ranges.of_totals(running.sum(axis=0, keepdims=True), total, settings.months),
    )


def _lines(frame: pd.DataFrame, metric: str, unit: str) -> pd.DataFrame:
    """Steps with the columns that name a line of a rep."""
    names = {"metric": metric, "unit": unit, "territory": "", "product": ""}
    return frame.assign(place=np.arange(len(frame)), **names)


def _with_team(lines: pd.DataFrame, spread: pd.DataFrame) -> pd.DataFrame:
    """The lines of the reps and their sum for the team; unknown where one of them is.

    Args:
        spread: The team's range (one row).
    """
    numbers = [*COLUMNS, "suggested"]
    team = lines.iloc[:1].assign(
        **{name: round(lines[name].sum(skipna=False), 2) for name in numbers},
        last_actual=lines["last_actual"].sum(min_count=1),
        place=-1,
        why="Sum of all reps.",
        **{name: spread[name].iloc[0] for name in ranges.RANGE},
    )
    return pd.concat([team, lines], ignore_index=True)


def _rate_frame(rate: Floats, last_actual: Floats, price: Floats | None = None) -> pd.DataFrame:
    """Steps of a rate: where it starts, what price adds, and rounding to a tenth of a percent."""
    running = np.tile(rate[:, None], len(STEPS))
    if price is not None:
        running = 1 - (1 - running) / price
    running[:, -1] = np.round(running[:, -1], 3)
    return step_frame(running, last_actual, 6)


def _close_rate(
    recent: dict[str, Floats], rate: funnel.Rates, needed: dict[str, Floats]
) -> list[pd.DataFrame]:
    """Close rates, drawn towards the team's; the team's from sums."""
    if np.isnan(rate.close_rate).all():
        return []
    own = close_rate(recent["sales"], recent["presentations"])
    cases = np.full(len(own), np.nan) if rate.closing_cases is None else rate.closing_cases
    drawn = funnel.Drawn(rate.close_rate, cases)
    spread = ranges.of_rates(np.round(rate.close_rate, 3), drawn, needed["Presentations"][:, -1])
    frame = pd.concat([_rate_frame(rate.close_rate, own), spread], axis=1)
    reps = _lines(frame, "Close rate", "share")
    known = ~np.isnan(own)
    last = close_rate(recent["sales"][known].sum(), recent["presentations"][known].sum())
    goal = close_rate(np.nansum(needed["Sales"][:, -1]), np.nansum(needed["Presentations"][:, -1]))
    made = np.atleast_1d(np.nansum(recent["presentations"][known]))
    tries = np.atleast_1d(np.nansum(needed["Presentations"][:, -1]))
    whole = funnel.Drawn(np.atleast_1d(goal), made)
    frame = _rate_frame(whole.rate, np.atleast_1d(last))
    spread = ranges.of_rates(np.round(whole.rate, 3), whole, tries)
    team = _lines(pd.concat([frame, spread], axis=1), "Close rate", "share")
    return [
        team.assign(place=-1, why="All sales ÷ all presentations."),
        reps.assign(why=f"Own record, drawn to the team's {float(last):.1%}."),
    ]


def _in_process(
    found: Goals, history: History, settings: Settings, proposals: pd.DataFrame, needed: Floats
) -> list[pd.DataFrame]:
    """Average proposals in process: proposals a month × months each stays in process."""
    average = pipeline(proposals, history)[0][found.here]
    made = history.recent("proposals")[found.here]
    months = funnel.drawn_mean(average * 12, made, IN_PROCESS_EVIDENCE)
    if np.isnan(months).all() or np.isnan(needed).all():
        return []
    running = needed / settings.months * months[:, None]
    running[:, -1] = np.round(running[:, -1], 1)
    past = history.by_rep["proposals"][found.here]
    spread, team = _spreads(running, past, settings)
    frame = pd.concat([step_frame(running, average, 2), spread], axis=1)
    lines = _lines(frame, "Proposals in process", "count")
    days = [f"Proposals a month × {value * DAYS_A_MONTH:.0f} days in process." for value in months]
    return [_with_team(lines.assign(why=days), team)]


def _margin(
    found: Goals, history: History, recent: dict[str, Floats], price: Floats, settings: Settings
) -> list[pd.DataFrame]:
    """Margins of the reps who may move prices, drawn to the team's; higher prices raise them."""
    own = margin(recent["revenue"], recent["cost"])
    free = found.reps["price_latitude"].to_numpy(bool) & ~np.isnan(own)
    if not free.any():
        return []
    by_month = margin(history.by_rep["revenue"], history.by_rep["cost"])[found.here, -12:]
    drawn = funnel.drawn_by_month(own, by_month)
    frame = _rate_frame(drawn.rate, own, price)
    spread = ranges.of_months(frame["suggested"].to_numpy(), by_month, drawn, settings.months)
    lines = _lines(pd.concat([frame, spread], axis=1), "Margin", "share")[free]
    realised = ratio(recent["revenue"], recent["list_revenue"])[free]
    texts = [
        "Last year's margin" + ("." if np.isnan(value) else f", at {value:.1%} of list prices.")
        for value in realised
    ]
    return [lines.assign(why=[f"{text} Drawn to the team's by its months." for text in texts])]
