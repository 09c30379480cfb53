"""The linter finds every planted fault, and none in a good file."""

import warnings
import zipfile
from pathlib import Path

import pytest

from conformance.check import assert_conforms, microsoft_faults
from conformance.package_lint import lint
from conformance.planted import FOUND_BY, ONE, PLANTED, good, plant, sub

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "good.xlsx"
    good(path)
    return path


def test_a_good_file_has_no_fault(sound: Path) -> None:
    assert lint(sound) == []


RULE = {fault: rule for rule, faults in FOUND_BY.items() for fault in faults}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found_by_the_rule_for_it(
    fault: str, sound: Path, tmp_path: Path
) -> None:
    plant(sound, tmp_path / "bad.xlsx", PLANTED[fault])
    assert RULE[fault] in {found.rule for found in lint(tmp_path / "bad.xlsx")}


def test_what_is_not_a_package_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"Rep,Goal")
    assert [fault.rule for fault in lint(tmp_path / "bad.xlsx")] == ["not a package"]


def test_a_rule_for_a_whole_column_is_sound(sound: Path, tmp_path: Path) -> None:
    column = sub(ONE, '(<dataValidation [^>]*sqref=)"[^"]*"', r'\1"G:G"')
    plant(sound, tmp_path / "good.xlsx", column)
    assert lint(tmp_path / "good.xlsx") == []


def test_a_part_that_is_there_twice_is_found(sound: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(sound) as file, zipfile.ZipFile(tmp_path / "bad.xlsx", "w") as bad:
        for name in file.namelist():
            bad.writestr(name, file.read(name))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            bad.writestr(ONE, file.read(ONE))
    assert [fault.rule for fault in lint(tmp_path / "bad.xlsx")] == ["part twice"]


@pytest.mark.parametrize("name", ["sales_goals.xlsx", "sales_goals_example.xlsx"])
def test_the_committed_workbooks_conform(name: str) -> None:
    assert_conforms(ROOT / "workbook_templates" / name)


@pytest.mark.node
@pytest.mark.parametrize("name", ["sales_goals.xlsx", "sales_goals_example.xlsx"])
def test_microsofts_validator_finds_nothing_in_the_committed_workbooks(name: str) -> None:
    assert microsoft_faults(ROOT / "workbook_templates" / name) == []


@pytest.mark.node
def test_microsofts_validator_is_awake(sound: Path, tmp_path: Path) -> None:
    plant(sound, tmp_path / "bad.xlsx", PLANTED["elements in another order"])
    assert microsoft_faults(tmp_path / "bad.xlsx") != []
