"""Rates: shares of one column in another."""

from xlgoals.domain import rates
from xlgoals.functions.guards import possible
from xlgoals.sums.arrays import Floats


def close_rate(sales: Floats, presentations: Floats) -> Floats:
    """Share of presentations that ended in a sale.

    Args:
        sales (n×1, count): Sales won in the period.
        presentations (n×1, count): Presentations made in the same period.

    Returns:
        (n×1, fraction): sales ÷ presentations.

    Errors:
        #N/A: No presentation was made, or either is unknown.
        #NUM!: A count is negative.

    Source:
        docs/metrics.md#close-rate

    Example:
        =CLOSE_RATE(9, 36) → 0.25
    """
    return possible(rates.close_rate(sales, presentations), sales < 0, presentations < 0)


def attainment(actual: Floats, target: Floats) -> Floats:
    """Share of the goal that was reached; not cut off at 100 %.

    Args:
        actual (n×1, money): What came.
        target (n×1, money): The goal for the same time.

    Returns:
        (n×1, fraction): actual ÷ target.

    Errors:
        #N/A: There was no goal, the goal is 0, or the actual is unknown.
        #NUM!: The goal is negative.

    Source:
        docs/metrics.md#attainment

    Example:
        =ATTAINMENT(120000, 100000) → 1.2
    """
    return possible(rates.attainment(actual, target), target < 0)


def margin_pct(revenue: Floats, cost: Floats) -> Floats:
    """Share of revenue that is left after the cost of the goods.

    Args:
        revenue (n×1, money): Revenue.
        cost (n×1, money): Cost of the goods sold for it.

    Returns:
        (n×1, fraction): (revenue − cost) ÷ revenue; a loss is negative.

    Errors:
        #N/A: Revenue is 0, or either is unknown.
        #NUM!: Revenue is negative.

    Source:
        docs/metrics.md#margin

    Example:
        =MARGIN_PCT(1000, 650) → 0.35
    """
    return possible(rates.margin(revenue, cost), revenue < 0)


def price_realization(revenue: Floats, list_revenue: Floats) -> Floats:
    """Share of list prices that was achieved; what is missing to 100 % is the average discount.

    Args:
        revenue (n×1, money): Revenue.
        list_revenue (n×1, money): The same sales at list prices.

    Returns:
        (n×1, fraction): revenue ÷ list revenue.

    Errors:
        #N/A: List revenue is 0, or either is unknown.
        #NUM!: List revenue is negative.

    Source:
        docs/metrics.md#price-realisation

    Example:
        =PRICE_REALIZATION(930, 1000) → 0.93
    """
    return possible(rates.price_realisation(revenue, list_revenue), list_revenue < 0)


def avg_sale(revenue: Floats, sales: Floats) -> Floats:
    """Revenue of an average sale.

    Args:
        revenue (n×1, money): Revenue.
        sales (n×1, count): Number of sales it came from.

    Returns:
        (n×1, money): revenue ÷ sales.

    Errors:
        #N/A: There was no sale, or either is unknown.
        #NUM!: The number of sales is negative.

    Source:
        docs/metrics.md#average-sale

    Example:
        =AVG_SALE(240000, 16) → 15000
    """
    return possible(rates.average_sale(revenue, sales), sales < 0)


def conversion(later: Floats, earlier: Floats) -> Floats:
    """Share of one stage of the funnel that reached the next, such as proposals ÷ opportunities.

    Args:
        later (n×1, count): How many reached the later stage.
        earlier (n×1, count): How many there were in the stage before.

    Returns:
        (n×1, fraction): later ÷ earlier.

    Errors:
        #N/A: The earlier stage is 0, or either is unknown.
        #NUM!: A count is negative.

    Source:
        docs/metrics.md#conversion

    Example:
        =CONVERSION(45, 60) → 0.75
    """
    return possible(rates.conversion(later, earlier), later < 0, earlier < 0)


def win_rate(won: Floats, lost: Floats) -> Floats:
    """Share of the decided proposals that were won. The close rate is another thing: it divides
    sales by presentations, decided or not.

    Args:
        won (n×1, count): Proposals won.
        lost (n×1, count): Proposals lost; those still open do not count.

    Returns:
        (n×1, fraction): won ÷ (won + lost).

    Errors:
        #N/A: Nothing was decided, or either is unknown.
        #NUM!: A count is negative.

    Source:
        docs/metrics.md#close-rate-and-win-rate

    Example:
        =WIN_RATE(10, 10) → 0.5
    """
    return possible(rates.conversion(won, won + lost), won < 0, lost < 0)
