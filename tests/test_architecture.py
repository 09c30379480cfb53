"""Which part of the program may import which."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "xlgoals"
ALLOWED = {
    "core": {"core", "errors"},
    "workbook": {"workbook", "errors"},
    "functions": {"functions", "core", "errors"},
    "hosts": {"hosts", "workbook", "errors", ""},
    "plan": {"core", "workbook", "hosts.base", "errors"},
    "terminal": {"actions", "workbook"},
    "terminal_table": {"workbook"},
    "actions": {"actions", "core", "workbook", "functions", "hosts.base", "plan", "errors"},
    "cli": {
        "cli_addin",
        "cli_libreoffice",
        "cli_mine",
        "cli_negotiate",
        "cli_period",
        "cli_reps",
        "doctor",
        "actions",
        "hosts",
        "workbook",
        "terminal",
        "terminal_table",
        "errors",
        "",
    },
    "build": {
        "build",
        "buttons",
        "actions",
        "functions",
        "hosts",
        "workbook",
        "cli",
        "core",
        "errors",
        "",
    },
    "oxt": {"functions", "macros", "hosts"},
    "buttons": set(),
    "shipped": {"errors"},
    "calc_addin": {"shipped", "errors"},
    "excel_addin": {"shipped", "hosts", "errors"},
    "doctor": {"calc_addin", "hosts", ""},
    "cli_libreoffice": {"calc_addin", "terminal"},
    "cli_addin": {"excel_addin", "terminal"},
    "cli_mine": {"actions", "hosts", "workbook", "terminal", "terminal_table", "errors"},
    "cli_period": {"actions", "hosts", "workbook", "terminal", "terminal_table", "errors"},
    "cli_negotiate": {"actions", "hosts", "workbook", "terminal", "terminal_table", "errors"},
    "macros": {"macros_words", "errors", "hosts.base"},
    "macros_negotiation": {"actions", "hosts", "macros_words"},
    "macros_period": {"actions", "hosts", "macros_words"},
    "macros_plan": {"actions", "hosts", "macros_words", "workbook", ""},
    "macros_words": set(),
    "cli_reps": {"actions", "hosts", "workbook", "terminal", "errors"},
    "udfs": {"functions"},
    "errors": set(),
    "__init__": set(),
}


def imports(text: str) -> list[str]:
    """The modules of ours that a file imports, without the package's name."""
    names = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "xlgoals":
            inner = (node.module or "").removeprefix("xlgoals").lstrip(".")
            names += [inner or alias.name for alias in node.names]
        if isinstance(node, ast.Import):
            names += [
                a.name.removeprefix("xlgoals.")
                for a in node.names
                if f"{a.name}.".startswith("xlgoals.")
            ]
    return ["" if name == "__version__" else name for name in names]


def broken(room: str, text: str) -> list[str]:
    """The imports that a room may not have."""
    allowed = ALLOWED[room]
    return [
        name
        for name in imports(text)
        if not any(name == rule or (rule and name.startswith(f"{rule}.")) for rule in allowed)
    ]


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE))
)
def test_every_module_imports_only_what_its_room_may(path: Path) -> None:
    parts = path.relative_to(SOURCE).parts
    room = "oxt" if "oxt" in parts else parts[0].removesuffix(".py")
    assert broken(room, path.read_text()) == []


def test_the_rule_catches_a_core_that_knows_a_host() -> None:
    assert broken("core", "from xlgoals.hosts.base import Workbook") == ["hosts.base"]
    assert broken("actions", "from xlgoals.hosts.closed_file import ClosedFile")
    assert broken("core", "import xlgoals.workbook.tables")


def test_the_core_prints_nothing_and_reads_no_clock() -> None:
    for path in (SOURCE / "core").rglob("*.py"):
        text = path.read_text()
        for word in ("print(", "datetime.now", "time.time", "open(", "Path("):
            assert word not in text, f"{path.name} has {word}"
