"""The pages of a PDF: their sizes and what is written on them."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    text: str


def pdf_pages(path: Path) -> list[Page]:
    info = _said("pdfinfo", "-l", "9999", str(path))
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", info)
    texts = _said("pdftotext", "-layout", str(path), "-").split("\f")
    return [
        Page(float(width), float(height), text)
        for (width, height), text in zip(sizes, texts, strict=False)
    ]


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
