"""Tables that a button writes and the user types into: what was typed stays with its row."""

import numpy as np
import pandas as pd

from xlgoals.tables.computed import with_formulas
from xlgoals.tables.language import Kind, Role, Table
from xlgoals.tables.typed_tables import to_rows, typed_rows
from xlgoals.tables.workbook import Workbook

NOTHING = pd.DataFrame()


def write_kept(
    workbook: Workbook, table: Table, frame: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write a table as ``kept`` gives it; returns the rows as they were, and as they are now."""
    old, new = kept(workbook, table, frame)
    rows = with_formulas(table, new)
    workbook.write(table, to_rows(table, rows))
    return old, rows


def kept(
    workbook: Workbook, table: Table, frame: pd.DataFrame, over: pd.DataFrame = NOTHING
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A table's fresh rows with what the user typed beside each key, in the order of the old rows.

    Args:
        over: Columns by key that take the place of what was typed, for the keys that it has.

    A row whose key is gone stays at the end while something is typed in it.

    Returns:
        The rows as they were, and as they are now.
    """
    keys = [table.column(header).name for header in table.key]
    old = typed_rows(workbook, table)[1].drop_duplicates(keys)
    new = _with_typed(table, keys, frame, old)
    for name in over.columns:
        values = new[keys[0]].map(over[name])
        new[name] = values.where(new[keys[0]].isin(over.index), new[name])
    rank = {key: at for at, key in enumerate(old[keys].itertuples(index=False, name=None))}
    order = [rank.get(key, len(rank)) for key in new[keys].itertuples(index=False, name=None)]
    return old, new.iloc[np.argsort(order, kind="stable")]


def _with_typed(
    table: Table, keys: list[str], frame: pd.DataFrame, old: pd.DataFrame
) -> pd.DataFrame:
    """Fresh rows with what was typed beside the old ones."""
    typed = [column.name for column in table.columns if column.role is Role.INPUT]
    if not typed:
        return frame
    new = frame.merge(old[[*keys, *typed]], on=keys, how="left")
    said = (old[typed].notna() & (old[typed].astype(object) != "")).any(axis=1)
    named = [*keys, *(c.name for c in table.columns if c.kind is Kind.TEXT and c.name in old)]
    gone = old.loc[said, list(dict.fromkeys([*named, *typed]))]
    gone = gone[~pd.MultiIndex.from_frame(gone[keys]).isin(pd.MultiIndex.from_frame(frame[keys]))]
    return pd.concat([new, gone], ignore_index=True) if len(gone) else new
