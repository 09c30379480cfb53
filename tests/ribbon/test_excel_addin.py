"""The ribbon for every workbook: which files go where, and that nothing of others is lost."""

import datetime as dt
from pathlib import Path

import pytest

from xlgoals.domain.errors import FileError
from xlgoals.ribbon import excel_addin

NOW = dt.datetime(2026, 11, 2, 10, 0)
WINDOWS = {"HOME": r"C:\Users\ann", "APPDATA": r"C:\Users\ann\AppData\Roaming"}


def mac(folder: Path) -> tuple[excel_addin.Place, ...]:
    return excel_addin.places("darwin", {"HOME": str(folder)}, "/opt/xlgoals/bin/python")


def test_on_windows_the_ribbon_goes_into_excels_start_folder() -> None:
    ribbon, conf = excel_addin.places("win32", WINDOWS, r"C:\xlgoals\Scripts\pythonw.exe")
    assert str(ribbon.path) == r"C:\Users\ann\AppData\Roaming\Microsoft\Excel\XLSTART\xlgoals.xlam"
    assert str(conf.path) == r"C:\Users\ann\.xlgoals\xlgoals.conf"
    assert rb'"INTERPRETER_WIN","C:\xlgoals\Scripts\pythonw.exe"' in conf.content
    assert b'"ADD_WORKBOOK_TO_PYTHONPATH","False"' in conf.content


def test_on_a_mac_excel_also_needs_what_starts_python(tmp_path: Path) -> None:
    names = [file.path.name for file in mac(tmp_path)]
    assert names == ["xlgoals.xlam", "xlgoals.conf", "xlwings-0.37.8.applescript"]


def test_install_status_and_uninstall_agree(tmp_path: Path) -> None:
    files = mac(tmp_path)
    assert [fine for fine, _ in excel_addin.status(files)] == [False] * 3
    assert all("was written" in said for said in excel_addin.install(files, NOW))
    assert [fine for fine, _ in excel_addin.status(files)] == [True] * 3
    assert all("there already" in said for said in excel_addin.install(files, NOW))
    assert all("was removed" in said for said in excel_addin.uninstall(files))
    assert all("is not there" in said for said in excel_addin.uninstall(files))


def test_settings_that_were_there_are_kept_beside(tmp_path: Path) -> None:
    files = mac(tmp_path)
    conf = Path(files[1].path)
    conf.parent.mkdir(parents=True)
    conf.write_text("mine", encoding="utf-8")
    assert "another version" in excel_addin.status(files)[1][1]
    assert "The old one is xlgoals.conf.20261102-100000" in excel_addin.install(files, NOW)[1]
    assert conf.with_name("xlgoals.conf.20261102-100000").read_text("utf-8") == "mine"


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "Library").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(FileError, match="close Excel and try again"):
        excel_addin.install(mac(tmp_path), NOW)


def test_without_excel_the_files_for_windows_are_shown() -> None:
    ribbon, _ = excel_addin.here({}, "linux")
    assert "XLSTART" in str(ribbon.path)
