"""What a plan made by an older xlgoals lacks, and the declarations in the order that it has."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from xlgoals.domain.errors import PlanError
from xlgoals.domain.problems import named
from xlgoals.tables.addresses import column_letters
from xlgoals.tables.language import FIRST_COLUMN, Column, Kind, Label, Role, Sheet

UNMARKED = "0.1"
"""The version of plans that do not say theirs."""
MARK = "XlgoalsVersion"
"""The defined name in which a plan says by which version it was made."""


@dataclass(frozen=True)
class Missing:
    """What a plan lacks against the declarations."""

    sheets: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    """Sheet and header."""

    @property
    def is_nothing(self) -> bool:
        """Whether it lacks nothing."""
        return not self.sheets and not self.columns


def missing(
    sheets: Sequence[Sheet], names: Collection[str], headers: Mapping[str, Sequence[str]]
) -> Missing:
    """What of the declared sheets a plan does not have.

    Args:
        sheets: The declarations.
        names: The plan's sheets.
        headers: The plan's tables: name in small letters → headers.
    """
    present = {name.casefold() for name in names}
    lacking = [
        sheet.name
        for sheet in sheets
        if (
            sheet.table.name.casefold() not in headers
            if sheet.table
            else sheet.name.casefold() not in present
        )
    ]
    columns = [
        (sheet.name, column.header)
        for sheet in sheets
        if sheet.table and sheet.table.name.casefold() in headers
        for column in _lacking(sheet, headers[sheet.table.name.casefold()])
    ]
    return Missing(tuple(lacking), tuple(columns))


def _lacking(sheet: Sheet, headers: Sequence[str]) -> list[Column]:
    """The columns of a sheet's table that are not among these headers."""
    present = {header.strip().casefold() for header in headers}
    columns = sheet.table.columns if sheet.table else ()
    return [column for column in columns if column.header.casefold() not in present]


def arranged(sheet: Sheet, headers: Sequence[str]) -> Sheet:
    """A declared sheet as a plan has it: its columns in their places, what it lacks at the end.

    A formula above a column that adds it up stands above the same column again.
    """
    table = sheet.table
    if table is None or tuple(headers) == table.headers:
        return sheet
    declared = {column.header.casefold(): column for column in table.columns}
    columns = [
        declared.get(header.strip().casefold())
        or Column(header, Kind.TEXT, "A column of your own.", Role.WRITTEN)
        for header in headers
    ]
    columns += _lacking(sheet, headers)
    new = replace(table, columns=tuple(columns))
    places = {header: column_letters(at) for at, header in enumerate(new.headers, FIRST_COLUMN)}
    above = {
        f"{column_letters(at)}{sheet.header_row - 1}": header
        for at, header in enumerate(table.headers, FIRST_COLUMN)
    }

    def moved(label: Label) -> Label:
        header = above.get(label.at, "")
        if header and f"{table.name}[{header}]" in label.text:
            return replace(label, at=f"{places[header]}{sheet.header_row - 1}")
        return label

    return replace(sheet, table=new, labels=tuple(moved(label) for label in sheet.labels))


def is_older(plan: str, ours: str) -> bool:
    """Whether a plan was made by an older version; PlanError where it was by a newer one.

    Only the first two numbers count: the third changes no sheet.
    """
    made, now = (_numbers(version) for version in (plan or UNMARKED, ours))
    if made > now:
        raise PlanError(
            f"This plan was made by xlgoals {plan}, and this is {ours}; update xlgoals and try "
            "again. Nothing was changed."
        )
    return made < now


def _numbers(version: str) -> tuple[int, int]:
    """The first two numbers of a version."""
    parts = version.strip().split(".")
    try:
        return int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    except ValueError:
        raise PlanError(
            f"The plan's defined name {MARK} says “{version}”, which is no version; delete the "
            "name and try again."
        ) from None


def sentence(added: Missing, more: Sequence[str] = (), *, older: bool = True) -> str:
    """What was added to a plan, in one sentence.

    Args:
        more: What else: names, macros.
        older: Whether an older version made the plan.
    """
    parts = []
    if added.sheets:
        parts.append(f"{_counted(added.sheets, 'sheet')} {named(added.sheets)}")
    if added.columns:
        places = list(dict.fromkeys(sheet for sheet, _ in added.columns))
        headers = [header for _, header in added.columns]
        columns = (
            f"{_counted(headers, 'column')} {named(headers)}"
            if len(places) == 1
            else f"{len(headers)} columns"
        )
        parts.append(f"{columns} on {_counted(places, 'sheet')} {named(places)}")
    what = "; ".join([*parts, *more]) or "nothing but its version"
    return f"This plan was made by an older xlgoals: added {what}." if older else f"Added {what}."


def _counted(names: Sequence[str], word: str) -> str:
    """A word for one or several."""
    return word if len(names) == 1 else f"{word}s"
