"""Goals other than revenue that follow from it: activities, close rate, in process and margin.

Activities follow from the revenue goal through the funnel, so their steps are the revenue's steps
÷ the average sale, and so on. A change of price moves the average sale, not the number of sales.
"""

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import CLOSE_RATE, IN_PROCESS, MARGIN, PROPOSALS, Metric, Metrics
from xlgoals.domain.plan_settings import Settings
from xlgoals.domain.rates import close_rate, margin, ratio
from xlgoals.domain.steps import PRICE, position
from xlgoals.sums.arrays import Floats
from xlgoals.sums.forecast import ranges
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.history.rep_metrics import pipeline
from xlgoals.sums.suggest import funnel
from xlgoals.sums.suggest.goal_lines import Before, added_lines, lines_of, rate_steps
from xlgoals.sums.suggest.running_totals import Goals

IN_PROCESS_EVIDENCE = 20.0
"""How many proposals the team's time in process counts for in a rep's."""
DAYS_A_MONTH = 365.25 / 12


def activity_lines(
    found: Goals, history: History, settings: Settings, proposals: pd.DataFrame, metrics: Metrics
) -> list[pd.DataFrame]:
    """Lines of the Targets table for what follows from revenue; none for what nobody recorded."""
    recent = {name: history.recent(name)[found.here] for name in history.by_rep}
    stages = metrics.activities
    rate = funnel.rates(recent, stages)
    price = _price(found.by_rep)
    average = np.where(rate.average_sale > 0, rate.average_sale, np.nan)[:, None]
    shares = [drawn.rate for drawn in rate.onward]
    needed = funnel.activities(found.by_rep / (average * price), stages, shares)
    lines = [
        _counted(metric, needed[metric.name], _reasons(rate, at, stages), history, found, settings)
        for at, metric in enumerate(stages)
        if metric in metrics.negotiated and not np.isnan(needed[metric.name]).all()
    ]
    if CLOSE_RATE.name in metrics and metrics[CLOSE_RATE.name].negotiated:
        lines += _close_rate(recent, rate, needed, stages)
    if IN_PROCESS.name in metrics and metrics[IN_PROCESS.name].negotiated:
        lines += _in_process(found, history, settings, proposals, needed[PROPOSALS.name])
    if MARGIN.name in metrics and metrics[MARGIN.name].negotiated:
        lines += _margin(found, history, recent, price, settings)
    return lines


def _price(by_rep: Floats) -> Floats:
    """How much of each running total (r × steps) is price: 1 before the price step."""
    at = position(PRICE)
    before, after = by_rep[:, at - 1], by_rep[:, at]
    factor = np.where((before > 0) & (after > 0), after / np.where(before > 0, before, 1.0), 1.0)
    late = np.arange(by_rep.shape[1]) >= at
    return np.where(late, factor[:, None], 1.0)


def _reasons(rate: funnel.Rates, at: int, stages: tuple[Metric, ...]) -> list[str]:
    """How an activity follows from the one after it, a sentence a rep."""
    if at == len(stages) - 1:
        return [f"Revenue goal ÷ {value:,.0f} a sale." for value in rate.average_sale]
    stage, after = stages[at], stages[at + 1]
    if at == len(stages) - 2:
        return [f"{after.name} ÷ a close rate of {value:.1%}." for value in rate.onward[at].rate]
    return [
        f"{after.name} ÷ {value:.1%} of {stage.name.lower()} {after.done}."
        for value in rate.onward[at].rate
    ]


def _counted(
    metric: Metric,
    running: Floats,
    why: list[str],
    history: History,
    found: Goals,
    settings: Settings,
) -> pd.DataFrame:
    """Lines of a goal that is a whole number, the team's too."""
    measure = metric.above[0].measure
    last = history.recent(measure, settings.calendar)[found.here]
    whole = np.column_stack([running[:, :-1], np.round(running[:, -1], metric.digits)])
    past = history.by_rep[measure][found.here]
    sold = history.sold_in(settings.calendar)[found.here]
    return added_lines(metric, whole, Before(last, sold, past), settings, why)


def _close_rate(
    recent: dict[str, Floats],
    rate: funnel.Rates,
    needed: dict[str, Floats],
    stages: tuple[Metric, ...],
) -> list[pd.DataFrame]:
    """Close rates, drawn towards the team's; the team's from sums."""
    drawn = rate.onward[-1]
    if np.isnan(drawn.rate).all():
        return []
    sales, tried = (recent[term.measure] for term in (*CLOSE_RATE.above, *CLOSE_RATE.below))
    own = close_rate(sales, tried)
    asked, tries = (needed[stage.name][:, -1] for stage in (stages[-1], stages[-2]))
    digits = CLOSE_RATE.digits
    spread = ranges.of_rates(np.round(drawn.rate, digits), drawn, tries)
    reps = lines_of(rate_steps(drawn.rate, own, digits), spread, CLOSE_RATE)
    known = ~np.isnan(own)
    last = close_rate(sales[known].sum(), tried[known].sum())
    whole = funnel.Drawn(
        np.atleast_1d(close_rate(np.nansum(asked), np.nansum(tries))),
        np.atleast_1d(np.nansum(tried[known])),
    )
    spread = ranges.of_rates(np.round(whole.rate, digits), whole, np.atleast_1d(np.nansum(tries)))
    team = lines_of(rate_steps(whole.rate, np.atleast_1d(last), digits), spread, CLOSE_RATE)
    return [
        team.assign(place=-1, why="All sales ÷ all presentations."),
        reps.assign(why=f"Own record, drawn to the team's {float(last):.1%}."),
    ]


def _in_process(
    found: Goals, history: History, settings: Settings, proposals: pd.DataFrame, needed: Floats
) -> list[pd.DataFrame]:
    """Average proposals in process: proposals a month × months each stays in process."""
    average = pipeline(proposals, history)[0][found.here]
    made = history.recent(PROPOSALS.column)[found.here]
    months = funnel.drawn_mean(average * 12, made, IN_PROCESS_EVIDENCE)
    if np.isnan(months).all() or np.isnan(needed).all():
        return []
    running = needed / settings.months * months[:, None]
    running[:, -1] = np.round(running[:, -1], IN_PROCESS.digits)
    past = history.by_rep[PROPOSALS.column][found.here]
    days = [f"Proposals a month × {value * DAYS_A_MONTH:.0f} days in process." for value in months]
    before = Before(average, history.sold_in()[found.here], past)
    return [added_lines(IN_PROCESS, running, before, settings, days)]


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
    steps = rate_steps(drawn.rate, own, MARGIN.digits, price)
    spread = ranges.of_months(steps["suggested"].to_numpy(), by_month, drawn, settings.months)
    lines = lines_of(steps, spread, MARGIN)[free]
    realised = ratio(recent["revenue"], recent["list_revenue"])[free]
    texts = [
        "Last year's margin" + ("." if np.isnan(value) else f", at {value:.1%} of list prices.")
        for value in realised
    ]
    return [lines.assign(why=[f"{text} Drawn to the team's by its months." for text in texts])]
