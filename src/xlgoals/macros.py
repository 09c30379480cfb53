"""What the buttons of every plan call, under the name that is written in the plans' VBA."""

from xlgoals.ribbon.macros import MACROS

globals().update(MACROS)
