"""The host for workbooks that do not exist yet."""

from xlgoals.hosts.fresh.addin import write_addin
from xlgoals.hosts.fresh.plan import write_plan
from xlgoals.hosts.fresh.report import write_report

__all__ = ["write_addin", "write_plan", "write_report"]
