"""Causes: from the target to what came, one row a rep, in three views that each add up."""

from xlgoals.tables.addresses import column_letters
from xlgoals.tables.language import (
    FIRST_COLUMN,
    Column,
    Group,
    Kind,
    Label,
    Role,
    Sheet,
    Shown,
    Table,
)

HEADER_ROW = 7
SLOTS = 5
"""Changes that find room by themselves; those that did most to the team come first."""
CHANGES = tuple(f"Change {number}" for number in range(1, SLOTS + 1))
OTHER = "Other changes"
START, ACTUAL = "Start", "Actual"

COMMON = {
    "Raise asked": "What the target asked beyond the year before; it is taken off first.",
    "People": "Selling months: who left or came, vacancies, and the ramp of hires.",
    "Territory moves": "Revenue of territories that came to the rep, less those given away.",
}
DONE = {
    "Activity": "More or fewer presentations in a selling month.",
    "Close rate": "More or fewer presentations that ended in a sale.",
    "Average sale": "Larger or smaller sales.",
    "Not told apart": "Sales (or revenue) per selling month, where presentations are not known.",
}
SOLD = {
    "Price": "What a sale of the same product brought.",
    "Volume": "More or fewer sales, beyond the selling months.",
    "Mix": "Dearer or cheaper products.",
    "New products": "Products nobody sold the year before.",
    "Dropped products": "Products nobody sold any more.",
    "Not counted": "Revenue without a number of sales.",
}
CAUSED = {
    **dict.fromkeys(CHANGES, "A change of sheet Changes, with its effect."),
    OTHER: "All other changes of sheet Changes.",
    "Unexplained": "What no change on sheet Changes explains.",
}
PARTS = {**COMMON, **DONE, **SOLD, **CAUSED}


def money(header: str, hint: str) -> Column:
    """An amount of money."""
    width = 25 if header in CHANGES else 14
    return Column(header, Kind.MONEY, hint, Role.WRITTEN, width=width)


TABLE = Table(
    "Causes",
    (
        Column("Rep ID", Kind.ID, "Blank: the team.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=24),
        Column(
            "Measured from",
            Kind.TEXT,
            "The target, or the year before where there was none.",
            Role.WRITTEN,
            width=16,
        ),
        money(START, "The target, or else the year before; 0 where there was neither."),
        *(money(header, hint) for header, hint in PARTS.items()),
        money(ACTUAL, "What came. Start, the first three, and one view make it."),
    ),
    key=("Rep ID",),
    optional=True,
)


def letters(header: str) -> str:
    """Where a column stands on the sheet."""
    return column_letters(FIRST_COLUMN + TABLE.headers.index(header))


NAMES = tuple(f"{letters(header)}{HEADER_ROW - 1}" for header in CHANGES)
"""The cells over the changes that say which they are."""
VIEWS = {
    "What was done": next(iter(DONE)),
    "What was sold": next(iter(SOLD)),
}


def heads() -> tuple[Label, ...]:
    """What stands over the columns."""
    named = {f"{letters(header)}{HEADER_ROW - 1}": text for text, header in VIEWS.items()}
    named[f"{letters(next(iter(COMMON)))}{HEADER_ROW - 1}"] = "In all three"
    places = [f"{letters(header)}{HEADER_ROW - 1}" for header in TABLE.headers]
    return tuple(Label(at, named.get(at, ""), "head indented") for at in places)


SHEET = Sheet(
    "Causes",
    "Why it came out as it did. Start, the three parts after it and the parts of any one view make "
    "Actual; never add two views.",
    Group.RESULT,
    TABLE,
    labels=heads(),
    shown=Shown.WHEN_FILLED,
    header_row=HEADER_ROW,
    since="0.2",
)
