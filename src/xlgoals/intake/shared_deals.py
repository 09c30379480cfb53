"""Deals that reps share: ``A / B`` in one cell, or a column with the share of each."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.intake.stage_words import folded, phrases
from xlgoals.intake.who_is_who import fold
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell

BETWEEN = re.compile(r"\s+/\s+|/|\s*;\s*|\s+&\s+|\s+\+\s+|\s*\|\s*")
SHARES = phrases("""
split, split percent, split percentage, split share, credit, credit percent, credit percentage,
credit share, credit split, share, commission split, rep share, ownership, Anteil, Aufteilung,
part, partage, reparto, participación, participação, tỷ lệ, tỉ lệ
""")
WHOLE = 100.0


@dataclass(frozen=True)
class Sharing:
    """Who shares each row, and by which weights; rows of one rep are not here."""

    names: dict[str, tuple[str, ...]]
    """A text of the rep's column → the names in it."""


def sharing(texts: Collection[str], known: Collection[str]) -> Sharing:
    """Texts that name several reps: each part is a rep of the plan or stands alone elsewhere.

    Args:
        texts: All of the rep's column.
        known: Folded names of the plan's reps.
    """
    alone = {fold(text) for text in texts} | set(known)
    found = {}
    for text in texts:
        parts = tuple(part.strip() for part in BETWEEN.split(text) if part.strip())
        if len(parts) > 1 and fold(text) not in known and all(fold(p) in alone for p in parts):
            found[text] = parts
    return Sharing(found)


def share_column(headers: Sequence[str], revenue: str) -> int | None:
    """Where the share of each rep stands; None where there is no such column, or it was applied."""
    if {"split", "share", "credited"} & set(folded(revenue).split()):
        return None
    return next((at for at, header in enumerate(headers) if folded(header) in SHARES), None)


def weights(cell: Cell, count: int) -> list[float] | None:
    """The shares of a row's reps, which add up to 1 where there are several; None if unreadable.

    Example:
        ``60/40`` and ``60 %; 40 %`` are 0.6 and 0.4; nothing is equal shares; ``0.7`` beside one
        rep is 0.7, beside two it is 0.7 and 0.3.
    """
    text = clean(cell)
    if not text:
        return [1 / count] * count
    parts = [part.strip().rstrip("%").strip().replace(",", ".") for part in BETWEEN.split(text)]
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    percent = "%" in text or max(numbers) > 1
    numbers = [number / WHOLE for number in numbers] if percent else numbers
    if len(numbers) == 1 and count == 2:
        numbers.append(1 - numbers[0])
    fits = len(numbers) == count and min(numbers) >= 0 and max(numbers) <= 1
    whole = count == 1 or abs(sum(numbers) - 1) < 0.005
    return numbers if fits and whole else None


def shared(
    frame: pd.DataFrame,
    parts: Sequence[tuple[str, ...]],
    shares: Sequence[Sequence[float]],
    money: Collection[str],
    counts: Collection[str],
) -> pd.DataFrame:
    """Rows with each rep's part: money to the cent, its cents add up exactly; counts as they are.

    Args:
        frame: Typed rows.
        parts: The reps of each row.
        shares: Their shares.
        money: Columns of money.
        counts: Columns of counts.
    """
    times = np.array([len(names) for names in parts])
    place = np.repeat(np.arange(len(frame)), times)
    made = frame.iloc[place].reset_index(drop=True)
    made[REP_ID] = [name for names in parts for name in names]
    weight = np.array([share for each in shares for share in each])
    several = np.array([len(each) > 1 or each[0] != 1 for each in shares])[place]
    for name in counts:
        made[name] = np.where(several, made[name] * weight, made[name])
    first = np.concatenate(([True], place[1:] != place[:-1])) if len(place) else place
    whole = np.repeat(np.array([abs(sum(each) - 1) < 0.005 for each in shares]), times)
    for name in money:
        cents = np.round(made[name].to_numpy(np.float64) * 100)
        parted = np.round(cents * weight)
        rest = cents - pd.Series(parted).groupby(place).transform("sum").to_numpy()
        parted = parted + np.where(first & whole, rest, 0)
        made[name] = np.where(several, parted / 100, made[name])
    return made
