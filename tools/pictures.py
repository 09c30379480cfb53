"""Pictures of a workbook's sheets, as LibreOffice draws them: what the README shows."""

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

import office
import openpyxl
import window

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))
SHEETS = (
    "Start",
    "Assumptions",
    "Metrics",
    "Review",
    "Targets",
    "Team",
    "Team by month",
    "Formulas",
)
DPI, TALLEST, WIDEST = 80, 620, 3000


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    example = ROOT / "workbook_templates" / "sales_goals_example.xlsm"
    arguments.add_argument("workbook", nargs="?", type=Path, default=example)
    arguments.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    arguments.add_argument("--sheet", action="append", help="only this sheet; repeat it")
    given = arguments.parse_args()
    if not office.soffice():
        print("LibreOffice 25.2 or later is not installed; run tools/install-libreoffice.sh")
        return 1
    book = openpyxl.load_workbook(given.workbook, read_only=True)
    names = book.sheetnames
    book.close()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pdf = office.to_pdf(given.workbook, Path(folder), one_page_a_sheet=True)
        for name in given.sheet or SHEETS:
            page = names.index(name) + 1
            limits = {"height": TALLEST, "width": WIDEST}
            pages = office.to_png(pdf, Path(folder) / str(page), DPI, page, limits)
            target = given.out / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.png"
            shutil.copy(pages[0], target)
            print(target)
    if not given.sheet and not window.missing():
        print(in_calc(given.workbook, given.out / "calc.png"))
    return 0


def in_calc(workbook: Path, picture: Path) -> Path:
    """A picture of Calc's window with our toolbar, after a click on Regenerate targets."""
    from calc_addin_here import unpacked  # noqa: PLC0415
    from calc_window import click_regenerate  # noqa: PLC0415
    from xlgoals import calc_addin  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp())
    document = Path(shutil.copy(workbook, folder / "Sales goals 2027.xlsm"))
    with window.screen(unpacked(folder / "addin", calc_addin.home()), document) as screen:
        click_regenerate(screen)
        screen.photograph(picture)
    shutil.rmtree(folder, ignore_errors=True)
    return picture


if __name__ == "__main__":
    sys.exit(main())
