"""From a revenue goal back to the activities that lead to it.

Rates are drawn towards the team's by how little a rep has to show: a rep with four presentations
does not get a close rate of 100 %.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from xlgoals.domain.metrics import Metric
from xlgoals.sums.arrays import Floats

LEAST_EVIDENCE, MOST_EVIDENCE = 10.0, 500.0
"""Bounds of how many cases the team's rate counts for."""

AVERAGE_SALE_EVIDENCE = 10.0
"""How many sales the team's average sale counts for in a rep's."""

MOST_MONTHS = 12.0
"""How many months the team's margin counts for in a rep's, at most."""


@dataclass(frozen=True)
class Drawn:
    """Rates drawn towards the team's."""

    rate: Floats
    """(n, fraction)."""
    evidence: Floats
    """(n, count): own cases and those that the team counts for."""


def drawn_rate(done: Floats, tried: Floats) -> Drawn:
    """Each one's rate, drawn towards the team's.

    (done + k × team rate) ÷ (tried + k), where k – how many cases the team counts for – comes from
    how far the rates differ beyond chance (beta-binomial, method of moments).

    Args:
        done (n, count): Successes; NaN where unknown.
        tried (n, count): Attempts; NaN where unknown.

    Returns:
        The team's rate for those without a record; NaN where nobody has one.
    """
    known = ~np.isnan(done) & ~np.isnan(tried)
    done, tried = np.where(known, done, 0.0), np.where(known, tried, 0.0)
    if tried.sum() <= 0:
        return Drawn(np.full(len(done), np.nan), np.full(len(done), np.nan))
    team = done.sum() / tried.sum()
    evidence = tried + _evidence(done, tried, team)
    return Drawn(np.asarray((done + (evidence - tried) * team) / evidence), evidence)


def _evidence(done: Floats, tried: Floats, team: float) -> float:
    """How many cases the team's rate counts for, against a rep's own."""
    some = tried > 0
    if some.sum() < 2 or not 0 < team < 1:
        return MOST_EVIDENCE if 0 < team < 1 else LEAST_EVIDENCE
    chance = team * (1 - team)
    spread = (tried[some] * (done[some] / tried[some] - team) ** 2).sum()
    total = tried[some].sum()
    expected = chance * (some.sum() - 1)
    beyond = (spread - expected) / (total - (tried[some] ** 2).sum() / total)
    if beyond <= 0:
        return MOST_EVIDENCE
    return float(np.clip(chance / beyond - 1, LEAST_EVIDENCE, MOST_EVIDENCE))


def drawn_mean(amount: Floats, cases: Floats, evidence: float) -> Floats:
    """Each one's amount per case, drawn towards the team's: (amount + k × team) ÷ (cases + k)."""
    known = ~np.isnan(amount) & ~np.isnan(cases)
    amount, cases = np.where(known, amount, 0.0), np.where(known, cases, 0.0)
    if cases.sum() <= 0:
        return np.full(len(amount), np.nan)
    team = amount.sum() / cases.sum()
    return np.asarray((amount + evidence * team) / (cases + evidence))


def drawn_by_month(own: Floats, by_month: Floats) -> Drawn:
    """Each one's share of money, such as a margin, drawn towards the team's by its known months.

    (months × own + k × team's) ÷ (months + k), where k is how far a rep's months differ from each
    other, squared, over how far reps do; at most a year.

    Args:
        own (n, fraction): The share of the whole year.
        by_month (n × t, fraction): That of each month; NaN where unknown.

    Returns:
        The rates; evidence in months.
    """
    count = (~np.isnan(by_month)).sum(axis=1).astype(float)
    some = (count > 0) & ~np.isnan(own)
    if not some.any():
        return Drawn(own, count)
    centre = np.nan_to_num(own)
    squares = np.nansum((by_month - centre[:, None]) ** 2, axis=1)[some].sum()
    within = squares / max(count[some].sum() - some.sum(), 1.0)
    team = np.average(own[some], weights=count[some])
    between = ((own[some] - team) ** 2).sum() / max(some.sum() - 1, 1)
    beyond = between - within / count[some].mean()
    k = MOST_MONTHS if beyond <= 0 else min(within / beyond, MOST_MONTHS)
    k = 0.0 if some.sum() < 2 else k
    evidence = np.where(some, count + k, np.nan)
    return Drawn((count * own + k * team) / evidence, evidence)


@dataclass(frozen=True)
class Rates:
    """What turns revenue into activities, one value a rep."""

    average_sale: Floats
    onward: tuple[Drawn, ...]
    """What share of each stage reaches the next one, from the first stage on; the last of them is
    the close rate."""


def rates(recent: Mapping[str, Floats], stages: Sequence[Metric]) -> Rates:
    """The rates of the last twelve months, drawn towards the team's.

    Args:
        recent: Revenue and the measure of each stage, one value a rep.
        stages: The funnel, from the first contact to the sale.
    """
    counts = [recent[stage.above[0].measure] for stage in stages]
    return Rates(
        drawn_mean(recent["revenue"], counts[-1], AVERAGE_SALE_EVIDENCE),
        tuple(drawn_rate(after, stage) for stage, after in pairwise(counts)),
    )


def activities(
    sales: Floats, stages: Sequence[Metric], onward: Sequence[Floats]
) -> dict[str, Floats]:
    """How many of each activity the sales need: presentations = sales ÷ close rate, and so on.

    Args:
        sales (r × k, count): Sales needed.
        stages: The funnel, from the first contact to the sale.
        onward (r each, fraction): What share of each stage but the sale reaches the next one.
    """
    needed = {stages[-1].name: sales}
    count = sales
    for stage, share in zip(stages[-2::-1], onward[::-1], strict=True):
        # zero and unknown become unknown
        count = count / np.where(share > 0, share, np.nan)[:, None]
        needed[stage.name] = count
    return needed
