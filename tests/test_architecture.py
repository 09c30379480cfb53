"""Which part of the program may import which."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "xlgoals"
ROOMS = {
    "domain": set(),
    "tables": {"domain"},
    "sums": {"domain"},
    "negotiation": {"domain", "sums"},
    "functions": {"domain", "sums", "negotiation"},
    "intake": {"domain", "tables"},
    "views": {"domain", "tables", "sums", "negotiation"},
    "sample": {"domain", "tables", "sums"},
    "hosts": {"domain", "tables", "views", ""},
    "verbs": {
        "domain",
        "tables",
        "sums",
        "negotiation",
        "functions",
        "intake",
        "views",
        "sample",
    },
    "terminal": {"domain", "tables", "views", "hosts", "verbs", "ribbon", ""},
    "ribbon": {"domain", "tables", "views", "hosts", "verbs", "functions", ""},
    "build": {
        "domain",
        "tables",
        "views",
        "negotiation",
        "functions",
        "hosts",
        "verbs",
        "ribbon",
        "terminal",
        "",
    },
    "oxt": {"functions", "ribbon", "hosts"},
    "macros": {"ribbon"},
    "udfs": {"ribbon"},
    "__init__": set(),
}
"""What each room may know besides itself; arrows point one way. The empty name is the package."""
ALLOWED = {room: {room, *others} for room, others in ROOMS.items()}


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
    assert broken(room, path.read_text("utf-8")) == []


def test_the_rule_catches_a_core_that_knows_a_host() -> None:
    assert broken("sums", "from xlgoals.hosts.closed import ClosedFile") == ["hosts.closed"]
    assert broken("verbs", "from xlgoals.hosts.closed import ClosedFile")
    assert broken("sums", "import xlgoals.tables.typed_tables")


def test_the_core_prints_nothing_and_reads_no_clock() -> None:
    for path in (
        p for room in ("domain", "sums", "negotiation") for p in (SOURCE / room).rglob("*.py")
    ):
        text = path.read_text("utf-8")
        for word in ("print(", "datetime.now", "time.time", "open(", "Path("):
            assert word not in text, f"{path.name} has {word}"


def test_the_page_on_the_house_names_files_that_are_there() -> None:
    page = (SOURCE.parents[1] / "docs" / "architecture.md").read_text("utf-8")
    root = SOURCE.parents[1]
    named = re.findall(r"`((?:[a-z_]+/)+(?:[\w.]+)?)`", page)
    assert len(named) > 20
    gone = [name for name in named if not any((at / name).exists() for at in (root, SOURCE))]
    assert gone == []
