"""The functions in a Python of their own, asked over a pipe: a line of JSON each way."""

import json
import os
import subprocess
import sys


class Beside:
    """A process that answers calls; started anew when it has ended."""

    def __init__(self, python):
        self.python = python
        self.process = None

    def at_once(self, name, arguments):
        """There is no short way to another process."""
        return

    def answer(self, name, arguments):
        """A function's answer, as rows of cells."""
        line = json.dumps([name, arguments]).encode() + b"\n"
        try:
            return self._ask(line)
        except (OSError, ValueError):
            self.process = None
            return self._ask(line)

    def _ask(self, line):
        """Send a line and read one back; ValueError where none comes."""
        if self.process is None or self.process.poll() is not None:
            self.process = self._start()
        self.process.stdin.write(line)
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def _start(self):
        """The process; without the settings of LibreOffice's own Python, and without a window."""
        clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
        return subprocess.Popen(
            [self.python, "-m", "xlgoals.functions.stdio_server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=clean,
            creationflags=0x08000000 if sys.platform == "win32" else 0,
        )
