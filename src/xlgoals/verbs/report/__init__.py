"""A report of the plan that is worth printing, for the team or for one rep alone."""

from xlgoals.verbs.report.whole import rep_report, report

__all__ = ["rep_report", "report"]
