"""What has to be right so that buttons and functions work: looked at one by one."""

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlwings

from xlgoals import __version__
from xlgoals.hosts.fresh.macros import macro_settings, settings, this_interpreter
from xlgoals.ribbon import calc_addin

Line = tuple[bool, str]
"""Whether it is fine, and a sentence: what was seen, and what to do where it is not."""

Registry = Callable[[str, str], Any]
"""A value of the Windows registry by key and name; None where there is none."""

OFFICE_KEYS = (
    r"Software\Policies\Microsoft\Office\16.0\Excel\Security",
    r"Software\Microsoft\Office\16.0\Excel\Security",
)
MACROS_OFF, MACROS_SIGNED = 4, 3


@dataclass(frozen=True)
class Machine:
    """What is looked at; another one in tests."""

    system: str
    executable: Path
    prefix: Path
    base_prefix: Path
    version: tuple[int, int]
    registry: Registry


def this_machine() -> Machine:
    """The machine that this runs on."""
    return Machine(
        sys.platform,
        Path(sys.executable),
        Path(sys.prefix),
        Path(sys.base_prefix),
        sys.version_info[:2],
        _registry,
    )


def look(machine: Machine, plan: Path | None = None) -> list[Line]:
    """Every line of the examination."""
    lines = [_interpreter(machine), *_windows(machine), *calc_addin.status()]
    return [*lines, *(_plan(machine, plan) if plan else [])]


def _interpreter(machine: Machine) -> Line:
    """Python, and whether Excel can be told of it."""
    said = f"xlgoals {__version__} in Python {machine.version[0]}.{machine.version[1]}"
    where = f"{said}, {machine.executable}"
    if "WindowsApps" in str(machine.executable):
        return (
            False,
            f"{where}: Python from the Microsoft Store hides its files from Excel; " + VENV,
        )
    return True, where


VENV = (
    "install Python from python.org, then: py -m venv xlgoals, and "
    "xlgoals\\Scripts\\pip install xlgoals"
)


def _windows(machine: Machine) -> list[Line]:
    """What only Windows has: the DLL beside Python, and what macros are allowed."""
    if machine.system != "win32":
        return []
    return [_dll(machine), _macros(machine), _internet(machine)]


def _dll(machine: Machine) -> Line:
    """xlwings' DLL, which must lie beside Python or one folder up."""
    name = f"xlwings64-{xlwings.__version__}.dll"
    folder = machine.executable.parent
    if any((at / name).exists() for at in (folder, folder.parent)):
        return True, f"{name} is beside Python"
    return False, f"{name} is not beside Python (pip install --user puts it elsewhere); {VENV}"


def _macros(machine: Machine) -> Line:
    """What Excel's settings say of macros."""
    found = [machine.registry(key, "VBAWarnings") for key in OFFICE_KEYS]
    setting = next((value for value in found if value is not None), None)
    if setting == MACROS_OFF:
        return (
            False,
            "Macros are switched off in Excel; File, Options, Trust Center, Macro Settings",
        )
    if setting == MACROS_SIGNED:
        return False, "Excel runs signed macros only; ask your IT to trust the plan's folder"
    return True, "Macros: Excel asks, or runs them"


def _internet(machine: Machine) -> Line:
    """Whether files from the internet may run macros."""
    blocked = machine.registry(OFFICE_KEYS[0], "blockcontentexecutionfrominternet")
    if blocked == 1:
        return True, "Macros in downloaded files are blocked; plans made by xlgoals new are not"
    return True, "Macros in downloaded files are Excel's own decision"


def _plan(machine: Machine, plan: Path) -> list[Line]:
    """The plan's VBA and where the file came from."""
    if not plan.exists():
        return [(False, f"There is no file {plan}; check the name and the folder.")]
    lines = _vba(machine, plan)
    mark = Path(f"{plan}:Zone.Identifier")
    with suppress(OSError):
        if machine.system == "win32" and "ZoneId=3" in mark.read_text("utf-8", errors="replace"):
            hint = "right-click it, Properties, Unblock; or make a new one with xlgoals new"
            lines.append((False, f"{plan.name} was downloaded, so Excel blocks its macros; {hint}"))
    return lines


def _vba(machine: Machine, plan: Path) -> list[Line]:
    """Whether the plan's VBA is of this version, and which Python it calls."""
    told = macro_settings(plan)
    if told is None:
        return [(False, f"{plan.name} cannot be read as a workbook")]
    if not told:
        return [(True, f"{plan.name} has no macros; use the terminal, or the ribbon of the add-in")]
    wanted = settings("")
    versions = [name for name in wanted if "VERSION" in name]
    if any(told.get(name) != wanted[name] for name in versions):
        hint = "make a new plan with xlgoals new and import from this one"
        return [(False, f"{plan.name} has the VBA of xlgoals {told.get(versions[0])}; {hint}")]
    python = told.get("INTERPRETER_WIN", "")
    lines = [(True, f"{plan.name} has the VBA of xlgoals {__version__}")]
    if python and python != this_interpreter():
        hint = f"it will not run in {machine.executable}; make the plan anew where it is used"
        lines.append((False, f"{plan.name} calls the Python in {python}; {hint}"))
    return lines


def _registry(key: str, name: str) -> Any:
    """A value of this user's registry."""
    if not re.fullmatch("win32", sys.platform):
        return None
    import winreg  # noqa: PLC0415

    reader: Any = winreg
    with suppress(OSError), reader.OpenKey(reader.HKEY_CURRENT_USER, key) as opened:
        return reader.QueryValueEx(opened, name)[0]
    return None
