"""A command as a user types it."""

import contextlib
import gc
import io
import subprocess
import sys
from pathlib import Path

from xlgoals.terminal.cli import main

Done = subprocess.CompletedProcess[str]


def xlgoals_alone(*words: object, folder: Path | None = None) -> Done:
    """In a process of its own, as it really is."""
    command = [
        sys.executable,
        "-c",
        "from xlgoals.terminal.cli import main; main()",
        *map(str, words),
    ]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=folder, check=False, timeout=120
    )


def xlgoals(*words: object, folder: Path | None = None) -> Done:
    """In this process, which has loaded all that a command needs; a crash is the test's."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    typed, status = sys.argv, 0
    sys.argv = ["xlgoals", *map(str, words)]
    try:
        with (
            contextlib.chdir(folder or Path.cwd()),
            contextlib.redirect_stdout(streams[0]),
            contextlib.redirect_stderr(streams[1]),
        ):
            main()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        sys.argv = typed
        gc.enable()  # which a command does without
    return subprocess.CompletedProcess(sys.argv, status, *map(_text, streams))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    written: bytes = stream.buffer.getvalue()  # type: ignore[attr-defined]
    return written.decode("utf-8")
