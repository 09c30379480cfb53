"""What is in process: how much of it, how fast it moves, and whether it is enough."""

import numpy as np

from xlgoals.domain.rates import ratio
from xlgoals.functions.guards import IMPOSSIBLE, possible
from xlgoals.sums.arrays import Floats


def avg_proposals_in_process(opened: Floats, closed: Floats, start: Floats, end: Floats) -> Floats:
    """Average number of proposals in process over a time: an average over its days, not a count
    on one of them.

    Args:
        opened (m×1, date): Day each proposal was opened.
        closed (m×1, date or blank): Day it was won or lost; blank while it is still open.
        start (n×1 or 1×1, date): First day of the time.
        end (n×1 or 1×1, date): Last day of the time, itself included.

    Returns:
        (n×1, number): days in process ÷ days of the time, one for each time asked about.

    Errors:
        #N/A: There is no proposal, or a date of the time is unknown.
        #NUM!: The end is before the start, or a proposal was closed before it was opened.

    Source:
        docs/metrics.md#proposals-in-process

    Example:
        =AVG_PROPOSALS_IN_PROCESS(DATE(2027,1,3), DATE(2027,1,8), DATE(2027,1,1), DATE(2027,1,10))
            → 0.5
    """
    start, end = np.broadcast_arrays(np.floor(start), np.floor(end))
    if (closed < opened).any():
        return np.full(start.shape, IMPOSSIBLE)
    order, last = np.floor(opened), np.floor(np.where(np.isnan(closed), np.inf, closed))
    days = _days_before(end + 1, order, last) - _days_before(start, order, last)
    return possible(ratio(days, end + 1 - start), end < start)


def _days_before(day: Floats, opened: Floats, closed: Floats) -> Floats:
    """Days in process before each day, over all proposals."""
    return _past(day, opened) - _past(day, closed[np.isfinite(closed)])


def _past(day: Floats, since: Floats) -> Floats:
    """Days from each date to each day, added up over the dates before it."""
    dates = np.sort(since)
    before = np.searchsorted(dates, day)
    sums = np.append(0.0, np.cumsum(dates))
    return np.asarray(np.where(np.isnan(day), np.nan, before * day - sums[before]))


def pipeline_coverage(open_value: Floats, still_to_sell: Floats) -> Floats:
    """How many times the open proposals cover what is still to be sold.

    Args:
        open_value (n×1, money): Value of the proposals in process.
        still_to_sell (n×1, money): Revenue that is missing to the goal.

    Returns:
        (n×1, number): open value ÷ still to sell; 3 means three times.

    Errors:
        #N/A: Nothing is left to sell, or either is unknown.
        #NUM!: An amount is negative.

    Source:
        docs/metrics.md#pipeline-coverage

    Example:
        =PIPELINE_COVERAGE(500000, 250000) → 2
    """
    return possible(ratio(open_value, still_to_sell), open_value < 0, still_to_sell < 0)


def required_coverage(win_rate: Floats) -> Floats:
    """How many times the open proposals must cover what is still to be sold.

    Args:
        win_rate (n×1, fraction): Share of decided proposals that are won, between 0 and 1.

    Returns:
        (n×1, number): 1 ÷ win rate.

    Errors:
        #N/A: The win rate is 0 or unknown: no pipeline is enough.
        #NUM!: The win rate is negative or over 1.

    Source:
        docs/metrics.md#pipeline-coverage

    Example:
        =REQUIRED_COVERAGE(0.25) → 4
    """
    return possible(ratio(1.0, win_rate), win_rate < 0, win_rate > 1)


def sales_velocity(
    opportunities: Floats, win_rate: Floats, average_sale: Floats, cycle_days: Floats
) -> Floats:
    """Revenue that the pipeline brings in a day.

    Args:
        opportunities (n×1, count): Opportunities in process.
        win_rate (n×1, fraction): Share of them that are won.
        average_sale (n×1, money): Revenue of an average sale.
        cycle_days (n×1, days): Days from opening to winning.

    Returns:
        (n×1, money): opportunities × win rate × average sale ÷ days, per day.

    Errors:
        #N/A: The cycle is 0 days, or something is unknown.
        #NUM!: A number is negative, or the win rate is over 1.

    Source:
        docs/metrics.md#sales-velocity

    Example:
        =SALES_VELOCITY(40, 0.25, 15000, 60) → 2500
    """
    answer = ratio(opportunities * win_rate * average_sale, cycle_days)
    negative = (opportunities < 0) | (average_sale < 0) | (cycle_days < 0)
    return possible(answer, negative, win_rate < 0, win_rate > 1)


def sales_cycle_days(opened: Floats, closed: Floats) -> Floats:
    """Average number of days from the opening of a proposal to its closing. To measure the time
    to a sale, give it won proposals only.

    Args:
        opened (m×1, date): Day each proposal was opened.
        closed (m×1, date): Day it was closed; those still open are left out.

    Returns:
        (1×1, days): mean of closed − opened.

    Errors:
        #N/A: No proposal was closed.
        #NUM!: A proposal was closed before it was opened.

    Source:
        docs/metrics.md#sales-cycle

    Example:
        =SALES_CYCLE_DAYS(DATE(2027,1,3), DATE(2027,2,2)) → 30
    """
    days = closed - opened
    return possible(np.asarray(np.mean(days)), bool((days < 0).any()))
