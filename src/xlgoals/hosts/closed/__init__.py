"""A workbook on disk, edited so that every part the edit does not own stays byte for byte."""

from xlgoals.hosts.closed.closed_file import ClosedFile

__all__ = ["ClosedFile"]
