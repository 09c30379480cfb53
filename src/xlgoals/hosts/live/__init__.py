"""The host for a workbook that is open in Excel or in LibreOffice Calc."""

from xlgoals.hosts.live.asking import ask_folder, ask_path, ask_paths
from xlgoals.hosts.live.live import Live

__all__ = ["Live", "ask_folder", "ask_path", "ask_paths"]
