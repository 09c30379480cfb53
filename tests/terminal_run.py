"""A command as a user types it, in a process of its own."""

import subprocess
import sys
from pathlib import Path


def xlgoals(*words: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from xlgoals.terminal.cli import main; main()",
        *map(str, words),
    ]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=folder, check=False, timeout=120
    )
