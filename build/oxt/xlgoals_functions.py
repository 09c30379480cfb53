"""The worksheet functions as Calc asks for them: an add-in whose methods come from functions.json.

Loaded by LibreOffice's own Python. The sums are done by ``xlgoals_calc``.
"""

import json
from pathlib import Path

import unohelper
import xlgoals_calc
from com.sun.star.lang import Locale, XServiceInfo, XServiceName
from com.sun.star.sheet import LocalizedName, XAddIn, XCompatibilityNames
from org.xlgoals import XSalesGoals

IMPLEMENTATION = "org.xlgoals.python.SalesGoals"
SERVICES = (IMPLEMENTATION, "com.sun.star.sheet.AddIn")
ENGLISH = Locale("en", "US", "")

FUNCTIONS = json.loads((Path(xlgoals_calc.__file__).parent / "functions.json").read_text("utf-8"))
"""By method: the name in a cell, the text of the function wizard, and its arguments."""
METHODS = {told["name"]: method for method, told in FUNCTIONS.items()}


class SalesGoals(
    unohelper.Base, XSalesGoals, XAddIn, XCompatibilityNames, XServiceName, XServiceInfo
):
    """All worksheet functions, and what Calc wants to know of them."""

    def __init__(self, context, *arguments):
        self.locale = ENGLISH

    def getProgrammaticFuntionName(self, name):  # noqa: N802 – LibreOffice spells it so
        """The method of a function."""
        return METHODS.get(name, "")

    def getDisplayFunctionName(self, method):  # noqa: N802
        """The name in a cell."""
        return FUNCTIONS[method]["name"] if method in FUNCTIONS else ""

    def getFunctionDescription(self, method):  # noqa: N802
        """What the function wizard says."""
        return FUNCTIONS[method]["help"] if method in FUNCTIONS else ""

    def getDisplayArgumentName(self, method, place):  # noqa: N802
        """An argument's name."""
        return _argument(method, place)[0]

    def getArgumentDescription(self, method, place):  # noqa: N802
        """What the function wizard says of an argument."""
        return _argument(method, place)[1]

    def getProgrammaticCategoryName(self, method):  # noqa: N802
        """The category in the function wizard; Calc has no others for add-ins."""
        return "Add-In"

    def getDisplayCategoryName(self, method):  # noqa: N802
        """The category as it is shown."""
        return "Add-In"

    def getCompatibilityNames(self, method):  # noqa: N802
        """The name in Excel files, so that it is kept when Calc saves one."""
        if method not in FUNCTIONS:
            return ()
        return (LocalizedName(ENGLISH, FUNCTIONS[method]["name"]),)

    def setLocale(self, locale):  # noqa: N802
        """The language; there is one."""
        self.locale = locale

    def getLocale(self):  # noqa: N802
        """The language."""
        return self.locale

    def getServiceName(self):  # noqa: N802
        """The name of the add-in."""
        return IMPLEMENTATION

    def getImplementationName(self):  # noqa: N802
        """The name of this class."""
        return IMPLEMENTATION

    def supportsService(self, name):  # noqa: N802
        """Whether it is an add-in."""
        return name in SERVICES

    def getSupportedServiceNames(self):  # noqa: N802
        """What it is."""
        return SERVICES


def _argument(method, place):
    """Name and help text of an argument."""
    arguments = FUNCTIONS.get(method, {}).get("arguments", [])
    return arguments[place] if place < len(arguments) else ("", "")


def _method(name):
    """The method that answers for a function."""

    def answer(self, *arguments):
        return xlgoals_calc.answer(name, arguments)

    return answer


for _name, _told in FUNCTIONS.items():
    setattr(SalesGoals, _name, _method(_told["name"]))

g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 – LibreOffice looks for it
g_ImplementationHelper.addImplementation(SalesGoals, IMPLEMENTATION, SERVICES)
