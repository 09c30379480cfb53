"""Whether the metrics of a plan's own can have goals: what the history says of them must fit."""

import pandas as pd

from xlgoals.domain.metrics import Metric, Metrics, Term, Unit
from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem
from xlgoals.tables.sheets import metrics_chosen


def fit_for_goals(metrics: Metrics, history: pd.DataFrame) -> tuple[Metrics, list[Problem]]:
    """The metrics that can have goals, and why others cannot.

    A goal lies at zero or above, and a share at one or below: a suggestion beyond could neither
    be typed nor agreed.

    Args:
        history: rep_id and the measures.
    """
    faults = {metric.name: _fault(metric, history) for metric in metrics.own}
    problems = [
        Problem(metrics_chosen.SHEET.name, 0, name, *fault)
        for name, fault in faults.items()
        if fault
    ]
    return Metrics(tuple(metric for metric in metrics if not faults.get(metric.name))), problems


def _fault(metric: Metric, history: pd.DataFrame) -> tuple[str, str] | None:
    """What was found of a metric and what is wanted; None where it fits."""
    out = "; it has no goals"
    total = _by_rep(metric.above, history)
    if metric.below:
        rate = total / _by_rep(metric.below, history).replace(0, float("nan"))
        if metric.unit is Unit.SHARE and (rate > 1).any():
            rep = rate.idxmax()
            return (
                f"{rate[rep]:,.2f} for {rep}",
                f"a share of 1 at most: choose money or count{out}",
            )
        total = rate
    if (total < 0).any():
        rep = total.idxmin()
        return f"{total[rep]:,.10g} for {rep}", f"nothing below zero: change what is taken off{out}"
    return None


def _by_rep(terms: tuple[Term, ...], history: pd.DataFrame) -> pd.Series:
    """What each rep's known cells come to."""
    signed = sum(term.sign * history[term.measure] for term in terms)
    return pd.Series(signed, history.index, dtype=float).groupby(history[REP_ID]).sum()
