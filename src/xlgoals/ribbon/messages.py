"""What several buttons say and show."""

import datetime as dt
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw


NAME = "xlgoals"
LOG = Path(tempfile.gettempdir()) / "xlgoals.log"
SHOWN_PROBLEMS = 8


def with_problems(done: str, problems: list[str]) -> str:
    """A message with the first problems under it."""
    if not problems:
        return done
    shown = [done, "", *problems[:SHOWN_PROBLEMS]]
    more = len(problems) - SHOWN_PROBLEMS
    return "\n".join([*shown, *([f"… and {more:,} more."] if more > 0 else [])])


def to_front(book: "xw.Book", sheet: str) -> None:
    """Show a sheet; where the program does not let us, the user finds it alone."""
    with suppress(Exception):
        book.sheets[sheet].impl.activate()  # xlwings' own asks for all programs that run


def utc_now() -> dt.datetime:
    """Now, in UTC, as the log has it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)
