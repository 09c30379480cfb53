"""The host for workbooks that do not exist yet."""

from xlgoals.hosts.new_file.addin import write_addin
from xlgoals.hosts.new_file.plan import write_plan
from xlgoals.hosts.new_file.report import write_report

__all__ = ["write_addin", "write_plan", "write_report"]
