"""Workbooks by a reader that is not ours, to look at and not to change.

Several checks look at the same file in turn: it is read once for all of them.
"""

import io
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl


def looked_at(path: Path, *, data_only: bool = False) -> Any:
    """The workbook as it is on disk now."""
    return _read(path.read_bytes(), data_only)


@lru_cache(maxsize=6)
def _read(data: bytes, data_only: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that are of no interest here
        return openpyxl.load_workbook(io.BytesIO(data), data_only=data_only)
