"""The process that opens the files: it gets a path a line and answers each with a line of JSON.

What one of them does to a parser – time, memory, a crash – it does to this process alone.
"""

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from xlgoals.hosts.sandbox.opening import open_rep_file
from xlgoals.tables.language import Cell, CellError
from xlgoals.tables.returned_file import Answer, Answers, Returned, Unread

MEMORY = 2 << 30
"""Bytes that this process may take, where the system can hold it to that."""


def main() -> None:
    """Answer until nobody asks any more."""
    _bound()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    for line in sys.stdin.buffer:
        found = open_rep_file(Path(json.loads(line)))
        answers.write(to_line(found))
        answers.flush()


def _bound() -> None:
    """Hold this process to its memory, and let it open nothing in a window."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 – not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def to_line(found: Returned) -> bytes:
    """What was read, as a line of JSON."""
    told = dict(vars(found))
    if isinstance(found, Answers):
        told["answers"] = [list(vars(answer).values()) for answer in found.answers]
    return json.dumps(told, default=_odd).encode() + b"\n"


def _odd(cell: object) -> object:
    """A cell that JSON has no word for: an error, or a day."""
    return {"code": cell.code} if isinstance(cell, CellError) else {"day": str(cell)}


def from_line(line: bytes) -> Returned:
    """What was read, from a line of JSON."""
    told: dict[str, Any] = json.loads(line)
    if "why" in told:
        return Unread(**told)
    answers = tuple(Answer(*map(_cell, one)) for one in told.pop("answers"))
    return Answers(**told, answers=answers)


def _cell(cell: Any) -> Any:
    """A cell as it was; a day is kept as the text that was seen, since no goal is a day."""
    if not isinstance(cell, dict):
        return cell
    seen: Cell = CellError(cell["code"]) if "code" in cell else str(cell["day"])
    return seen


if __name__ == "__main__":
    main()
