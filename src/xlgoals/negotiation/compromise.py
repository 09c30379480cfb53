"""Two values on the table: how far apart they are, and what lies fairly between them."""

import numpy as np

from xlgoals.sums.arrays import Floats


def compromise(proposed: Floats, counter: Floats, supported: Floats, unit: float = 0.0) -> Floats:
    """What history supports, kept between the two offers; their middle where that is unknown.

    Args:
        proposed, counter, supported (n, any unit).
        unit: What it is rounded to, as far as it stays between the offers; 0 does not round.

    Returns:
        (n): NaN where an offer is unknown.
    """
    fair = np.where(np.isnan(supported), (proposed + counter) / 2, supported)
    rounded = np.floor(fair / unit + 0.5) * unit if unit > 0 else fair
    return np.clip(rounded, np.minimum(proposed, counter), np.maximum(proposed, counter))
