"""Which rows of a file count: those that the user names, or those that the stage says are won."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from xlgoals.domain.problems import quoted
from xlgoals.intake.row_conditions import Bools, Condition, asked_for
from xlgoals.intake.stage_words import EXPECTED, Outcome, folded
from xlgoals.intake.stages import StageColumn
from xlgoals.intake.who_is_who import fold
from xlgoals.tables.language import Cell


@dataclass(frozen=True)
class Which:
    """Which rows of a file go on, and why the others do not."""

    counts: Bools
    """For each row."""
    left_out: dict[int, str]
    """Rows, from 0, that nobody could place, and why: they are a loss.

    Lost and open deals, and rows the user did not ask for, are set aside on purpose and not here.
    """
    sentences: tuple[str, ...] = ()
    outcomes: list[str | None] = field(default_factory=list)
    """For Proposals: Won, Lost or None for each row; empty where the file says nothing of it."""
    still_open: Bools = field(default_factory=lambda: np.empty(0, bool))
    """For Proposals: rows whose Closed is left blank; a date there is the expected one."""


def for_history(
    stage: StageColumn | None, wanted: Sequence[Condition], rows: Sequence[Sequence[Cell]]
) -> Which:
    """The rows that make History: won ones, or those that the user asked for.

    What the user says of the stage's own column stands in place of what its words say.
    """
    mask, said = asked_for(wanted, rows)
    if stage is None or any(condition.at == stage.at for condition in wanted):
        return Which(mask, {}, said)
    unclear = np.flatnonzero(mask & _where(stage, None)).tolist()
    lost = {at: _unclear(stage, at) for at in unclear}
    won = mask & _where(stage, Outcome.WON)
    return Which(won, lost, (*said, _won(stage, _outcomes(stage, mask)), *stage.sentences))


def for_proposals(
    stage: StageColumn | None,
    wanted: Sequence[Condition],
    rows: Sequence[Sequence[Cell]],
    closed: Sequence[object] = (),
    close_date: str = "Closed",
) -> Which:
    """The rows that make Proposals: all deals, with what became of each.

    An open deal has no close date, whatever stands there: that is the expected one. A won or lost
    one needs a date that could be read, or it would look open.

    Args:
        closed: For each row the close date as it was read, None or NaT where there is none; empty
            where the file has no such column.
        close_date: The file's header of it.
    """
    mask, said = asked_for(wanted, rows)
    nowhere = np.zeros(len(rows), bool)
    if stage is None:
        return Which(mask, {}, said, still_open=nowhere)
    dated = np.array([_is_date(day) for day in closed], bool) if len(closed) else nowhere
    is_open = _where(stage, Outcome.OPEN)
    # a list that says only Won, Lost or nothing is one of ours: a blank there leaves open how it
    # ended, and a close date beside it is one
    plain = {fold(word) for word in stage.words} <= {"", "won", "lost"}
    blank = np.array([not word for word in stage.words], bool)
    still_open = is_open & ~(blank & plain)
    lost: dict[int, str] = {}
    for at in np.flatnonzero(mask & ~is_open).tolist():
        if stage.outcomes[at] is None:
            lost[at] = _unclear(stage, at)
        elif stage.outcomes[at] is not Outcome.VOID and not dated[at]:
            lost[at] = (
                f"{stage.header} says {quoted(stage.words[at])}, and {close_date} has no date that "
                "can be read: it would count as still open"
            )
    mask = mask & ~_where(stage, Outcome.VOID)
    mask[list(lost)] = False
    words = {Outcome.WON: "Won", Outcome.LOST: "Lost"}
    dropped = int((still_open & dated & mask).sum())
    notes = [f"{dropped:,} open deals have an expected close date; it is left out."] * (dropped > 0)
    return Which(
        mask,
        lost,
        (*said, _kinds(stage, _outcomes(stage, mask)), *notes, *stage.sentences),
        [words.get(outcome) if outcome else None for outcome in stage.outcomes],
        still_open,
    )


def _is_date(day: object) -> bool:
    """Whether there is a day; NaT and NaN differ from themselves."""
    return day is not None and day == day and day != ""  # noqa: PLR0124


def _where(stage: StageColumn, outcome: Outcome | None) -> Bools:
    """The rows with this outcome."""
    return np.array([each is outcome for each in stage.outcomes], bool)


def _outcomes(stage: StageColumn, mask: Bools) -> Counter[Outcome | None]:
    """How often each outcome comes in some of the rows."""
    return Counter(outcome for outcome, used in zip(stage.outcomes, mask, strict=True) if used)


def _unclear(stage: StageColumn, at: int) -> str:
    """Why a row was left out."""
    word = quoted(stage.words[at]) if stage.words[at] else "nothing"
    return f"{stage.header} says {word}: neither won nor lost nor open"


def _won(stage: StageColumn, counts: Counter[Outcome | None]) -> str:
    """How many rows count, and what the others are."""
    others = _others(counts, stage)
    says = "an order not cancelled" if stage.orders else "won"
    aside = f"; {others} are left aside" if others else ""
    count = f"{counts[Outcome.WON]:,} of {counts.total():,} rows count"
    return f"{count}: {stage.header} says {says}{aside}."


def _others(counts: Counter[Outcome | None], stage: StageColumn) -> str:
    """The rows that do not count, in words."""
    words = {
        Outcome.LOST: "cancelled or returned" if stage.orders else "lost",
        Outcome.OPEN: "not yet ordered" if stage.orders else "open",
        Outcome.VOID: "deleted or duplicate",
        None: "unclear",
    }
    parts = [f"{counts[outcome]:,} {word}" for outcome, word in words.items() if counts[outcome]]
    return ", ".join(parts[:-1]) + " and " * (len(parts) > 1) + "".join(parts[-1:])


def _kinds(stage: StageColumn, counts: Counter[Outcome | None]) -> str:
    """How many proposals of each kind there are."""
    kinds = [f"{counts[kind]:,} {kind.value}" for kind in Outcome if counts[kind]]
    return f"{stage.header} says: {', '.join(kinds) or 'nothing'}."


def says_expected(header: str) -> bool:
    """Whether a header speaks of a day that is hoped for: no close date, whatever else it says."""
    return bool(EXPECTED & set(folded(header).split()) or "du kien" in folded(header))
