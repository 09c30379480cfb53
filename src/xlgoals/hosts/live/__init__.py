"""The host for a workbook that is open in Excel or in LibreOffice Calc."""

from xlgoals.hosts.live.asking import ask_path, picked_place
from xlgoals.hosts.live.live import Live
from xlgoals.hosts.live.printing import print_workbook

__all__ = ["Live", "ask_path", "picked_place", "print_workbook"]
