"""A workbook as a PDF, printed by a LibreOffice of its own that nobody sees."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from xlgoals.domain.errors import FileError
from xlgoals.hosts.calc.finding import find_program

SECONDS = 180


def print_pdf(workbook: Path, pdf: Path) -> None:
    """Print all sheets that are shown.

    Args:
        workbook: Stays as it is; a copy is printed.
        pdf: Where; replaced where there is one.

    Errors:
        FileError: there is no LibreOffice, or it did not print; the text says what to do.
    """
    program = find_program()
    if program is None:
        raise FileError(
            "To print a PDF, LibreOffice is needed, and it is not installed here; install it from "
            "libreoffice.org, or keep the report as a workbook (--xlsx) and print that in Excel."
        )
    with tempfile.TemporaryDirectory(prefix="xlgoals-print-") as scratch:
        folder = Path(scratch)
        copy = Path(shutil.copy(workbook, folder / "report.xlsx"))
        profile = (folder / "profile").as_uri()
        command = [str(program), f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--nologo", "--convert-to", "pdf", "--outdir", scratch, str(copy)]
        said = _run(command)
        made = folder / "report.pdf"
        if not made.exists():
            raise FileError(
                f"LibreOffice did not print the report ({said or 'it said nothing'}); keep it as a "
                "workbook (--xlsx) and print that."
            )
        try:
            pdf.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(made, pdf)
        except OSError as error:
            raise FileError(
                f"{pdf} could not be written ({error.strerror}); close it, or choose another name."
            ) from error


def _run(command: list[str]) -> str:
    """What the program said; it and all it started end with the call."""
    # the office brings a Python of its own, which must not find ours
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=clean,
        start_new_session=sys.platform != "win32",
    ) as office:
        try:
            said: str = office.communicate(timeout=SECONDS)[0]
            return (said.strip().splitlines() or [""])[-1]
        except subprocess.TimeoutExpired:
            _end(office)
            return f"it took more than {SECONDS} seconds"


def _end(office: "subprocess.Popen[str]") -> None:
    """End the program and what it started."""
    if sys.platform == "win32":
        office.kill()
    else:
        os.killpg(office.pid, signal.SIGKILL)
