"""Sending and collecting the files of 200 reps, against plain writing and reading, in one run.

Sending is measured against XlsxWriter writing the very same cells in the same formats, without
anything else of the files (no charts, no validation, no protection). Collecting is measured against
calamine reading all values of the same files, each in a process of its own that is started for it.
Times are wall-clock and noisy, the ratios count.
"""

import datetime as dt
import io
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import xlsxwriter
from speed import large_plan
from xlsxwriter.worksheet import Worksheet

from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh.rep_file import rep_file_bytes, write_rep_files
from xlgoals.hosts.sandbox.reading import read_rep_files
from xlgoals.tables.returned_file import RepFile
from xlgoals.verbs.negotiate.collect import collect
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.send import send as send_plan
from xlgoals.verbs.regenerate import regenerate
from xlgoals.views.rep_sheet_goals import AT

REPS, RUNS, NOW = 200, 3, dt.datetime(2026, 11, 2, 10)
SECRET = "0123456789abcdef" * 3
METHODS = ("write_string", "write_number", "write_formula", "write_url")
CALAMINE = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for path in Path(sys.argv[1]).iterdir():
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""
Cells = list[tuple[str, str, tuple[Any, ...], dict[str, Any]]]


def proposed_plan(path: Path, reps: int) -> None:
    """A plan in which everything that is suggested is proposed."""
    large_plan(path, reps)
    for act in (
        lambda plan: regenerate(plan, NOW),
        lambda plan: carry_out(plan, Order("propose", "all"), NOW),
    ):
        plan = ClosedFile.open(path)
        act(plan)
        plan.save(NOW)


def send(path: Path, folder: Path) -> tuple[RepFile, ...]:
    """All files, as the command writes them."""
    found = send_plan(ClosedFile.open(path), [], NOW, lambda: SECRET)
    write_rep_files(folder, found.files, NOW)
    return found.files


@contextmanager
def recording(cells: Cells) -> Any:
    """Every cell that is written meanwhile, with its format."""
    looks: dict[int, dict[str, Any]] = {}
    before = {name: getattr(Worksheet, name) for name in METHODS}
    add_format = xlsxwriter.Workbook.add_format

    def remembered(book: Any, properties: Any = None) -> Any:
        made = add_format(book, properties)
        looks[id(made)] = properties or {}
        return made

    def recorded(name: str) -> Callable[..., Any]:
        def write(sheet: Any, *arguments: Any) -> Any:
            plain = tuple(x for x in arguments if id(x) not in looks)
            look = next((looks[id(x)] for x in arguments if id(x) in looks), {})
            cells.append((sheet.get_name(), name, plain, look))
            return before[name](sheet, *arguments)

        return write

    xlsxwriter.Workbook.add_format = remembered
    for name in METHODS:
        setattr(Worksheet, name, recorded(name))
    try:
        yield
    finally:
        xlsxwriter.Workbook.add_format = add_format
        for name, method in before.items():
            setattr(Worksheet, name, method)


def plain_file(cells: Cells) -> bytes:
    """The same cells in the same formats, by XlsxWriter alone."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheets: dict[str, Any] = {}
    formats: dict[str, Any] = {}
    for sheet, name, arguments, look in cells:
        page = sheets.get(sheet) or sheets.setdefault(sheet, book.add_worksheet(sheet))
        key = repr(sorted(look.items()))
        style = formats.get(key) or formats.setdefault(key, book.add_format(look))
        at, rest = (1, 2) if isinstance(arguments[0], str) else (2, 3)
        getattr(page, name)(*arguments[: at + 1], style, *arguments[rest:])
    book.close()
    return target.getvalue()


def plain_reading(folder: Path) -> None:
    """All values of all files, by calamine alone; in a process of its own, as ours are read."""
    subprocess.run([sys.executable, "-c", CALAMINE, str(folder)], check=True)


def answered(file: RepFile) -> RepFile:
    """A file in which every goal has an answer."""
    cells = dict(file.goals)
    for row in file.shown:
        value = cells[f"{AT['proposed']}{row}"]
        cells |= {f"{AT['counter']}{row}": value * 0.9, f"{AT['details']}{row}": "Fewer leads."}
    return replace(file, goals=cells)


def seconds(act: Callable[[], object]) -> float:
    """The median of a few runs."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        act()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def measured(folder: Path, reps: int) -> dict[str, float]:
    """Seconds of each contender for some reps."""
    path, out, back = folder / f"{reps}.xlsx", folder / f"out{reps}", folder / f"back{reps}"
    proposed_plan(path, reps)
    plan = ClosedFile.open(path)
    files = send_plan(plan, [], NOW, lambda: SECRET).files
    plan.save(NOW)
    assert len(files) == reps
    books: list[Cells] = []
    for file in files:
        books.append([])
        with recording(books[-1]):
            rep_file_bytes(file, NOW)

    def sending() -> None:
        shutil.rmtree(out, ignore_errors=True)
        send(path, out)

    times = {"send": seconds(sending), "write": seconds(lambda: [plain_file(b) for b in books])}
    write_rep_files(back, [answered(file) for file in files], NOW)
    paths = sorted(back.iterdir())
    times["read"] = seconds(lambda: plain_reading(back))
    times["collect"] = seconds(lambda: read_rep_files(paths))
    plan = ClosedFile.open(path)
    begin = time.perf_counter()
    found = collect(plan, read_rep_files(paths), NOW)
    times["whole"] = time.perf_counter() - begin
    assert [one.outcome for one in found.reports] == ["taken"] * reps
    return times


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    half, whole = measured(folder, REPS // 2), measured(folder, REPS)
    shutil.rmtree(folder)
    lines = (
        ("XlsxWriter writes the same cells", "write", "write", ""),
        ("xlgoals reps send", "send", "write", "   (to reach: at most 3)"),
        ("calamine reads all values", "read", "read", ""),
        ("xlgoals reads what was answered", "collect", "read", "   (to reach: under 3)"),
        ("… and takes it: log, Team, Balance", "whole", "read", ""),
    )
    for what, name, other, wanted in lines:
        share = whole[name] / whole[other]
        print(f"{what:36} {whole[name]:6.2f} s {share:6.2f} × {other}{wanted}")
    for name in ("send", "collect", "whole"):
        print(f"{REPS} against {REPS // 2} reps, {name}: {whole[name] / half[name]:.1f} ×")


if __name__ == "__main__":
    main()
