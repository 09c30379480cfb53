"""LibreOffice without a window: load, recalculate, save, print. Always on a copy."""

import atexit
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop></item>
</oor:items>"""
SECONDS = 180
PAGES = '{"SinglePageSheets":{"type":"boolean","value":"true"}}'


@cache
def soffice() -> str:
    """The program, or nothing where it is not installed or older than 25.2."""
    path = shutil.which("soffice")
    if path is None:
        return ""
    text = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"(\d+)\.(\d+)", text)
    recent = match is not None and (int(match[1]), int(match[2])) >= (25, 2)
    return path if recent else ""


@cache
def profile(*, recalculate: bool) -> Path:
    """LibreOffice's own settings for this run: made once, warm from the second start on."""
    folder = Path(tempfile.mkdtemp(prefix="xlgoals-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    settings = PROFILE.format(mode=0 if recalculate else 1)
    (folder / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    return folder


def convert(path: Path, folder: Path, kind: str, *, recalculate: bool = False) -> Path:
    """A file as LibreOffice saves it, e.g. kind ``xlsx`` or ``pdf:calc_pdf_Export:{…}``.

    With ``recalculate`` every formula is worked out anew; else cached values are kept.
    """
    settings = profile(recalculate=recalculate)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(shutil.copy(path, scratch))
        made = Path(scratch) / "out" / f"{path.stem}.{kind.partition(':')[0]}"
        user = f"-env:UserInstallation=file://{settings}"
        command = [soffice() or "soffice", user, "--headless", "--norestore", "--nologo"]
        command += ["--convert-to", kind, "--outdir", str(made.parent), str(copy)]
        said = _run(command, settings)
        if not made.exists():
            raise RuntimeError(f"LibreOffice did not open {path}: {said}")
        folder.mkdir(parents=True, exist_ok=True)
        return Path(shutil.move(made, folder / made.name))


def _run(command: list[str], home: Path) -> str:
    """What LibreOffice said; it and all it started end with the call."""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        env={**os.environ, "HOME": str(home)},
    ) as office:
        try:
            return office.communicate(timeout=SECONDS)[0]
        except subprocess.TimeoutExpired:
            os.killpg(office.pid, signal.SIGKILL)
            raise RuntimeError(f"LibreOffice took over {SECONDS} seconds: {command[-1]}") from None


def to_pdf(path: Path, folder: Path, *, one_page_a_sheet: bool) -> Path:
    """A workbook as a PDF."""
    kind = f"pdf:calc_pdf_Export:{PAGES}" if one_page_a_sheet else "pdf"
    return convert(path, folder, kind)


def to_png(
    pdf: Path, folder: Path, dpi: int = 80, page: int = 0, limits: dict[str, int] | None = None
) -> list[Path]:
    """The pages of a PDF as pictures, in their order; cut to limits of width and height."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = ["-f", str(page), "-l", str(page)] if page else []
    if limits:
        size = _page_size(pdf, page, dpi)
        wide, tall = min(limits["width"], size[0]), min(limits["height"], size[1])
        pages += ["-x", "0", "-y", "0", "-W", str(wide), "-H", str(tall)]
    subprocess.run(
        ["pdftoppm", "-png", "-r", str(dpi), *pages, str(pdf), str(folder / "page")], check=True
    )
    return sorted(folder.glob("page*.png"))


def _page_size(pdf: Path, page: int, dpi: int) -> tuple[int, int]:
    """Width and height of a page in pixels."""
    command = ["pdfinfo", "-f", str(page), "-l", str(page), str(pdf)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    line = next(line for line in text.splitlines() if line.startswith("Page") and " size:" in line)
    wide, tall = (float(number) for number in re.findall(r"([\d.]+) x ([\d.]+)", line)[0])
    return int(wide * dpi / 72) + 1, int(tall * dpi / 72) + 1


@contextmanager
def listening(extensions: Path | None = None, python: str = "") -> Iterator[str]:
    """An office without a window that a program may drive: yields where it listens.

    Args:
        extensions: A folder of extensions that it has.
        python: Folders in which its own Python looks for modules.
    """
    folder = Path(tempfile.mkdtemp(prefix="xlgoals-office-"))
    place = f"pipe,name={folder.name}"
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(
        PROFILE.format(mode=1), encoding="utf-8"
    )
    command = [soffice() or "soffice", f"-env:UserInstallation=file://{folder}", "--headless"]
    command += ["--norestore", "--nologo", f"--accept={place};urp"]
    command += [f"-env:BUNDLED_EXTENSIONS={extensions.as_uri()}"] if extensions else []
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    known = {**os.environ, "PYTHONPATH": python} if python else None
    with subprocess.Popen(command, **quiet, start_new_session=True, env=known) as office:
        try:
            yield place
        finally:
            os.killpg(office.pid, signal.SIGTERM)
            office.wait(SECONDS)
            shutil.rmtree(folder, ignore_errors=True)
