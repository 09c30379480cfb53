"""Worksheet functions against the bare sum, and the start of the buttons, in one run.

10,000 rows in and out of a column function against the same NumPy expression with the same
conversion of cells; single cells a second in Python and, where LibreOffice is installed, in Calc;
importing the buttons against importing pandas and xlwings. Times are noisy, the ratios count.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
ROWS, CELLS, TURNS = 10_000, 5_000, 15


def seconds(act: Callable[[], object], turns: int = TURNS) -> float:
    """The median time of an act."""
    times = []
    for _ in range(turns):
        begin = time.perf_counter()
        act()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def columns() -> None:
    """Column functions of 10,000 rows."""
    from xlgoals.functions.call import call
    from xlgoals.functions.catalogue import BY_NAME

    rng = np.random.default_rng(1)
    block = (
        [[float(x)] for x in rng.integers(1, 50, ROWS)],
        [[float(x)] for x in rng.integers(50, 99, ROWS)],
    )

    def bare(expression: Callable[..., np.ndarray], *cells: list[list[float]]) -> list[list[float]]:
        arrays = [np.array(each, float) for each in cells]
        return expression(*arrays).tolist()

    for name, expression in (
        ("CLOSE_RATE", lambda a, b: a / b),
        ("GAP", lambda a, b: a - b),
        ("MARGIN_PCT", lambda a, b: (a - b) / a),
    ):
        ours = seconds(lambda name=name: call(BY_NAME[name], block))
        theirs = seconds(lambda expression=expression: bare(expression, *block))
        print(f"{name:20} {ours * 1e3:7.1f} ms   {ours / theirs:5.2f} × the bare expression")


def singles() -> None:
    """Single cells a second, in Python alone."""
    from xlgoals.functions.call import call_plain
    from xlgoals.functions.catalogue import BY_NAME

    spec = BY_NAME["CLOSE_RATE"]
    took = seconds(lambda: [call_plain(spec, (float(at), 36.0)) for at in range(CELLS)])
    print(f"{'single cells':20} {CELLS / took:9,.0f} a second in Python")


def calc() -> None:
    """Single cells a second in Calc, by a hard recalculation of a column of formulas."""
    sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests")]
    import office

    if not office.soffice():
        print("Calc: left out, there is no LibreOffice 25.2 or later")
        return
    from calc_addin_here import opened, unpacked
    from conftest import answer
    from xlgoals.ribbon import calc_addin

    scratch = Path(tempfile.mkdtemp())
    with office.listening(unpacked(scratch / "addin", calc_addin.home())) as place:
        document = opened(answer(place), sheet_of(scratch / "cells.xlsx"))
        document.calculateAll()
        took = seconds(document.calculateAll, 5)
        print(f"{'single cells':20} {CELLS / took:9,.0f} a second in Calc")
        document.close(True)
    shutil.rmtree(scratch, ignore_errors=True)


def sheet_of(path: Path) -> Path:
    """A sheet full of single-cell formulas."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(CELLS):
            sheet.write_row(row, 0, (row, row + 1))
            sheet.write_formula(row, 2, f"=CLOSE_RATE(A{row + 1},B{row + 1})")
    return path


def start() -> None:
    """Importing the buttons, against what they stand on."""

    def run(code: str) -> float:
        command = [sys.executable, "-c", code]
        return seconds(lambda: subprocess.run(command, check=True), 7)

    nothing = run("pass")
    base = run("import pandas, xlwings") - nothing
    ours = run("import xlgoals.macros") - nothing
    print(
        f"{'import of buttons':20} {ours * 1e3:7.0f} ms   {ours / base:5.2f} × pandas and xlwings"
    )


if __name__ == "__main__":
    columns()
    singles()
    calc()
    start()
