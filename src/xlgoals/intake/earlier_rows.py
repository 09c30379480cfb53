"""What an import does to rows that stand there already: its own file's, other files', typed ones.

A file owns the rows that have its name in column Source. Read again, it replaces them in the
months that it covers. A typed row with the same key becomes the file's. Rows that could tell the
same of a rep and month, but are of another file or typed, would be added up without a word: that
is asked first.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.months import month_label
from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import named
from xlgoals.intake.incoming_rows import Told
from xlgoals.intake.merge_rows import complete, keys_of
from xlgoals.intake.months_of_rows import months_of
from xlgoals.tables.language import NUMERIC, Role, Table

SOURCE = "source"
PARTS = ("territory", "product")
"""A blank is all of them, or unknown: it may be the same as any."""


@dataclass(frozen=True)
class Earlier:
    """The rows that stand there, as an import has to see them."""

    frame: pd.DataFrame
    """Typed rows; those that become the file's have its name already."""
    new: pd.DataFrame
    """The file's rows, with its name; added to its earlier ones where that is wanted."""
    gone: frozenset[int] = frozenset()
    """Sheet rows that the file brought before and no longer has."""
    notes: tuple[str, ...] = ()
    question: str = ""


def earlier_rows(
    table: Table,
    existing: pd.DataFrame,
    new: pd.DataFrame,
    source: str,
    told: Told,
    beside: Collection[str] = (),
) -> Earlier:
    """What becomes of the rows that stand there.

    Args:
        table: One with a column Source.
        existing: Its typed rows, with their sheet rows.
        new: Rows of the file, one for each key.
        source: The name under which the file's rows are known.
        told: Which months the file covers, by default from its first to its last; whether rows of
            others count beside the file's, and whether its earlier ones do.
        beside: Other sources that were told to count beside all.
    """
    covered = told.months if told.months is not None else _covered(table, new)
    own = (existing[SOURCE] == source).to_numpy()
    keys = [table.column(header).name for header in table.key]
    new = new.assign(**{SOURCE: source})
    of_new = keys_of(complete(table, new), keys)
    fresh = set(of_new)
    taken_over = existing.assign(**{SOURCE: source})
    same = np.array([key in fresh for key in keys_of(taken_over, keys)], bool)
    typed = (existing[SOURCE] == "").to_numpy()
    if SOURCE in keys:  # a typed row with the same key, unless the file has a row there already
        there = {key for key, mine in zip(keys_of(existing, keys), own, strict=True) if mine}
        twin = np.array([key in there for key in keys_of(taken_over, keys)], bool)
        ours = own | (typed & same & ~twin)
    else:
        ours = own | same
    frame = existing.assign(**{SOURCE: existing[SOURCE].where(~ours, source)})
    month = months_of(table, existing)
    inside = (
        np.isnan(month) if covered is None else (month >= covered.start) & (month < covered.stop)
    )
    gone = own & ~same & inside & (not told.add)
    rest = own & ~same & ~inside & (not told.add)
    notes = []
    if rest.any():
        notes.append(
            f"{rest.sum():,} earlier rows of {source} lie in months that it no longer "
            "covers; they stay."
        )
    if told.add:
        before = existing[own & same]
        new = _added_up(table, new, of_new, before, keys_of(before, keys))
    question = (
        ""
        if told.beside or told.add or SOURCE not in keys
        else _told_twice(table, frame[~ours & ~frame[SOURCE].isin(list(beside))], new)
    )
    return Earlier(frame, new, frozenset(existing["row"][gone].tolist()), tuple(notes), question)


def _added_up(
    table: Table,
    new: pd.DataFrame,
    keys: list[tuple[object, ...]],
    before: pd.DataFrame,
    keys_before: list[tuple[object, ...]],
) -> pd.DataFrame:
    """The file's rows with what it brought before under the same key added to them."""
    place = {key: at for at, key in enumerate(keys_before)}
    at = np.array([place.get(key, -1) for key in keys], np.int64)
    sums = {}
    for column in table.columns:
        if column.kind not in NUMERIC or column.name not in new or not len(before):
            continue
        added = new[column.name].to_numpy(np.float64)
        sums[column.name] = np.where(
            at < 0, added, added + before[column.name].to_numpy(np.float64)[at]
        )
    return new.assign(**sums)


def _covered(table: Table, new: pd.DataFrame) -> range | None:
    """The months from a file's first to its last; None where it names none."""
    months = months_of(table, new)
    known = months[~np.isnan(months)]
    return range(int(known.min()), int(known.max()) + 1) if len(known) else None


def _told_twice(table: Table, others: pd.DataFrame, new: pd.DataFrame) -> str:
    """The question about rows of others that tell of the same rep and month; blank for none."""
    numbers = [
        c for c in table.columns if c.kind in NUMERIC and c.role is Role.INPUT and c.name in new
    ]
    parts = [part for part in PARTS if part in others]
    left = others[["month", REP_ID, SOURCE, *parts, *(c.name for c in numbers)]]
    whole = new.assign(**{part: "" for part in parts if part not in new})
    right = whole[["month", REP_ID, *parts, *(c.name for c in numbers)]]
    both = left.merge(right, on=["month", REP_ID], suffixes=("", "_new"))
    if both.empty:
        return ""
    alike = np.ones(len(both), bool)
    for part in parts:
        mine, theirs = (both[name].fillna("").astype(str) for name in (part, f"{part}_new"))
        alike &= ((mine == theirs) | (mine == "") | (theirs == "")).to_numpy()
    told = {
        c.header: (both[c.name].notna() & both[f"{c.name}_new"].notna()).to_numpy() & alike
        for c in numbers
    }
    hit = np.logical_or.reduce([*told.values(), np.zeros(len(both), bool)])
    if not hit.any():
        return ""
    headers = [header for header, where in told.items() if where.any()]
    whose = sorted(set(both[SOURCE][hit]) - {""})
    typed = ["typed rows"] if (both[SOURCE][hit] == "").any() else []
    months = both["month"][hit]
    first, last = month_label(int(months.min())), month_label(int(months.max()))
    when = first if first == last else f"{first} to {last}"
    instead = f", or --source “{whose[0]}” to let it stand in place of that file" if whose else ""
    return (
        f"{' and '.join(filter(None, [named(whose), *typed]))} already tell {named(headers)} of "
        f"{both[REP_ID][hit].nunique():,} of these reps, {when}: say --add to count both{instead}, "
        "or take out the rows that are wrong first."
    )
