"""Rep files: what goes out, what comes back, and what becomes of it."""

import datetime as dt
import itertools
import json
import re
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from conformance.check import assert_conforms
from sent_files import (
    ANNA,
    DETAILS,
    NUMBER,
    PURSUED,
    RATE,
    SENT,
    SOLD,
    ZOE,
    collect,
    log,
    order,
    place,
    said,
    send,
    typed,
)
from terminal_run import xlgoals
from xlgoals.domain.errors import InputError
from xlgoals.domain.goal_ids import WHOLE
from xlgoals.domain.metrics import CLOSE_RATE, OPPORTUNITIES, PRESENTATIONS, REVENUE, SALES
from xlgoals.hosts.closed import ClosedFile
from xlgoals.negotiation.seal import broken
from xlgoals.tables.rep_sheet_layout import CURRENT
from xlgoals.tables.sheets import negotiation_log, reps, targets, team
from xlgoals.verbs.negotiate.evidence import read_evidence
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.negotiate.rep_sheets import write_sheets
from xlgoals.verbs.negotiate.status import negotiation_status
from xlgoals.views.rep_file import TRIED, WANTED, WhatIf
from xlgoals.views.rep_sheet_goals import AT

HOUR = dt.timedelta(hours=1)


@pytest.fixture(scope="session")
def sent_made(sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan, and with the files of all reps; not to be changed."""
    folder = tmp_path_factory.mktemp("sent")
    plan = Path(shutil.copy(sample_made, folder / "plan.xlsx"))
    order(plan, "propose", "all")
    send(plan, folder / "files")
    return folder


@pytest.fixture
def sent(sent_made: Path, tmp_path: Path) -> Path:
    """A copy, to do with as a test likes."""
    return Path(shutil.copytree(sent_made, tmp_path / "sent"))


@pytest.fixture
def plan(sent: Path) -> Path:
    return sent / "plan.xlsx"


@pytest.fixture
def anna(sent: Path) -> Path:
    return sent / "files" / ANNA


# ── What goes out ──────────────────────────────────────────────────────────────────────────────


def everything(path: Path, but: str = "nothing") -> str:
    """All that a file holds, unpacked; without sheets, where R10 is the name of a cell."""
    with zipfile.ZipFile(path) as parts:
        names = [name for name in parts.namelist() if but not in name]
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in names)


def test_a_file_holds_nothing_of_any_other_rep(sent: Path, plan: Path) -> None:
    people = ClosedFile.open(plan).read(reps.TABLE).rows
    goals = ClosedFile.open(plan).read(targets.TABLE)
    money = goals.headers.index("Suggested"), goals.headers.index("Last actual")
    numbers: dict[str, set[str]] = {}
    for row in goals.rows:
        if row[0] and row[goals.headers.index("Metric")] == "Revenue":
            sums = {f"{row[at]:.10g}" for at in money if isinstance(row[at], float)}
            numbers.setdefault(str(row[0]), set()).update(x for x in sums if len(x) > 5)
    files = sorted((sent / "files").iterdir())
    assert len(files) == 11
    for file in files:
        text, whose = everything(file), file.name.split(" - ")[0]
        words, amounts = everything(file, but="worksheets"), everything(file, but="theme")
        own_id = next(row[0] for row in people if row[1] == whose)
        for rep_id, name, *_, email in people:
            if name != whose:
                assert str(name) not in text, f"{file.name} names {name}"
                assert str(name).split()[0] not in text, f"{file.name} names {name}"
                assert str(email) not in text
                assert not re.search(rf"\b{rep_id}\b", words), f"{file.name} has {rep_id}"
                for amount in numbers.get(str(rep_id), set()) - numbers[str(own_id)]:
                    told = rf"\b(?:{amount}|{float(amount):,.0f})\b"
                    assert not re.search(told, amounts), f"{file.name}: {amount} of {name}"
        assert "30%" not in text or whose != "Patrick O’Neill"


def test_a_file_says_nothing_of_secrets_of_the_manager(sent: Path, plan: Path) -> None:
    text = everything(sent / "files" / "Patrick O’Neill - Sales goals 2027 - round 1.xlsx")
    _, secret = ClosedFile.open(plan).cells(
        "Negotiation log", [negotiation_log.PLAN, negotiation_log.SEAL]
    )
    for word in (
        str(secret),
        "Turnover",
        "Pinned",
        "leaving",
        "Compromise",
        "of what is suggested",
    ):
        assert word not in text
    assert "vbaProject" not in text
    assert "definedName" not in text or "Print" in text


def test_properties_name_nobody_but_the_rep(anna: Path) -> None:
    with zipfile.ZipFile(anna) as parts:
        core = parts.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert "Anna Lindqvist: goals for Jan 2027 to Dec 2027" in core


def test_a_file_is_a_sound_workbook(sent: Path) -> None:
    for path in (sent / "files").iterdir():
        assert_conforms(path)


def test_only_answers_and_tries_can_be_typed(anna: Path) -> None:
    book = openpyxl.load_workbook(anna)
    assert [sheet.title for sheet in book] == ["Your goals", "What if", "How to answer"]
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    open_cells = {
        c.coordinate
        for row in book["Your goals"].iter_rows()
        for c in row
        if not c.protection.locked
    }
    shown = [r for r in CURRENT.rows if book["Your goals"][f"B{r}"].value]
    assert open_cells == {
        f"{letters}{row}" for row in shown for letters in (AT["counter"], AT["details"])
    }
    open_tries = {
        c.coordinate for row in book["What if"].iter_rows() for c in row if not c.protection.locked
    }
    assert open_tries == {f"D{row}" for row in WhatIf(CURRENT).starts()}


def test_what_was_never_proposed_is_not_sent(sample: Path, tmp_path: Path) -> None:
    order(sample, "propose", "R01", "Revenue")
    found = send(sample, tmp_path / "out")
    assert [file.rep for file in found.files] == ["Anna Lindqvist"]
    assert "José Almeida: nothing is proposed yet, so no file was made." in found.notes
    sheet = openpyxl.load_workbook(tmp_path / "out" / ANNA)["Your goals"]
    assert [sheet[f"B{row}"].value for row in CURRENT.rows].count(None) == len(CURRENT.rows) - 1
    with pytest.raises(InputError, match="José Almeida: nothing is proposed yet"):
        send(sample, tmp_path / "out", "R02")


def test_what_is_typed_in_the_plan_but_not_recorded_is_told(plan: Path, tmp_path: Path) -> None:
    book = ClosedFile.open(plan)
    (name,) = write_sheets(book, read_session(book), ["R01"], read_evidence(book))
    book.save(SENT)
    book = ClosedFile.open(plan)
    book.write_cells(name, {place("proposed", REVENUE): 999_000.0})
    book.save(SENT)
    found = send(plan, tmp_path / "again", "R01")
    assert any(
        note.startswith("N · Anna Lindqvist: 1 of the cells typed there") for note in found.notes
    )
    proposed = read_session(book).of("R01").line(WHOLE).proposed
    sent = openpyxl.load_workbook(tmp_path / "again" / ANNA)["Your goals"]
    assert sent[place("proposed", REVENUE)].value == proposed
    assert ClosedFile.open(plan).cells(name, [place("proposed", REVENUE)]) == [999_000.0]


def test_a_file_that_is_there_is_kept_when_another_takes_its_name(plan: Path, sent: Path) -> None:
    folder = sent / "files"
    typed(folder / ANNA, {NUMBER: 700_000})
    before = (folder / ANNA).read_bytes()
    send(plan, folder, "R01", when=SENT + HOUR)
    kept = [path for path in folder.iterdir() if path.name.startswith("Anna") and path.name != ANNA]
    assert [path.name for path in kept] == [f"{ANNA[:-5]} - kept 2026-11-03 100000.xlsx"]
    assert kept[0].read_bytes() == before
    assert (folder / ANNA).read_bytes() != before


def test_a_reason_that_names_a_colleague_is_told(sample: Path, tmp_path: Path) -> None:
    order(sample, "propose", "R01", "Revenue", reason="You take over the north from José Almeida.")
    notes = send(sample, tmp_path / "out").notes
    assert any("The file of Anna Lindqvist names José Almeida" in note for note in notes)


def test_the_second_round_shows_what_the_rep_said_only_where_it_still_stands(
    plan: Path, anna: Path, tmp_path: Path
) -> None:
    typed(anna, {NUMBER: 800_000, DETAILS: "Two customers left.", SOLD: 20})
    collect(plan, anna)
    order(plan, "propose", "R01", "Revenue", 860_000.0, "Half way.", when=SENT + 30 * HOUR)
    send(plan, tmp_path / "two", "R01")
    sheet = openpyxl.load_workbook(tmp_path / "two" / ANNA.replace("round 1", "round 2"))[
        "Your goals"
    ]
    assert (
        sheet[place("proposed", REVENUE)].value,
        sheet[place("why", REVENUE)].value,
        sheet[NUMBER].value,
    ) == (
        860_000,
        "Half way.",
        None,
    )
    assert sheet[SOLD].value == 20


# ── What comes back ────────────────────────────────────────────────────────────────────────────


def test_an_answer_is_taken_with_its_reason(plan: Path, anna: Path) -> None:
    typed(anna, {NUMBER: 800_000, DETAILS: "Two customers left.", RATE: 0.3})
    found = collect(plan, anna)
    assert [one.outcome for one in found.reports] == ["taken"]
    assert (
        found.reports[0].sentence
        == f"{ANNA} (Anna Lindqvist): taken – Revenue 800,000, Close rate 30.0%."
    )
    assert said(plan) == [
        ("Revenue", "counter", 800_000.0, "Two customers left."),
        ("Close rate", "counter", 0.3, ""),
    ]
    row = next(row for row in ClosedFile.open(plan).read(team.TABLE).rows if row[0] == "R01")
    assert 800_000.0 in row
    assert "● countered, your turn" in row
    assert broken(log(plan)) == []


def test_collecting_twice_changes_nothing(plan: Path, anna: Path) -> None:
    typed(anna, {NUMBER: 800_000, DETAILS: "Two left.", PURSUED: "lots"})
    collect(plan, anna)
    before = plan.read_bytes()
    again = collect(plan, anna, when=SENT + 48 * HOUR)
    assert not again.changed
    assert plan.read_bytes() == before
    renamed = anna.rename(anna.with_name("AW: goals (1).xlsx"))
    assert not collect(plan, renamed, when=SENT + 49 * HOUR).changed


def test_the_order_in_which_files_come_does_not_matter(
    plan: Path, sent: Path, tmp_path: Path
) -> None:
    files = []
    for number, cells in enumerate(
        [{NUMBER: 800_000, SOLD: 20}, {NUMBER: 820_000}, {PURSUED: 150}]
    ):
        copy = Path(shutil.copy(sent / "files" / ANNA, sent / f"{number}.xlsx"))
        files.append(typed(copy, cells, saved=SENT + (number + 1) * HOUR))
    ends = set()
    for at, row in enumerate(itertools.permutations(files)):
        for together in (True, False):
            copy = Path(shutil.copy(plan, tmp_path / f"{at}{together}.xlsx"))
            for batch in [row] if together else [(one,) for one in row]:
                collect(copy, *batch)
            now = negotiation_status(ClosedFile.open(copy), "R01", SENT)
            ends.add(json.dumps(now))
            assert broken(log(copy)) == []
    assert len(ends) == 1
    assert "820,000" in ends.pop()


def test_an_older_copy_is_not_taken_but_kept(plan: Path, sent: Path, anna: Path) -> None:
    old = typed(
        Path(shutil.copy(anna, sent / "old.xlsx")), {NUMBER: 700_000, DETAILS: "First thought."}
    )
    collect(plan, typed(anna, {NUMBER: 800_000}, saved=SENT + 5 * HOUR))
    found = collect(plan, old)
    assert found.reports[0].outcome == "refused"
    assert found.reports[0].notes == ("Revenue: an older copy; a later answer was taken.",)
    assert said(plan)[-1] == (
        "Revenue",
        "not taken",
        700_000.0,
        "counter: First thought. – an older copy; a later answer was taken",
    )


def test_a_stale_round_is_not_taken_but_kept(plan: Path, anna: Path, sent: Path) -> None:
    old = typed(
        Path(shutil.copy(anna, sent / "old.xlsx")),
        {NUMBER: 700_000, DETAILS: "Too late."},
        saved=SENT + 9 * HOUR,
    )
    collect(plan, typed(anna, {NUMBER: 800_000}))
    order(plan, "propose", "R01", "Revenue", 860_000.0, when=SENT + 30 * HOUR)
    found = collect(plan, old, anna, when=SENT + 40 * HOUR)
    assert [one.outcome for one in found.reports] == ["refused", "nothing new"]
    assert (
        "it is of round 1, and round 2 is on. What was written in it is kept"
        in found.reports[0].sentence
    )
    assert said(plan)[-1][1:3] == ("not taken", 700_000.0)
    assert "Too late." in said(plan)[-1][3]


def test_a_goal_that_changed_within_the_round_is_not_taken(plan: Path, anna: Path) -> None:
    order(plan, "propose", "R01", "Revenue", 950_000.0, when=SENT + HOUR)
    found = collect(plan, typed(anna, {NUMBER: 800_000, SOLD: 21}))
    assert found.reports[0].outcome == "taken"
    assert found.reports[0].notes == (
        "Revenue: what you propose has changed since the file was sent.",
    )
    assert [one[:2] for one in said(plan)] == [("Sales", "counter"), ("Revenue", "not taken")]


def test_another_plans_file_is_not_taken_and_shown(plan: Path, sample: Path, sent: Path) -> None:
    order(sample, "propose", "all")
    send(sample, sent / "others")
    other = typed(sent / "others" / ANNA, {NUMBER: 1, DETAILS: "Wrong plan."})
    found = collect(plan, other)
    assert found.reports[0].sentence == (
        f"{ANNA} was not taken: it was sent from another plan. What was written in it is shown here."
    )
    assert found.reports[0].echo == ("Revenue: “1” – “Wrong plan.”",)
    assert not found.changed


@pytest.mark.parametrize(
    ("cell", "value", "why"),
    [
        (
            place("proposed", REVENUE),
            500_000,
            "what is proposed for Revenue was changed in it, to “500000”",
        ),
        (
            place("proposed", CLOSE_RATE),
            0.1,
            "what is proposed for Close rate was changed in it, to “0.1”",
        ),
        (place("why", REVENUE), "You asked for less.", "your reason for Revenue was changed in it"),
        (place("goal", SALES), "Bales", "the row of Sales is missing in it"),
        (
            place("proposed", OPPORTUNITIES),
            "no number",
            "what is proposed for Opportunities was changed in it",
        ),
    ],
)
def test_changed_proposals_are_not_taken_but_kept(
    plan: Path, anna: Path, cell: str, value: Any, why: str
) -> None:
    found = collect(plan, typed(anna, {cell: value, NUMBER: 400_000, DETAILS: "As you said."}))
    assert found.reports[0].outcome == "refused"
    assert why in found.reports[0].sentence
    assert {one[1] for one in said(plan)} == {"not taken"}
    assert "As you said." in said(plan)[0][3]


def test_a_rep_who_left_is_told_and_what_they_wrote_is_kept(plan: Path, anna: Path) -> None:
    book = ClosedFile.open(plan)
    raw = book.read(reps.TABLE)
    at = raw.headers.index("Left")
    rows = [
        [*row[:at], dt.date(2026, 11, 1), *row[at + 1 :]] if row[0] == "R01" else row
        for row in raw.rows
    ]
    book.write(reps.TABLE, rows)
    book.save(SENT)
    found = collect(plan, typed(anna, {NUMBER: 800_000}))
    assert "was not taken: Anna Lindqvist left on 2026-11-01." in found.reports[0].sentence
    assert said(plan)[0][1] == "not taken"
    with pytest.raises(InputError, match="Anna Lindqvist left on 2026-11-01: no file was made"):
        send(plan, anna.parent, "R01")


def test_a_bad_answer_is_reported_with_its_row_and_the_others_are_taken(
    plan: Path, anna: Path
) -> None:
    found = collect(
        plan,
        typed(
            anna,
            {
                NUMBER: "a lot",
                DETAILS: "Why not?",
                SOLD: 21,
                place("details", OPPORTUNITIES): "No number.",
            },
        ),
    )
    assert found.reports[0].outcome == "taken"
    assert [str(problem) for problem in found.problems] == [
        f"{ANNA}!Your number, row 10: “a lot”; wanted a number, such as 12500, or 27 % for a share.",
        f"{ANNA}!Your number, row 12: a blank beside what was written; wanted a number, such as 12500, or 27 % for a share.",
    ]
    kept = [one for one in said(plan) if one[1] == "not taken"]
    assert "“a lot” Why not?" in kept[0][3]
    assert "No number." in kept[1][3]


@pytest.mark.parametrize(
    ("text", "at", "value"),
    [
        ("430.000,50", NUMBER, 430_000.5),
        ("430,000.50", NUMBER, 430_000.5),
        ("430.000", NUMBER, 430_000.0),
        ("430 000 €", NUMBER, 430_000.0),
        ("27 %", RATE, 0.27),
        ("27,5 %", RATE, 0.275),
        ("0,27", RATE, 0.27),
    ],
)
def test_a_number_typed_as_text_is_read_in_any_countrys_habit(
    plan: Path, anna: Path, text: str, at: str, value: float
) -> None:
    found = collect(plan, typed(anna, {at: text}))
    assert found.reports[0].outcome == "taken", found.reports
    assert said(plan)[0][2] == value


def test_a_file_is_known_again_after_sheets_and_columns_moved(plan: Path, anna: Path) -> None:
    def moved(book: Any) -> None:
        book.move_sheet("Your goals", 2)
        book["Your goals"].title = "Ziele"
        book["Ziele"].insert_cols(3)
        book["Ziele"].insert_rows(1)

    found = collect(plan, typed(anna, {NUMBER: 800_000, DETAILS: "Moved."}, also=moved))
    assert found.reports[0].outcome == "taken"
    assert said(plan) == [("Revenue", "counter", 800_000.0, "Moved.")]


def test_two_sheets_with_different_answers_are_asked_about(plan: Path, anna: Path) -> None:
    def copied(book: Any) -> None:
        copy = book.copy_worksheet(book["Your goals"])
        copy[NUMBER] = 700_000

    found = collect(plan, typed(anna, {NUMBER: 800_000}, also=copied))
    assert "answer it differently; keep one of them" in found.reports[0].sentence


def test_many_files_are_taken_in_one_go(plan: Path, sent: Path) -> None:
    for path in (sent / "files").iterdir():
        typed(path, {NUMBER: 500_000})
    (sent / "files" / "~$lock.xlsx").write_bytes(b"x")
    (sent / "files" / "notes.txt").write_text("x", encoding="utf-8")
    found = collect(plan, sent / "files")
    assert [one.outcome for one in found.reports] == ["taken"] * 11
    assert [e.number for e in log(plan)] == list(range(1, len(log(plan)) + 1))


def test_the_commands_send_and_collect(sample: Path, tmp_path: Path) -> None:
    order(sample, "propose", "all")
    out = tmp_path / "out"
    done = xlgoals("reps", "send", sample, "--to", out, "--rep", "anna", "--rep", "R05", "--eml")
    assert done.returncode == 0, done.stderr
    assert "2 files in" in done.stdout
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [ANNA, ZOE, ANNA.replace(".xlsx", ".eml"), ZOE.replace(".xlsx", ".eml")]
    )
    typed(
        out / ANNA, {NUMBER: 800_000, DETAILS: "[bold]Two[/] left."}, saved=dt.datetime.now() - HOUR
    )
    done = xlgoals("reps", "collect", sample, out, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [one["outcome"] for one in told["files"]] == ["taken", "nothing new"]
    assert said(sample)[0][3] == "[bold]Two[/] left."
    (out / "x.xlsx").write_bytes(b"nothing")
    done = xlgoals("reps", "collect", sample, out)
    assert done.returncode == 1
    assert "x.xlsx is not a workbook" in done.stdout
    assert "nothing new" in done.stdout


def test_answers_are_taken_out_of_mails_and_what_was_passed_over_is_told(
    plan: Path, anna: Path, tmp_path: Path
) -> None:
    typed(anna, {NUMBER: 800_000})
    reply = EmailMessage()
    reply.set_content("Here it is.")
    reply.add_attachment(anna.read_bytes(), maintype="application", subtype="x", filename=ANNA)
    inbox = tmp_path / "inbox" / "monday"
    inbox.mkdir(parents=True)
    (inbox / "answer.eml").write_bytes(reply.as_bytes())
    (inbox / "notes.pdf").write_bytes(b"x")
    done = xlgoals("reps", "collect", plan, inbox.parent)
    assert done.returncode == 0, done.stderr
    assert "1 file read, 1 passed over." in done.stdout
    assert f"answer.eml › {ANNA} (Anna Lindqvist): taken" in done.stdout
    assert "notes.pdf was passed over: it is no workbook." in done.stdout
    assert said(plan)[0][2] == 800_000.0
    (inbox / "other.msg").write_bytes(b"x")
    done = xlgoals("reps", "collect", plan, inbox.parent)
    assert done.returncode == 1
    assert "other.msg is a mail of Outlook; save its attachment first" in done.stdout


def test_a_missing_address_is_a_problem_and_the_file_is_there(sample: Path, tmp_path: Path) -> None:
    order(sample, "propose", "all")
    book = ClosedFile.open(sample)
    raw = book.read(reps.TABLE)
    at = raw.headers.index("E-mail")
    odd = {"R01": "x@y.z\r\nBcc: all@example.com", "R02": None}
    book.write(
        reps.TABLE, [[*row[:at], odd.get(str(row[0]), row[at]), *row[at + 1 :]] for row in raw.rows]
    )
    book.save(SENT)
    done = xlgoals("reps", "send", sample, "--to", tmp_path / "out", "--eml")
    assert done.returncode == 1
    assert "Reps!E-mail, row 7:" in done.stderr
    assert "Reps!E-mail, row 8:" in done.stderr
    assert (tmp_path / "out" / ANNA).exists()
    letter = (tmp_path / "out" / ANNA.replace(".xlsx", ".eml")).read_bytes()
    assert b"Bcc" not in letter.split(b"\r\n\r\n")[0]


def test_the_what_if_sheet_begins_where_the_proposal_stands(anna: Path) -> None:
    sheet = openpyxl.load_workbook(anna, data_only=True)["What if"]
    goals = openpyxl.load_workbook(anna, data_only=True)["Your goals"]
    assert sheet[f"D{TRIED + 1}"].value == goals[place("proposed", PRESENTATIONS)].value
    assert sheet[f"C{TRIED + 5}"].value == pytest.approx(
        sheet[f"C{TRIED + 1}"].value * sheet[f"C{TRIED + 2}"].value * sheet[f"C{TRIED + 3}"].value
    )
    assert sheet[f"D{TRIED + 6}"].value == pytest.approx(sheet[f"C{TRIED + 6}"].value)
    assert sheet[f"C{WANTED + 4}"].value == pytest.approx(
        goals[place("chance_proposed", REVENUE)].value
    )
