"""How much a sheet holds: what does not fit is refused, since Excel would cut it off or mend it."""

from xlgoals.domain.errors import EditRefused

LAST_ROW = 1_048_576
"""Of a sheet, in Excel and in LibreOffice."""


def check_fits(sheet: str, first_row: int, count: int) -> None:
    """Refuse rows that a sheet has no room for. EditRefused says how to make them fewer.

    Args:
        sheet: Its name.
        first_row: The sheet row of the first of them.
        count: How many there are.
    """
    room = LAST_ROW - first_row + 1
    if count > room:
        raise EditRefused(
            f"{sheet} would have {count:,} rows, and a sheet has room for {room:,}; nothing was "
            "written. Group them before, such as products to product groups, or take fewer with "
            '--where "Region=North".'
        )
