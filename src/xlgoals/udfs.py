"""What the functions of every plan call, under the name that is written in the plans' VBA."""

from xlgoals.ribbon.udfs import *  # noqa: F403
