"""Calc in a window on a screen of its own: opened, clicked and photographed."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import office

SIZE = "1500x950"
NEEDED = ("Xvfb", "xdotool", "import", "openbox")
SETTINGS = """<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop>
<prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>"""


def missing() -> list[str]:
    """The programs that are not installed."""
    return [name for name in NEEDED if shutil.which(name) is None]


@dataclass(frozen=True)
class Screen:
    """A screen that nobody sees."""

    display: str
    place: str
    """Where the office listens."""

    def run(self, *command: str) -> str:
        """What a program says that works on this screen."""
        done = subprocess.run(
            command,
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    def photograph(self, path: Path) -> Path:
        """A picture of all that is on the screen."""
        self.run("import", "-window", "root", str(path))
        return path

    def click(self, x: int, y: int) -> None:
        """A click with the left button."""
        self.run("xdotool", "mousemove", str(x), str(y), "sleep", "0.3", "click", "1")

    def key(self, name: str) -> None:
        """A key."""
        self.run("xdotool", "key", name)

    def windows(self) -> list[str]:
        """The titles of all windows."""
        ids = self.run("xdotool", "search", "--onlyvisible", "--name", ".+").split()
        return [self.run("xdotool", "getwindowname", each).strip() for each in ids]


@contextmanager
def screen(extensions: Path, document: Path) -> Iterator[Screen]:
    """A screen with Calc on it, showing a document; with the add-ins of a folder."""
    folder = Path(tempfile.mkdtemp(prefix="xlgoals-window-"))
    (folder / "user").mkdir()
    settings = office.PROFILE.format(mode=1).replace("</oor:items>", SETTINGS)
    (folder / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    display = f":{90 + os.getpid() % 900}"
    place = f"pipe,name={folder.name}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    env = {**os.environ, "DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen", "HOME": str(folder)}
    processes = [subprocess.Popen(["Xvfb", display, "-screen", "0", f"{SIZE}x24"], **quiet)]
    try:
        time.sleep(1)
        processes.append(subprocess.Popen(["openbox"], env=env, **quiet))
        command = [office.soffice(), f"-env:UserInstallation=file://{folder}", "--norestore"]
        command += [
            "--nologo",
            f"--accept={place};urp",
            f"-env:BUNDLED_EXTENSIONS={extensions.as_uri()}",
        ]
        processes.append(subprocess.Popen([*command, str(document)], env=env, **quiet))
        yield Screen(display, place)
    finally:
        for process in reversed(processes):
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
        subprocess.run(["pkill", "-f", folder.name], check=False)
        shutil.rmtree(folder, ignore_errors=True)
