"""The buttons of the menu and the toolbar: each runs the macro that its address names.

Loaded by LibreOffice's own Python.
"""

import unohelper
import xlgoals_calc
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJobExecutor

IMPLEMENTATION = "org.xlgoals.python.Buttons"
SERVICES = ("com.sun.star.task.Job",)


class Buttons(unohelper.Base, XJobExecutor, XServiceInfo):
    """What a click on ``service:org.xlgoals.python.Buttons?regenerate`` reaches."""

    def __init__(self, context, *arguments):
        self.context = context

    def trigger(self, name):
        """Run a macro on the document in front."""
        xlgoals_calc.press(name, self.context)

    def getImplementationName(self):  # noqa: N802
        """The name of this class."""
        return IMPLEMENTATION

    def supportsService(self, name):  # noqa: N802
        """Whether it is a job."""
        return name in SERVICES

    def getSupportedServiceNames(self):  # noqa: N802
        """What it is."""
        return SERVICES


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 – LibreOffice looks for it
g_ImplementationHelper.addImplementation(Buttons, IMPLEMENTATION, SERVICES)
