"""The host for a workbook that is open in Excel or in LibreOffice Calc."""

from xlgoals.hosts.live.live import Live

__all__ = ["Live"]
