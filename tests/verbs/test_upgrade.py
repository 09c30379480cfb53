"""Plans that an older xlgoals made, and their users used, get what they lack and lose nothing."""

import datetime as dt
import hashlib
import io
import json
import re
import shutil
import signal
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

import memory_excel
from build import compiled
from conformance.check import Values, assert_conforms, openpyxl_values
from looked_at import looked_at
from terminal_run import xlgoals as run
from xlgoals import __version__, macros
from xlgoals.domain.errors import EditRefused, PlanError
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.closed.package import open_package
from xlgoals.hosts.closed.workbook_parts import TablePart, sheet_parts, tables
from xlgoals.hosts.fresh import write_plan
from xlgoals.hosts.fresh.macros import MADE, SHIPPED, SHIPPED_VBA
from xlgoals.hosts.live import Live
from xlgoals.tables.language import Shown
from xlgoals.tables.sheets import history, negotiation_log, settings, team
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.upgrade import MARK
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.rep_sheet_actions import record
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.track import track
from xlgoals.verbs.upgrade import OLDER_TEXTS, upgrade
from xlgoals.views.plan_sheets import SHEETS

OLD = Path(__file__).parent.parent / "old_plans"
MANIFEST: dict[str, Any] = json.loads((OLD / "old_plans.json").read_text(encoding="utf-8"))
PLANS = sorted(MANIFEST)
NOW = dt.datetime(2027, 3, 2, 9, 30)
SOME = ("plan_7479bad.xlsx", "plan_088a8fc.xlsm")
"""The oldest, and the oldest with macros: what a single check is made with."""


def upgraded(path: Path) -> str:
    plan = ClosedFile.open(path)
    said = upgrade(plan)
    plan.save(NOW)
    return said


@pytest.fixture(scope="module", params=PLANS)
def old(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan that was used for months, upgraded."""
    path = Path(shutil.copy(OLD / request.param, tmp_path_factory.mktemp("old")))
    assert upgraded(path).startswith("This plan was made by an older xlgoals: added ")
    return path


def after_all(path: Path) -> None:
    """Upgraded, regenerated, negotiated and tracked, each time saved and opened again."""
    begun = "negotiation" in MANIFEST[path.name]
    first = Order("propose", "R11")
    for step in (
        lambda plan: regenerate(plan, NOW),
        lambda plan: record(plan, NOW) if begun else carry_out(plan, first, NOW),
        track,
    ):
        plan = ClosedFile.open(path)
        step(plan)
        plan.save(NOW)


def book(path: Path) -> openpyxl.Workbook:
    """The workbook by a reader that is not ours, to be changed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def whole_cells(path: Path) -> dict[str, dict[str, object]]:
    """Every sheet's cells: a formula as it is written."""
    return {
        sheet.title: {
            cell.coordinate: cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in looked_at(path).worksheets
    }


def at_key(found: TablePart, cells: Values, place: dict[str, Any]) -> object:
    """What stands in a table's row and column, found by key and header."""
    columns = {header: found.area.left + at for at, header in enumerate(found.headers)}
    for row in range(found.data.top, found.data.bottom + 1):
        if all(cells.get((row, columns[h])) == value for h, value in place["key"].items()):
            return cells.get((row, columns[place["header"]]))
    return None


def assert_nothing_lost(path: Path) -> None:
    """All that the user typed, drew, named and noted is in the file."""
    told = MANIFEST[path.name]
    with zipfile.ZipFile(OLD / path.name) as before, zipfile.ZipFile(path) as after:
        for part in told["own_parts"]:
            assert after.read(part) == before.read(part), part
    cells, values = whole_cells(path), openpyxl_values(path)
    found = tables(open_package(path))
    for address, value in told["own_sheet"]["cells"].items():
        shown = value["formula"] if isinstance(value, dict) else value
        assert cells[told["own_sheet"]["name"]][address] == shown, address
    whole = looked_at(path)
    names = {key: one.attr_text for key, one in whole.defined_names.items()}
    assert told["own_names"].items() <= names.items()

    def typed_at(place: dict[str, Any]) -> object:
        part = found[place["table"].casefold()]
        return at_key(part, values[part.sheet], place)

    for one in told["typed"]:
        if "key" in one:
            assert typed_at(one) == one["value"], one
        elif "row" in one:
            texts = {one["row"]["Kind"], one["row"]["Note"]}
            assert texts <= set(cells[one["sheet"]].values()), one
        else:
            assert cells[one["sheet"]][one["address"]] == one["value"], one
    for note in told["comments"]:
        there = whole[note["sheet"]][note["address"]]
        assert there.comment.text.endswith(note["text"])
        assert typed_at({**note, "table": note["sheet"]}) == there.value
    agreed = typed_rows(ClosedFile.open(path), team.TABLE)[1].set_index("rep_id")["agreed"].dropna()
    assert told["team_agreed"].items() <= agreed.to_dict().items()


def test_an_old_plan_gets_every_sheet_column_and_name(old: Path) -> None:
    package = open_package(old)
    for sheet in SHEETS:
        if sheet.table:
            present = tables(package)[sheet.table.name.casefold()].headers
            assert set(sheet.table.headers) <= set(present), sheet.name
    assert {sheet.name for sheet in SHEETS} <= set(sheet_parts(package))
    names = set(looked_at(old).defined_names)
    assert {"GoalNames", "MetricNames", "RepIDs", MARK} <= names


def test_a_new_sheet_stands_where_a_new_plan_has_it(old: Path) -> None:
    declared = [sheet.name for sheet in SHEETS]
    assert [n for n in ClosedFile.open(old).sheet_names() if n in declared] == declared


def test_nothing_of_the_user_s_is_lost_by_the_upgrade(old: Path) -> None:
    assert_nothing_lost(old)


def test_every_old_cell_is_where_it_was(old: Path) -> None:
    """No cell moves or changes but labels of ours and the sheet that others are made after."""
    before = whole_cells(OLD / old.name)
    after = whole_cells(old)
    words = {text for texts in OLDER_TEXTS.values() for text in texts}
    for sheet, cells in before.items():
        if sheet in {"Negotiation", "xlgoals.conf"}:
            continue
        changed = {
            at: value
            for at, value in cells.items()
            if after[sheet].get(at) != value and value not in words
        }
        assert not changed, f"{sheet}: {changed}"


def test_an_old_plan_goes_the_whole_way(old: Path, tmp_path: Path) -> None:
    """Regenerated, negotiated and tracked as one of today, with nothing lost."""
    old = Path(shutil.copy(old, tmp_path))
    after_all(old)
    assert_conforms(old)
    assert_nothing_lost(old)
    told = MANIFEST[old.name]
    revenue = typed_rows(ClosedFile.open(old), history.TABLE)[1]["revenue"]
    assert len(revenue) == told["rows"]["History"]
    status = typed_rows(ClosedFile.open(old), team.TABLE)[1].set_index("rep_id")["status"]
    assert status["R11"].startswith("●")


def test_the_log_of_a_negotiation_still_says_the_same(old: Path) -> None:
    """Every event has its number and seal, and what was proposed and agreed is read from it."""
    events = typed_rows(ClosedFile.open(old), negotiation_log.TABLE)[1]
    assert len(events) == MANIFEST[old.name]["rows"]["NegotiationLog"]
    for rep, told in MANIFEST[old.name].get("negotiation", {"reps": {}})["reps"].items():
        last = events[(events["rep_id"] == rep) & (events["line"] == "Revenue")]
        proposed = last[last["action"] == "propose"]["value"]
        assert proposed.iloc[-1] == told["goals"]["Revenue"]["proposed"]


def test_a_second_upgrade_does_nothing(old: Path) -> None:
    data = old.read_bytes()
    plan = ClosedFile.open(old)
    assert upgrade(plan, always=True) == ""
    assert plan.save(NOW) is None
    assert old.read_bytes() == data


@pytest.mark.parametrize("name", SOME)
def test_the_command_says_what_it_added_and_where_the_version_before_is(
    name: str, tmp_path: Path
) -> None:
    path = Path(shutil.copy(OLD / name, tmp_path))
    first, second = run("upgrade", path), run("upgrade", path)
    backup = next(path.parent.glob(f"{path.stem}.backup-*"))
    assert backup.read_bytes() == (OLD / name).read_bytes()
    assert f"The version before is {backup.name}." in first.stdout
    assert "added sheets Metrics chosen, Also called, Sources, Findings" in first.stdout
    assert second.stdout.startswith("Nothing to add")


def test_any_command_upgrades_on_its_way(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / SOME[0], tmp_path))
    looked = run("check", path)
    assert "The file stays as it is" in looked.stderr
    assert path.read_bytes() == (OLD / SOME[0]).read_bytes()
    assert "This plan was made by an older xlgoals" in run("regenerate", path).stderr
    assert "older" not in run("regenerate", path).stderr


def test_the_macros_and_buttons_of_a_plan_are_those_of_today(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / SOME[1], tmp_path))
    assert "the buttons and macros of today" in upgraded(path)
    fresh = tmp_path / "fresh.xlsm"
    write_plan(fresh, {}, created=NOW)
    with zipfile.ZipFile(path) as ours, zipfile.ZipFile(fresh) as theirs:
        for part in ("xl/vbaProject.bin", "customUI/customUI14.xml"):
            assert ours.read(part) == theirs.read(part)
        sheets = [ours.read(n) for n in ours.namelist() if n.startswith("xl/worksheets/sheet")]
    codes = [m[1] for xml in sheets if (m := re.search(rb'codeName="(\w+)"', xml))]
    assert len(set(codes)) == len(codes) == len(SHEETS) + 2
    told = openpyxl_values(path)["xlgoals.conf"]
    assert __version__ in told.values()


def test_the_macros_committed_today_are_known_as_ours_tomorrow() -> None:
    """Else the next version would take them for changed; ``python -m build`` lists them."""
    assert hashlib.sha256((MADE / "vbaProject.bin").read_bytes()).hexdigest() in SHIPPED_VBA


def test_the_build_lists_the_macros_it_makes_and_forgets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "SHIPPED_VBA", ("0" * 64,))
    compiled.build(tmp_path)
    new = hashlib.sha256((tmp_path / "vbaProject.bin").read_bytes()).hexdigest()
    assert (tmp_path / SHIPPED).read_text(encoding="utf-8").split() == ["0" * 64, new]


def test_macros_that_somebody_changed_stay(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / SOME[1], tmp_path))
    patched = tmp_path / "patched.xlsm"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(patched, "w") as new:
        for info in old.infolist():
            more = b"\0" if info.filename == "xl/vbaProject.bin" else b""
            new.writestr(info, old.read(info) + more)
    assert "the macros stayed as they are" in upgraded(patched)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(patched) as new:
        assert new.read("xl/vbaProject.bin") == old.read("xl/vbaProject.bin") + b"\0"


def test_a_plan_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_plan(path, {}, created=NOW)
    newer = tmp_path / "newer.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(newer, "w") as new:
        for info in old.infolist():
            part = old.read(info).replace(f'"{__version__}"'.encode(), b'"99.1.0"')
            new.writestr(info, part)
    with pytest.raises(PlanError, match=r"made by xlgoals 99\.1\.0, and this is"):
        upgrade(ClosedFile.open(newer))
    assert run("regenerate", newer).returncode == 2


def test_a_cell_of_the_user_s_beside_a_table_is_not_covered(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / SOME[0], tmp_path))
    found = tables(open_package(path))["team"]
    beside = f"{openpyxl.utils.get_column_letter(found.area.right + 1)}{found.data.top}"
    part = found.sheet_part
    patched = tmp_path / "patched.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(patched, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == part:
                row = re.search(rb'<row r="%d".*?</row>' % found.data.top, data)[0]  # type: ignore[index]
                cell = f'<c r="{beside}"><v>5</v></c></row>'.encode()
                data = data.replace(row, row.replace(b"</row>", cell))
            new.writestr(info, data)
    before = patched.read_bytes()
    with pytest.raises(EditRefused, match=f"Team!{beside} is in the way"):
        upgraded(patched)
    assert patched.read_bytes() == before


def test_an_old_plan_has_every_setting_after_those_it_had(old: Path) -> None:
    """And each that it had says what it said, its note and a value of the user's included."""
    rows = ClosedFile.open(old).read(settings.TABLE).rows
    before = ClosedFile.open(OLD / old.name).read(settings.TABLE).rows
    assert rows[: len(before)] == before
    assert {row[0] for row in rows} == {setting.name for setting in settings.SETTINGS}


def test_settings_of_the_user_s_making_stay_when_others_are_added(tmp_path: Path) -> None:
    """A formula for a value, and a column of their own."""
    path = Path(shutil.copy(OLD / SOME[0], tmp_path))
    changed = book(path)
    sheet = changed["Settings"]
    table = sheet.tables["Settings"]
    found = tables(open_package(path))["settings"]
    top, right = found.area.top, found.area.right + 1
    own = openpyxl.worksheet.table.TableColumn(id=99, name="Mine")
    table.tableColumns.append(own)
    table.ref = table.ref.replace(
        *(openpyxl.utils.get_column_letter(column) for column in (found.area.right, right))
    )
    if table.autoFilter:
        table.autoFilter.ref = table.ref
    value = found.area.left + found.headers.index("Value")
    sheet.cell(top, right, "Mine")
    sheet.cell(top + 1, right, "my own")
    sheet.cell(found.area.bottom, value, "=500+500")
    changed.save(path)
    assert "the settings Scenario, Ramp schedule, Coaching hours" in upgraded(path)
    after = looked_at(path)["Settings"]
    assert after.cell(top + 1, right).value == "my own"
    assert after.cell(found.area.bottom, value).value == "=500+500"
    assert after.cell(found.area.bottom + 3, found.area.left).value == "Coaching hours"


@pytest.mark.parametrize("name", ["plan_7479bad.xlsx", "plan_372c379.xlsx"])
def test_a_label_that_the_user_reworded_stays(name: str, tmp_path: Path) -> None:
    """Only blank cells and words that were ours are written; what else stands there is theirs.

    But not on the hidden sheet that others are made after: it is of today as a whole.
    """
    path = Path(shutil.copy(OLD / name, tmp_path))
    changed = book(path)
    reworded = {}
    for sheet in SHEETS:
        if sheet.name not in changed.sheetnames or sheet.shown is Shown.NEVER:
            continue
        for address in {"B3", *(label.at for label in sheet.labels)}:
            cell = changed[sheet.name][address]
            if isinstance(cell.value, str):
                reworded[sheet.name, address] = cell.value = f"Our own words {address}"
    changed.save(path)
    assert {sheet for sheet, _ in reworded} >= set(OLDER_TEXTS) & set(changed.sheetnames)
    upgraded(path)
    after = looked_at(path)
    assert reworded == {place: after[place[0]][place[1]].value for place in reworded}


def test_a_sheet_of_the_user_s_with_a_name_of_ours_is_not_taken(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / SOME[0], tmp_path))
    patched = tmp_path / "patched.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(patched, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info).replace(b'name="My own"', b'name="Causes"'))
    with pytest.raises(EditRefused, match="has a sheet “Causes” that is not ours"):
        upgraded(patched)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_kill_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / SOME[0], tmp_path))
    code = (
        "import os, signal, sys; from xlgoals.hosts.closed import saving\n"
        "write = saving.write_package\n"
        "def killed(package, file):\n"
        "    write(package, file)\n"
        "    if hasattr(file, 'fileno') and type(file).__name__ != 'BytesIO':\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "saving.write_package = killed\n"
        "from xlgoals.terminal.cli import app; app(['upgrade', sys.argv[1]])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == (OLD / SOME[0]).read_bytes()


def test_a_declaration_says_since_when_there_is_what_old_plans_lack() -> None:
    """What the oldest plan has is older than every mark; what it lacks is marked."""
    oldest = tables(open_package(OLD / SOME[0]))
    for sheet in SHEETS:
        if sheet.table and not sheet.since:
            present = {header.casefold() for header in oldest[sheet.table.name.casefold()].headers}
            for column in sheet.table.columns:
                lacks = column.header.casefold() not in present
                assert lacks == bool(column.since), f"{sheet.name}!{column.header}"
        elif sheet.table:
            assert sheet.table.name.casefold() not in oldest, sheet.name


def test_a_plan_that_was_not_upgraded_is_told_how_to_be() -> None:
    plan = ClosedFile.open(OLD / SOME[0])
    with pytest.raises(PlanError, match=r"came with xlgoals 0\.2; run xlgoals upgrade"):
        typed_rows(plan, team.TABLE)


def test_a_button_in_excel_upgrades_a_copy_works_there_and_leaves_the_plan(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / SOME[0], tmp_path))
    workbook = memory_excel.opened(path)
    macros.regenerate(workbook)
    (said,) = workbook.app.impl.alerts
    copy = path.with_stem(f"{path.stem} (xlgoals {__version__})")
    assert said.startswith("This plan was made by an older xlgoals: added sheets")
    assert f"It is the copy {copy.name}: go on there. {path.name} is as before." in said
    assert path.read_bytes() == (OLD / SOME[0]).read_bytes()
    assert not ClosedFile.open(copy).is_older
    (opened,) = workbook.app.impl.books.items
    goals = Live(xw.Book(impl=opened)).read(team.TABLE)
    suggested = goals.headers.index("Suggested")
    assert len(goals.rows) > 10
    assert all(isinstance(row[suggested], float) for row in goals.rows)
    before = copy.read_bytes()
    macros.regenerate(workbook)
    assert f"already an upgraded copy of it: {copy.name}" in workbook.app.impl.alerts[-1]
    assert copy.read_bytes() == before


def test_where_the_program_makes_no_copies_the_button_says_what_to_type(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / SOME[0], tmp_path))
    workbook = memory_excel.opened(path)
    workbook.impl.api = object()
    macros.regenerate(workbook)
    (said,) = workbook.app.impl.alerts
    assert "made by an older xlgoals" in said
    assert f'xlgoals upgrade "{path}"' in said
    assert path.read_bytes() == (OLD / SOME[0]).read_bytes()
