"""Sheet Formulas of a plan with macros: every worksheet function at work on the plan itself."""

from xlgoals.verbs.formulas.sheet import SHEET, formula_values, read_tables, write_formulas

__all__ = ["SHEET", "formula_values", "read_tables", "write_formulas"]
