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
    total = _by_rep(metric.above, history)
    if metric.below:
        total = total / _by_rep(metric.below, history).replace(0, float("nan"))
    if metric.below and metric.unit is Unit.SHARE and (total > 1).any():
        wanted = "a share of 1 at most: choose money or count; it has no goals"
        return f"{total.max():,.2f} for {total.idxmax()}", wanted
    if (total < 0).any():
        wanted = "nothing below zero: change what is taken off; it has no goals"
        return f"{total.min():,.10g} for {total.idxmin()}", wanted
    return None


def _by_rep(terms: tuple[Term, ...], history: pd.DataFrame) -> pd.Series:
    """What each rep's known cells come to."""
    signed = pd.Series(0.0, history.index)
    for term in terms:
        signed += term.sign * history[term.measure].astype(float)
    return signed.groupby(history[REP_ID]).sum()
