"""The kinds of goals that managers set for themselves, each declared once.

They are offered on My goals and My log, and found by their words in the titles of a calendar.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class OwnGoalKind:
    """Something that a manager does so that the reps reach their goals."""

    name: str
    words: tuple[str, ...] = ()
    """What a calendar's title says where it is one; nothing: a title never names it."""
    with_rep: bool = False
    """Whether it is nothing without a rep."""
    on_selling: bool = False
    """Whether it counts as time spent on a rep's selling."""
    common_words: bool = False
    """Whether its words are so common that all others come first."""


COACHING = OwnGoalKind(
    "Coaching",
    ("coaching", "coach", "1:1", "one-on-one", "one on one", "one-to-one"),
    with_rep=True,
    on_selling=True,
)
MEETING = OwnGoalKind(
    "Meeting with rep",
    ("meeting", "catch-up", "catch up", "check-in", "sync"),
    with_rep=True,
    common_words=True,
)

KINDS = (
    COACHING,
    MEETING,
    OwnGoalKind(
        "Field day",
        ("field day", "day in the field", "ride-along", "ride along", "joint visit"),
        with_rep=True,
        on_selling=True,
    ),
    OwnGoalKind("Customer visit", ("customer visit", "client visit", "site visit")),
    OwnGoalKind("Association meeting", ("association", "federation", "chamber")),
    OwnGoalKind("Trade show", ("trade show", "trade fair", "expo", "exhibition")),
    OwnGoalKind("Reading", ("reading",)),
    OwnGoalKind("Other"),
)
"""In the order of the drop-down."""

NAMES = tuple(kind.name for kind in KINDS)
