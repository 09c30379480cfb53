"""Sheet Formulas of a plan with macros: every worksheet function at work on the plan itself."""

from xlgoals.verbs.formulas.sheet import NAME, SHEET

__all__ = ["NAME", "SHEET"]
