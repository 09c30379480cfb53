"""The words in which a step of a goal is declared: its groups, and how a rep is told of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StepGroup:
    """Steps that the printed report adds up in one column."""

    name: str
    """The column's header."""
    summed: str
    """What it is called in the sentence that says that the columns add up."""


@dataclass(frozen=True)
class ToldAsOne:
    """Steps that a rep's own file shows as one."""

    name: str
    meaning: str


HISTORY = StepGroup("History alone", "History alone")
ASSUMED = StepGroup("Assumed", "what was assumed")
PEOPLE = StepGroup("People", "people")
FROM_ABOVE = StepGroup("From above", "the company goal")
WANTED = StepGroup("Stretch, rounding", "stretch")

PLACES_AND_PEOPLE = ToldAsOne(
    "Products, territories and people", "What is assumed of them for the period."
)
"""Steps that would say something about others."""
COMPANY_GOAL = ToldAsOne(
    "Your part of the company goal", "What the team has to bring together, shared out and rounded."
)
"""Steps that a manager keeps to themselves."""


@dataclass(frozen=True)
class Step:
    """One thing that is done on the way from the baseline to the suggestion."""

    name: str
    """Header of its column on sheet Targets."""
    meaning: str
    group: StepGroup
    for_rep: ToldAsOne | None
    """What a rep sees instead; None: the step itself. No default, so that nobody forgets it."""
    expected: bool = True
    """Whether it says, month by month, what is expected; otherwise it says what is wanted."""

    @property
    def column(self) -> str:
        """Name of the step in a DataFrame: ``Top-down`` → ``top_down``."""
        return self.name.lower().replace("-", "_").replace(" ", "_")
