"""Impossible numbers: what a function answers with #NUM!."""

import numpy as np

from xlgoals.sums.arrays import Bools, Floats

IMPOSSIBLE = np.inf
"""What stands for #NUM! in an answer, as NaN stands for #N/A."""


def possible(answer: Floats, *doubts: Bools | bool) -> Floats:
    """The answer, but impossible where any of the doubts is true.

    Args:
        answer (n or n × k).
        doubts (n, or one for all).
    """
    if isinstance(answer, float):
        return IMPOSSIBLE if any(doubts) else answer
    for doubt in doubts:
        marked = np.asarray(doubt)
        across = marked[:, None] if marked.ndim < np.ndim(answer) and marked.ndim else marked
        answer = np.where(across, IMPOSSIBLE, answer)
    return np.asarray(answer, float)
