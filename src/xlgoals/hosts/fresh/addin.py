"""The Excel add-in xlgoals.xlam: the ribbon for every workbook, and no functions."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import xlsxwriter

from xlgoals.hosts.fresh.macros import add_settings, add_vba, as_kind, with_ribbon


def write_addin(path: Path, *, created: dt.datetime, interpreter: str = "") -> None:
    """The add-in in a file, replacing an older one.

    Args:
        path: Where.
        created: When, as the file's properties say it.
        interpreter: The Python it runs in; empty leaves it to the user's own settings.
    """
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": "Sales Goals", "created": created})
        add_settings(workbook, interpreter)
        add_vba(workbook, "vbaAddin.bin")
    path.write_bytes(_packed(as_kind(data.getvalue(), "xlam")))


def _packed(package: bytes) -> bytes:
    """The package with the ribbon in it."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(data, "w") as new:
        dates = old.infolist()[0].date_time
        for name, part in with_ribbon({name: old.read(name) for name in old.namelist()}).items():
            info = zipfile.ZipInfo(name, dates)
            info.create_system = 0
            new.writestr(info, part, zipfile.ZIP_DEFLATED)
    return data.getvalue()
