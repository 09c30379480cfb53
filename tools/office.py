"""LibreOffice without a window: load, recalculate, save, print. Always on a copy."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop></item>
</oor:items>"""
SECONDS = 180
PAGES = '{"SinglePageSheets":{"type":"boolean","value":"true"}}'


def soffice() -> str:
    """The program, or nothing where it is not installed or older than 25.2."""
    path = shutil.which("soffice")
    if path is None:
        return ""
    text = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"(\d+)\.(\d+)", text)
    recent = match is not None and (int(match[1]), int(match[2])) >= (25, 2)
    return path if recent else ""


def convert(path: Path, folder: Path, kind: str, *, recalculate: bool = False) -> Path:
    """A file as LibreOffice saves it, e.g. kind ``xlsx`` or ``pdf:calc_pdf_Export:{…}``.

    With ``recalculate`` every formula is worked out anew; else cached values are kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "in" / path.name
        copy.parent.mkdir()
        shutil.copy(path, copy)
        user = Path(scratch) / "profile" / "user"
        user.mkdir(parents=True)
        mode = 0 if recalculate else 1
        (user / "registrymodifications.xcu").write_text(PROFILE.format(mode=mode))
        command = [
            soffice() or "soffice",
            f"-env:UserInstallation=file://{user.parent}",
            "--headless",
            "--norestore",
            "--nologo",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(copy),
        ]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "HOME": scratch},
        )
    result = folder / f"{path.stem}.{kind.partition(':')[0]}"
    if not result.exists():
        raise RuntimeError(f"LibreOffice did not open {path}: {done.stdout}{done.stderr}")
    return result


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
