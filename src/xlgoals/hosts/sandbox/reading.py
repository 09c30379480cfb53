"""Reading files that came back: one process for all of them, and a limit on the time of each."""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import IO

from xlgoals.hosts.sandbox.opening import open_rep_file
from xlgoals.hosts.sandbox.sandbox_process import from_line
from xlgoals.tables.returned_file import Returned, Unread
from xlgoals.tables.workbook import Progress

SECONDS, TO_START = 20.0, 60.0
"""A file may take so long, and the process may take so long to start."""
AHEAD = 8
"""So many files are asked for before the first of them is answered."""
PROGRAM = "from xlgoals.hosts.sandbox.sandbox_process import main; main()"
TOO_LONG = "takes too long to open; it was left aside."
CRASHED = "cannot be opened: the reader broke down over it; it was left aside."


class Reader:
    """A process that opens files; it starts when this is made, ahead of the first file."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """A process that takes no longer than some seconds over a file."""
        self.seconds = seconds
        self.process: subprocess.Popen[bytes] | None = None
        self.lines: queue.Queue[bytes] = queue.Queue()
        self.fresh = True
        self.start()

    def start(self) -> None:
        """Start the process; where none can be started, files are opened in this one."""
        places = [path for path in sys.path if path and Path(path).exists()]
        home = str(Path(__file__).parents[3])
        known = {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys([home, *places]))}
        # -P: no module is ever taken from the folder in which somebody collects files
        command = [_python(), "-P", "-c", PROGRAM]
        self.lines, self.fresh = queue.Queue(), True
        with suppress(OSError):
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=known,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        if self.process is not None and self.process.stdout is not None:
            arguments = self.process.stdout, self.lines
            threading.Thread(target=_listen, args=arguments, daemon=True).start()

    def read_all(self, paths: Sequence[Path]) -> Iterator[Returned]:
        """What files say, one after the other; a few are asked for ahead."""
        asked = done = 0
        while done < len(paths):
            if self.process is None:
                found = open_rep_file(paths[done])
            else:
                ahead = min(done + AHEAD, len(paths))
                self._ask(paths[asked:ahead])
                asked = ahead
                found = self._answer(paths[done])
                asked = done + 1 if self.fresh else asked  # a process anew knows of nothing
            yield found
            done += 1

    def _ask(self, paths: Sequence[Path]) -> None:
        """Ask for some files; whether anybody listens shows when the answers are missed."""
        if self.process is None or self.process.stdin is None:
            return
        with suppress(OSError):
            for path in paths:
                self.process.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
            self.process.stdin.flush()

    def _answer(self, path: Path) -> Returned:
        """The next answer; a process that gives none is ended, and another one started."""
        limit = self.seconds + (TO_START if self.fresh else 0.0)
        try:
            line = self.lines.get(timeout=limit)
            why = CRASHED
        except queue.Empty:
            line, why = b"", TOO_LONG
        if line:
            self.fresh = False
            return from_line(line)
        self.close()
        self.start()
        return Unread(path.name, f"{path.name} {why}")

    def close(self) -> None:
        """End the process."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self.process = None


def read_rep_files(
    paths: Sequence[Path],
    progress: Progress | None = None,
    reader: Reader | None = None,
    names: Mapping[Path, str] = MappingProxyType({}),
) -> list[Returned]:
    """What files say, in their order; a sentence for each from which nothing can be read.

    Args:
        paths: The files.
        progress: Told which file is being read.
        reader: A process that was started ahead; it is closed in the end.
        names: What to call files that have another name in messages than on disk.
    """
    reader = reader or Reader()
    found: list[Returned] = []
    try:
        for at, one in enumerate(reader.read_all(paths)):
            path = paths[at]
            name = names.get(path, path.name)
            if progress:
                progress(f"Reading {name}", at / len(paths))
            found.append(_called(one, path.name, name))
    finally:
        reader.close()
    return found


def _called(one: Returned, on_disk: str, name: str) -> Returned:
    """What a file said, under the name by which the user knows it."""
    if isinstance(one, Unread):
        begins = one.why.startswith(on_disk)
        return Unread(name, f"{name}{one.why.removeprefix(on_disk)}" if begins else one.why)
    return replace(one, file=name)


def _listen(pipe: IO[bytes], lines: "queue.Queue[bytes]") -> None:
    """Hand on what the process answers; nothing once it has ended."""
    with suppress(ValueError, OSError):
        for line in pipe:
            lines.put(line)
    lines.put(b"")


def _python() -> str:
    """The Python that runs this, also within a program that has it inside."""
    if Path(sys.executable or "").stem.casefold().startswith("python"):
        return sys.executable
    own = Path(sys.prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
    return str(own) if own.exists() else shutil.which("python3") or "python3"
