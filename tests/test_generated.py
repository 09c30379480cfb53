"""What is committed is what the declarations say now."""

import zipfile
from pathlib import Path

from build import libreoffice, reference, templates

ROOT = Path(__file__).parent.parent
HINT = "run `make build` and commit what it changes"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_committed_workbooks_are_fresh(tmp_path: Path) -> None:
    for made in [*templates.build(tmp_path), *libreoffice.build(tmp_path)]:
        committed, now = parts(ROOT / "workbook_templates" / made.name), parts(made)
        assert list(committed) == list(now), HINT
        assert [name for name in now if now[name] != committed[name]] == [], HINT


def test_the_committed_pages_are_fresh(tmp_path: Path) -> None:
    for made in reference.build(tmp_path):
        assert made.read_text() == (ROOT / "docs" / made.name).read_text(), HINT
