"""Formulas between Excel's spelling and the one in which Calc's cells take and tell them."""

from xlgoals.hosts.calc.finding import Uno, load_uno, struct

PARSER = "com.sun.star.sheet.FormulaParser"
OWN, EXCEL = "UNSPECIFIED", "XL_OOX"


def excel_formula(document: Uno, formula: str) -> str:
    """A cell's formula as Excel writes it."""
    return _respelled(document, formula, OWN, EXCEL)


def calc_formula(document: Uno, formula: str) -> str:
    """Excel's formula as a cell takes it."""
    return _respelled(document, formula, EXCEL, OWN)


def _respelled(document: Uno, formula: str, spelling: str, other: str) -> str:
    """The same formula in the other spelling; one that cannot be read as it is."""
    parser, at = document.createInstance(PARSER), struct("table.CellAddress")
    parser.CompileEnglish = True
    parser.FormulaConvention = _convention(spelling)
    tokens = parser.parseFormula(formula.removeprefix("="), at)
    parser.FormulaConvention = _convention(other)
    return f"={parser.printFormula(tokens, at) or formula.removeprefix('=')}"


def _convention(name: str) -> int:
    """The office's number for a spelling."""
    constant = f"com.sun.star.sheet.AddressConvention.{name}"
    return int(load_uno().getConstantByName(constant))
