"""The sample organisation: a made-up maker of industrial scales, its history and its plan.

What happens to it is planted on purpose, so that a review can be asked to find it again.
"""

from xlgoals.core.sample.organisation import Sample, organisation
from xlgoals.core.sample.planted import Cause, Planted

__all__ = ["Cause", "Planted", "Sample", "organisation"]
