"""The report: everything is on paper, and a rep's own has nobody else's numbers or names."""

import datetime as dt
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

import played_period as played
from xlgoals.domain.errors import FileError, InputError
from xlgoals.hosts.calc import printing
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_report
from xlgoals.hosts.fresh.report import sheet_names, wrapped
from xlgoals.tables.sheets import reps, review, targets, team
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs import mine, report
from xlgoals.verbs.track import track
from xlgoals.views.report_language import Report

NAMES = {"Anna Lindqvist", "José Almeida", "Zoë Brandt", "Tom Fischer"}


@pytest.fixture(scope="session")
def told(sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample under way, with reasons typed, some of which name others."""
    path = Path(shutil.copy(sample_made, tmp_path_factory.mktemp("report") / "plan.xlsx"))
    played.agreed(path)
    played.bring_in(path, own={"R05": 0.7})
    plan = ClosedFile.open(path)
    rows = [list(row) for row in plan.read(review.TABLE).rows]
    place = review.TABLE.headers.index("Reason")
    for row in rows:
        if row[:2] == ["Rep", "R05"]:
            row[place] = "Two large orders that José had prepared"
        if row[:2] == ["Rep", "R01"]:
            row[place] = "The competitor in the North"
    plan.write(review.TABLE, rows)
    track(plan)
    mine.refresh_mine(plan, dt.date(2027, 5, 4))
    plan.save(played.NOW)
    return path


def written(made: Report, path: Path, paper: str = "a4") -> Path:
    write_report(path, made, created=played.NOW, paper=paper)
    return path


def pdf_text(path: Path) -> str:
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def whole_text(path: Path) -> str:
    """Every part of a workbook, one after the other."""
    with zipfile.ZipFile(path) as file:
        parts = [file.read(name).decode("utf-8", "replace") for name in file.namelist()]
    return "\n".join([*parts, *file.namelist()])


def test_it_has_every_part_that_the_plan_has(told: Path) -> None:
    made = report.report(ClosedFile.open(told))
    names = [page.name for page in made.pages]
    assert names[:5] == ["Team", "Last year", "Goals", "Fairness", "So far"]
    assert names[-2:] == ["Own goals", "Method"]
    assert set(names) >= NAMES
    assert len(names) == 18


def test_before_the_period_it_leaves_out_what_is_not_there(sample: Path) -> None:
    names = [page.name for page in report.report(ClosedFile.open(sample)).pages]
    assert "So far" not in names
    assert "Team" in names


@pytest.mark.parametrize(("paper", "size"), [("a4", "595 x 842"), ("letter", "612 x 792")])
@pytest.mark.libreoffice
def test_it_prints_on_both_papers_with_one_page_a_rep(
    told: Path, tmp_path: Path, paper: str, size: str
) -> None:
    made = report.report(ClosedFile.open(told))
    pdf = tmp_path / "out.pdf"
    printing.print_pdf(written(made, tmp_path / "r.xlsx", paper), pdf)
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info)
    assert found is not None
    assert f"{float(found[1]):.0f} x {float(found[2]):.0f}" == size
    pages = pdf_text(pdf).split("\f")
    for name in NAMES:
        assert sum(page.strip().startswith(name) for page in pages) == 1, name
        assert sum(f"{name}, date" in page for page in pages) == 1, name
    assert len(pages) <= 22
    text = "\n".join(pages)
    assert "###" not in text
    assert "#N/A" not in text
    goal = typed_rows(ClosedFile.open(told), team.TABLE)[1]["suggested"].sum()
    assert f"{goal:,.0f}" in text


@pytest.mark.libreoffice
def test_a_reps_own_report_has_nobody_elses_name_or_number(told: Path, tmp_path: Path) -> None:
    file = ClosedFile.open(told)
    made = report.rep_report(file, "Zoë")
    book, pdf = written(made, tmp_path / "r.xlsx"), tmp_path / "r.pdf"
    printing.print_pdf(book, pdf)
    texts = [whole_text(book), pdf_text(pdf)]
    assert all("Zoë Brandt" in text for text in texts)
    everybody = typed_rows(file, reps.TABLE)[1]
    for rep_id, name, mail in zip(
        everybody["rep_id"], everybody["rep"], everybody["e_mail"], strict=True
    ):
        if rep_id != "R05":
            for word in (name, name.split()[0], name.split()[-1], mail, f">{rep_id}<"):
                assert not any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", t) for t in texts), (
                    word
                )
    rows = typed_rows(file, targets.TABLE)[1]
    own = numbers_of(rows[rows["rep_id"] == "R05"])
    others = numbers_of(rows[rows["rep_id"] != "R05"]) - own
    assert len(others) > 500
    shown = {n for text in texts for n in re.findall(r"\d[\d,]*\.?\d*", text)}
    there = {float(n.replace(",", "")) for n in shown if n.replace(",", "").strip(".")}
    # small counts and shares are alike for many; amounts are not
    assert {n for n in others if n >= 10_000 and n % 10_000} & {round(n) for n in there} == set()


def numbers_of(rows) -> set[int]:  # type: ignore[no-untyped-def]
    names = ["suggested", "last_actual", "low", "middle", "high", "baseline"]
    return {round(value) for name in names for value in rows[name].dropna()}


def test_a_typed_reason_that_names_somebody_else_is_left_out_of_a_reps_page(told: Path) -> None:
    file = ClosedFile.open(told)
    text = repr(report.rep_report(file, "R05"))
    assert "José" not in text
    assert "left out here: it names somebody else" in text
    assert "The competitor in the North" in repr(report.rep_report(file, "Anna"))


def test_an_unknown_rep_and_a_plan_without_goals_get_a_sentence(told: Path, empty: Path) -> None:
    with pytest.raises(InputError, match="is nobody of"):
        report.rep_report(ClosedFile.open(told), "Nobody")
    with pytest.raises(InputError, match="no goals yet"):
        report.report(ClosedFile.open(empty))


def test_without_libreoffice_there_is_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "find_program", lambda: None)
    with pytest.raises(FileError, match="--xlsx"):
        printing.print_pdf(tmp_path / "r.xlsx", tmp_path / "r.pdf")


def test_a_program_that_prints_nothing_is_told_of(
    told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "find_program", lambda: Path("/bin/false"))
    with pytest.raises(FileError, match="did not print the report"):
        printing.print_pdf(told, tmp_path / "r.pdf")
    assert not (tmp_path / "r.pdf").exists()


def test_the_workbook_opens_elsewhere_and_holds_numbers_as_numbers(
    told: Path, tmp_path: Path
) -> None:
    made = report.report(ClosedFile.open(told))
    book = openpyxl.load_workbook(written(made, tmp_path / "r.xlsx"))
    cells = [cell.value for row in book["Team"].iter_rows() for cell in row]
    agreed = typed_rows(ClosedFile.open(told), team.TABLE)[1]["agreed"]
    assert agreed.iloc[0] in cells
    assert book["Data"].sheet_state == "hidden"
    assert not any(sheet.merged_cells.ranges for sheet in book)


def test_names_of_sheets_are_legal_and_each_there_once() -> None:
    found = sheet_names(["Anna/Bob", "Data", "'x'", "a" * 40, "a" * 41, "A" * 40, "", "👍" * 20])
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert not name.startswith("'")
        assert name.casefold() != "data"


def test_long_texts_become_lines_and_no_word_is_lost() -> None:
    text = "one two three " * 40
    lines = wrapped(text, 6)
    assert " ".join(lines).split() == text.split()
    assert max(map(len, lines)) <= 6 * 11
