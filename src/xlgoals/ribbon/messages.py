"""What several buttons say and show."""

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xlgoals.domain.errors import InputError
from xlgoals.verbs.verb import Verb

if TYPE_CHECKING:
    import xlwings as xw

    from xlgoals.hosts.live import Live

NAME = "xlgoals"
LOG = Path(tempfile.gettempdir()) / "xlgoals.log"


def to_front(book: "xw.Book", sheet: str) -> None:
    """Show a sheet; where the program does not let us, the user finds it alone."""
    with suppress(Exception):
        book.sheets[sheet].impl.activate()  # xlwings' own asks for all programs that run


def rep_in_front(book: "xw.Book", plan: "Live", verb: Verb) -> str:
    """The rep whose sheet is in front, or everybody where another one may be in front.

    Errors:
        InputError: another sheet is in front, and the verb is for one rep.
    """
    from xlgoals.domain.people import ALL  # noqa: PLC0415
    from xlgoals.verbs.negotiate.rep_sheet_input import rep_sheets  # noqa: PLC0415

    named = {sheet: rep_id for rep_id, sheet in rep_sheets(plan).items()}
    rep = named.get(book.sheets.active.name, ALL)
    if rep == ALL and verb.for_front_rep == "one":
        label = verb.button.label if verb.button else verb.name
        raise InputError(f"Go to the sheet of the rep whom it is about, and press {label} there.")
    return rep
