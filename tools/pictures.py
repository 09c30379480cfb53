"""Pictures of a workbook's sheets, as LibreOffice draws them: what the README shows."""

import argparse
import datetime as dt
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import office
import openpyxl
import window

ROOT = Path(__file__).parent.parent
NOW = dt.datetime(2026, 11, 3, 9, 0)
sys.path.append(str(ROOT / "tests"))
SHEETS = (
    "Start",
    "Assumptions",
    "Metrics",
    "Findings",
    "Review",
    "Why",
    "Targets",
    "Team",
    "Balance",
    "Team by month",
    "Formulas",
)
NEGOTIATION = "N · Anna Lindqvist"
DPI, TALLEST, WIDEST = 80, 620, 3000
WHOLE = 1400
"""Height of pictures that show a whole page."""


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
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        played, file = talked(given.workbook, folder)
        pictured(played, given.sheet or SHEETS, given.out, TALLEST)
        if not given.sheet:
            names = {NEGOTIATION: "negotiation", "Your goals": "rep-file"}
            pictured(played, [NEGOTIATION], given.out, WHOLE, names)
            pictured(file, ["Your goals"], given.out, WHOLE, names)
            print(report_page(played, given.out / "report.png"))
    if not given.sheet and not window.missing():
        print(in_calc(given.workbook, given.out / "calc.png"))
    return 0


def pictured(
    workbook: Path, sheets: Sequence[str], out: Path, tallest: int, names: Mapping[str, str] = {}
) -> None:
    """Pictures of some sheets, named after them unless told otherwise."""
    book = openpyxl.load_workbook(workbook, read_only=True)
    there = book.sheetnames
    book.close()
    with tempfile.TemporaryDirectory() as folder:
        pdf = office.to_pdf(workbook, Path(folder), one_page_a_sheet=True)
        for name in sheets:
            page = there.index(name) + 1
            limits = {"height": tallest, "width": WIDEST}
            pages = office.to_png(pdf, Path(folder) / str(page), DPI, page, limits)
            target = out / f"{names.get(name) or re.sub(r'[^a-z0-9]+', '-', name.lower())}.png"
            shutil.copy(pages[0], target)
            print(target)


def talked(workbook: Path, folder: Path) -> tuple[Path, Path]:
    """A copy of the plan in which everybody got a proposal and some answered, and Anna's file."""
    from xlgoals import verbs  # noqa: PLC0415
    from xlgoals.hosts.closed import ClosedFile  # noqa: PLC0415
    from xlgoals.hosts.fresh.rep_file import write_rep_files  # noqa: PLC0415

    path = Path(shutil.copy(workbook, folder / workbook.name))

    def step(act: Callable[[ClosedFile], Any]) -> Any:
        plan = ClosedFile.open(path)
        found = act(plan)
        plan.save(NOW)
        return found

    def order(*words: Any, **more: Any) -> None:
        step(lambda plan: verbs.carry_out(plan, verbs.Order(*words, **more), NOW))

    step(verbs.make_sheets)
    order("propose", "all", reason="What history and our assumptions support.")
    sent = step(lambda plan: verbs.send(plan, ["R01"], NOW, lambda: "5" * 48))
    write_rep_files(folder / "out", sent.files, NOW)
    order("counter", "R01", "Revenue", 860_000.0, "The ferry account is lost.", who="rep")
    order("counter", "R01", "Presentations", 65.0, "Two fairs less this year.", who="rep")
    order("agree", "R02", reason="Settled in our meeting.")
    for who, name in (("manager", "Maria Vance"), ("rep", "José Almeida")):
        order("sign", "R02", name=name, who=who)
    return path, next((folder / "out").glob("*.xlsx"))


def report_page(workbook: Path, picture: Path) -> Path:
    """The first page of the report."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        command = [
            str(Path(sys.executable).with_name("xlgoals")),
            "report",
            str(workbook),
            "--pdf",
            str(pdf),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        shutil.copy(office.to_png(pdf, Path(folder), DPI, 1)[0], picture)
    return picture


def in_calc(workbook: Path, picture: Path) -> Path:
    """A picture of Calc's window with our toolbar, after a click on Regenerate targets."""
    from calc_addin_here import unpacked  # noqa: PLC0415
    from calc_window import click_regenerate  # noqa: PLC0415
    from xlgoals.ribbon import calc_addin  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp())
    document = Path(shutil.copy(workbook, folder / "Sales goals 2027.xlsm"))
    with window.screen(unpacked(folder / "addin", calc_addin.home()), document) as screen:
        click_regenerate(screen)
        screen.photograph(picture)
    shutil.rmtree(folder, ignore_errors=True)
    return picture


if __name__ == "__main__":
    sys.exit(main())
