"""A fresh workbook from the declarations of its sheets."""

from xlgoals.hosts.new_file.plan import write_plan

__all__ = ["write_plan"]
