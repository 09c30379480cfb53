"""The sample organisation: a made-up maker of industrial scales, its history and its plan.

What happens to it is planted on purpose, so that a review can be asked to find it again.
"""

from xlgoals.sample.organisation import Sample, organisation
from xlgoals.sample.planted import Cause, Planted

__all__ = ["Cause", "Planted", "Sample", "organisation"]
