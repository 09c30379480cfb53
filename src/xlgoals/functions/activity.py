"""Activities that a goal needs: the funnel, backwards."""

import numpy as np

from xlgoals.domain.metrics import DEFAULT
from xlgoals.functions.guards import possible
from xlgoals.sums.arrays import Floats
from xlgoals.sums.suggest.funnel import activities


def required_activity(
    target: Floats,
    average_sale: Floats,
    close_rate: Floats,
    presenting: Floats | float = np.nan,
    proposing: Floats | float = np.nan,
) -> Floats:
    """How many opportunities, proposals, presentations and sales a revenue goal needs.

    Args:
        target (n×1, money): The revenue goal.
        average_sale (n×1, money): Revenue of an average sale.
        close_rate (n×1, fraction): Sales ÷ presentations.
        presenting (n×1 or 1×1, fraction): Presentations ÷ proposals.
        proposing (n×1 or 1×1, fraction): Proposals ÷ opportunities.

    Returns:
        (n×4, count): opportunities, proposals, presentations, sales; not rounded.

    Errors:
        #N/A: A number that it takes is unknown or 0; each of the four takes those after it.
        #NUM!: A number is negative.

    Source:
        docs/method.md#activities

    Example:
        =REQUIRED_ACTIVITY(300000, 10000, 0.25, 0.8, 0.5) → 300, 150, 120, 30
    """
    size = np.where(average_sale > 0, average_sale, np.nan)
    presenting = np.broadcast_to(presenting, target.shape)
    proposing = np.broadcast_to(proposing, target.shape)
    stages = DEFAULT.activities
    needed = activities((target / size)[:, None], stages, (proposing, presenting, close_rate))
    columns = [needed[stage.name] for stage in stages]
    doubts = [each < 0 for each in (target, average_sale, close_rate, presenting, proposing)]
    return possible(np.hstack(columns), *doubts)
