"""What tests share: a sample plan, and how the absence of a program is told."""

import datetime as dt
import os
import shutil
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import hypothesis
import office
import pytest

import postgres_server
from conformance.check import asked
from xlgoals.domain.errors import FileError
from xlgoals.hosts.calc import context_at
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_plan
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate

NOW = dt.datetime(2026, 11, 2, 10, 0)
ROOT = Path(__file__).parent.parent
VALIDATOR = ROOT / "build-cache" / "validator" / "node_modules" / "@xarsh" / "ooxml-validator"
ADVENTUREWORKS = ROOT.parent / "shared" / "data" / "adventureworks"

hypothesis.settings.register_profile(
    "steady", deadline=None, derandomize=True, max_examples=40, database=None
)
hypothesis.settings.load_profile("steady")

# The reader of the independent checks warns of features it does not know; that is not our news.
warnings.filterwarnings("ignore", module="openpyxl")


def pytest_configure(config: pytest.Config) -> None:
    """A run without the tests that need Node starts no Node in the others either."""
    asked["Microsoft"] &= "not node" not in config.option.markexpr


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A missing program is a loud skip at a session, and a failure in CI."""
    wanted = {
        "libreoffice": (office.soffice(), "LibreOffice 25.2 or later"),
        "postgres": (postgres_server.programs(), "PostgreSQL"),
        "node": (VALIDATOR.exists(), "Microsoft's validator, which runs on Node,"),
    }
    for name, (there, what) in wanted.items():
        if item.get_closest_marker(name) and not there:
            message = f"SKIPPED FOR WANT OF A PROGRAM: {what} is not installed"
            must = os.environ.get("CI") and (name != "node" or shutil.which("npm"))
            pytest.fail(message) if must else pytest.skip(message)


@pytest.fixture(scope="session")
def sample_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample organisation's plan, regenerated; not to be changed."""
    path = tmp_path_factory.mktemp("sample") / "plan.xlsx"
    made = new_plan(dt.date(2027, 1, 1), sample=True)
    write_plan(path, made.rows, created=NOW, name=made.name, values=made.values)
    plan = ClosedFile.open(path)
    regenerate(plan, NOW)
    plan.save(NOW).unlink()
    return path


@pytest.fixture(scope="session")
def calc() -> Iterator[Any]:
    """Calc without a window, running for all tests: the context from which all is reached."""
    with office.listening() as place:
        yield answer(place)


def answer(place: str) -> Any:
    """The context of an office that is still starting."""
    for _ in range(600):
        with suppress(FileError):
            return context_at(place)
        time.sleep(0.1)
    raise RuntimeError("LibreOffice did not start to listen")


@pytest.fixture
def sample(sample_made: Path, tmp_path: Path) -> Path:
    """A copy of the sample plan, to do with as a test likes."""
    return Path(shutil.copy(sample_made, tmp_path / "plan.xlsx"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An empty plan for 2027."""
    path = tmp_path / "plan.xlsx"
    made = new_plan(dt.date(2027, 1, 1), sample=False)
    write_plan(path, made.rows, created=NOW, name=made.name, values=made.values)
    return path
