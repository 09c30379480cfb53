"""What is said in a negotiation: a wish, and the event that it becomes once the log has it."""

from dataclasses import dataclass, field

from xlgoals.domain.goal_ids import GoalId

NOTHING = float("nan")
SAVED = ", saved "
"""What stands in a source between a file's name and the time at which it was saved."""


@dataclass(frozen=True)
class Signature:
    """Who signed, and on which day."""

    name: str
    day: str
    """Such as ``2026-11-03``."""


@dataclass(frozen=True)
class Source:
    """Where a word comes from."""

    kind: str = ""
    """``sheet``, ``file``, ``terminal``, ``fit``, or nothing where nobody says."""
    file: str = ""
    """Name of the sheet or the file."""
    saved: str = ""
    """When the file was last saved, in UTC, such as ``2026-11-03 09:30:00``."""

    def __str__(self) -> str:
        """As it stands in the log."""
        text = f"{self.kind} {self.file}" if self.file else self.kind
        return f"{text}{SAVED}{self.saved}" if self.saved else text


def source_in(text: str) -> Source:
    """The source that a cell of the log names; its text is again the cell's, whatever that was."""
    before, mark, saved = text.rpartition(SAVED)
    kind, _, file = (before if mark else text).partition(" ")
    source = Source(kind, file, saved if mark else "")
    return source if str(source) == text else Source(text)


@dataclass(frozen=True)
class Wish:
    """What somebody wants to do about a goal of a rep; the rules have not been asked yet."""

    who: str
    """``manager`` or ``rep``."""
    action: str
    rep_id: str
    goal: GoalId | None = None
    """None for all of the rep's goals."""
    value: float = NOTHING
    reason: str = ""
    name: str = ""
    """Who signs; of a value for a metric of the plan's own, how that was counted then."""
    valid_from: str = ""
    """Month from which an amendment holds, such as ``2027-06``."""
    source: Source = field(default_factory=Source)

    @property
    def label(self) -> str:
        """The goal as the log and a sentence name it; empty for all of them."""
        return self.goal.label if self.goal else ""


@dataclass(frozen=True, kw_only=True)
class Event(Wish):
    """A wish that the log has: numbered, dated, and sealed to the event before."""

    number: int
    """Runs from 1 without a gap."""
    time: str
    """In UTC, such as ``2026-11-03 09:30:00``."""
    round: int
    hash: str = ""
    """Seal over this event and the seal of the one before."""
