"""Two values on the table: how far apart they are, and what lies fairly between them."""

import numpy as np

from xlgoals.core.arrays import Floats


def compromise(proposed: Floats, counter: Floats, supported: Floats) -> Floats:
    """What history supports, kept between the two offers; their middle where that is unknown.

    Args:
        proposed, counter, supported (n, any unit).

    Returns:
        (n): NaN where an offer is unknown.
    """
    least, most = np.minimum(proposed, counter), np.maximum(proposed, counter)
    middle = (proposed + counter) / 2
    return np.where(np.isnan(supported), middle, np.clip(supported, least, most))
