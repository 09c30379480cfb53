"""The examination: each thing that can be wrong is found and said with what to do."""

import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import pytest

from conftest import NOW
from xlgoals.domain.errors import FileError
from xlgoals.hosts.fresh import write_plan
from xlgoals.ribbon import calc_addin, doctor
from xlgoals.verbs.new_plan import new_plan


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> doctor.Machine:
    """A Windows PC on which all is well."""
    monkeypatch.setattr(calc_addin, "status", lambda: [(True, "LibreOffice 25.2")])
    folder = tmp_path / "venv" / "Scripts"
    folder.mkdir(parents=True)
    (tmp_path / "venv" / "xlwings64-0.37.8.dll").touch()
    return doctor.Machine(
        "win32", folder / "python.exe", tmp_path, tmp_path, (3, 12), lambda key, name: None
    )


def wrong(machine: doctor.Machine, plan: Path | None = None) -> list[str]:
    return [text for fine, text in doctor.look(machine, plan) if not fine]


def made(path: Path, interpreter: str | None = None) -> Path:
    plan = new_plan(dt.date(2027, 1, 1), sample=False, macros=path.suffix == ".xlsm")
    write_plan(path, plan.rows, created=NOW, interpreter=interpreter)
    return path


def test_a_machine_on_which_all_is_well(machine: doctor.Machine) -> None:
    assert wrong(machine) == []
    assert len(doctor.look(machine)) >= 4


def test_a_dll_that_is_elsewhere(machine: doctor.Machine, tmp_path: Path) -> None:
    (tmp_path / "venv" / "xlwings64-0.37.8.dll").unlink()
    assert "is not beside Python" in wrong(machine)[0]


def test_python_of_the_store(machine: doctor.Machine) -> None:
    store = dataclasses.replace(machine, executable=Path("C:/x/WindowsApps/python.exe"))
    assert "Microsoft Store" in wrong(store)[0]


@pytest.mark.parametrize(("value", "said"), [(4, "switched off"), (3, "signed macros only")])
def test_macros_that_are_not_allowed(machine: doctor.Machine, value: int, said: str) -> None:
    told = dataclasses.replace(
        machine, registry=lambda key, name: value if name == "VBAWarnings" else None
    )
    assert said in wrong(told)[0]


def test_a_plan_of_this_version_and_this_python(machine: doctor.Machine, tmp_path: Path) -> None:
    assert wrong(machine, made(tmp_path / "plan.xlsm")) == []
    assert wrong(machine, made(tmp_path / "plan.xlsx")) == []


def test_a_plan_of_another_version(
    machine: doctor.Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "plan.xlsm")
    monkeypatch.setattr("xlgoals.hosts.fresh.macros.__version__", "9.9.9")
    assert "has the VBA of xlgoals 0." in wrong(machine, path)[0]


def test_a_plan_of_another_python(machine: doctor.Machine, tmp_path: Path) -> None:
    path = made(tmp_path / "plan.xlsm", "C:/gone/pythonw.exe")
    assert "C:/gone/pythonw.exe" in wrong(machine, path)[0]


def test_a_file_that_is_no_plan(machine: doctor.Machine, tmp_path: Path) -> None:
    assert "no file" in wrong(machine, tmp_path / "none.xlsm")[0]
    (tmp_path / "text.xlsm").write_text("text", encoding="utf-8")
    assert "cannot be read" in wrong(machine, tmp_path / "text.xlsm")[0]


@pytest.mark.skipif("os.name == 'nt'", reason="the mark is an ordinary file elsewhere")
def test_a_downloaded_plan(machine: doctor.Machine, tmp_path: Path) -> None:
    path = made(tmp_path / "plan.xlsm")
    Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n", encoding="utf-8")
    assert "was downloaded" in wrong(machine, path)[0]


SOFFICE = "#!/bin/sh\necho LibreOffice {version}\n"
UNOPKG = """#!/bin/sh
case "$1" in
  add) shift; for last; do :; done; cp "$last" {folder}/installed ;;
  remove) rm -f {folder}/installed ;;
  list) [ -e {folder}/installed ] && echo "  is registered: yes" ;;
esac
"""


def libreoffice(folder: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """Programs that stand for LibreOffice's."""
    for name, text in (("soffice", SOFFICE), ("unopkg", UNOPKG)):
        path = folder / name
        path.write_text(text.format(version=version, folder=folder), encoding="utf-8")
        path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_the_calc_add_in_goes_in_and_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    libreoffice(tmp_path, monkeypatch, "25.2.3.2")
    assert "run: xlgoals libreoffice install" in calc_addin.status()[1][1]
    assert "start Calc anew" in calc_addin.install()
    assert all(fine for fine, _ in calc_addin.status())
    assert "no longer" in calc_addin.uninstall()
    assert "is not in LibreOffice" in calc_addin.uninstall()


def test_an_old_libreoffice_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    libreoffice(tmp_path, monkeypatch, "7.4.7.2")
    with pytest.raises(FileError, match=r"7\.4 is too old"):
        calc_addin.install()
    assert calc_addin.status()[0][0] is False


def test_no_libreoffice_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(calc_addin, "PROGRAMS", ())
    assert "install LibreOffice 25.2 or later" in calc_addin.status()[0][1]


def test_the_add_in_that_is_installed_knows_this_python(tmp_path: Path) -> None:
    prepared = calc_addin.prepare(tmp_path)
    names = shutil.unpack_archive(prepared, tmp_path / "out", "zip")
    assert names is None
    assert (tmp_path / "out" / "pythonpath" / "home.json").exists()
