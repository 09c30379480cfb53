"""The kinds of assumptions, each declared once: what it may be about, and what it does.

A kind added to ``KINDS`` is offered in the drop-down of sheet Assumptions, read, checked and
applied; its step has a column on Targets and a row on Goal steps, stands in the explanation, in
the report and in a rep's file, and last period's value is looked back upon.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from xlgoals.domain.errors import InputError
from xlgoals.domain.step_language import ASSUMED, PEOPLE, PLACES_AND_PEOPLE, Step

SHARE, MONEY, MONTHS = "share", "money", "months"
ALL, REP, TERRITORY, PRODUCT = "all", "rep", "territory", "product"
"""What an assumption can hold for."""


class ActsOn(Enum):
    """What an assumption changes."""

    REVENUE = "a share multiplies revenue by 1 + share, money is added to it"
    LEAVING = "leavings per place and year"
    VACANCY = "how long a place stays empty"
    RAMP = "how long a new hire needs to full strength"


class LookBack(Enum):
    """How it is found out what came of last period's assumption."""

    GROWTH = "opportunities of the reps who were there both years"
    SALE_PRICE = "what a sale brought, product by product"
    CLOSE_RATE = "the close rate since the change"
    PEOPLE_WHO_LEFT = "people who left"
    EMPTY_PLACES = "months until an empty place was filled"
    HIRES = "hires by month on the job"
    AS_TYPED = "only what the manager types"


@dataclass(frozen=True)
class AssumptionKind:
    """Something that a manager can expect of a period."""

    name: str
    meaning: str
    step: Step
    """In which step of a goal it shows."""
    units: tuple[str, ...] = (SHARE, MONEY)
    """In which it may be typed; a blank is the first."""
    acts_on: ActsOn = ActsOn.REVENUE
    scopes: tuple[str, ...] = (ALL, REP, TERRITORY, PRODUCT)
    dated: bool = True
    """Whether it may begin and end within the period."""
    may_start: bool = False
    """Whether money may be expected of a product that nobody has sold yet."""
    looked_back: LookBack = LookBack.AS_TYPED


OF_PEOPLE = (ALL, REP, TERRITORY)
TURNOVER_STEP = Step(
    "Turnover", "Selling months lost to people leaving.", PEOPLE, PLACES_AND_PEOPLE
)
RAMP_STEP = Step(
    "Ramp",
    "Months in which a new hire is not yet at full strength.",
    PEOPLE,
    PLACES_AND_PEOPLE,
)
PRICE_STEP = Step("Price", "Your prices, as assumed.", ASSUMED, None)

KINDS = (
    AssumptionKind(
        "Market growth",
        "How the market develops.",
        Step("Market growth", "The market, as assumed.", ASSUMED, None),
        looked_back=LookBack.GROWTH,
    ),
    AssumptionKind(
        "Price",
        "What your prices do to revenue; it moves the average sale, not the number of sales.",
        PRICE_STEP,
        looked_back=LookBack.SALE_PRICE,
    ),
    AssumptionKind(
        "Competitor",
        "What competitors take, or leave to you.",
        Step("Competitor", "Competition, as assumed.", ASSUMED, None),
        looked_back=LookBack.CLOSE_RATE,
    ),
    AssumptionKind(
        "Product",
        "Products that start, change or end.",
        Step("Product changes", "Products that start or end.", ASSUMED, PLACES_AND_PEOPLE),
        may_start=True,
    ),
    AssumptionKind(
        "Territory",
        "Business that moves between reps.",
        Step("Territory moves", "Business that moves between reps.", ASSUMED, PLACES_AND_PEOPLE),
    ),
    AssumptionKind(
        "Turnover",
        "People who leave in a year, as a share of all places.",
        TURNOVER_STEP,
        (SHARE,),
        ActsOn.LEAVING,
        OF_PEOPLE,
        looked_back=LookBack.PEOPLE_WHO_LEFT,
    ),
    AssumptionKind(
        "Vacancy",
        "Months until an empty place is filled.",
        TURNOVER_STEP,
        (MONTHS,),
        ActsOn.VACANCY,
        OF_PEOPLE,
        dated=False,
        looked_back=LookBack.EMPTY_PLACES,
    ),
    AssumptionKind(
        "Ramp",
        "Months until a new hire is at full strength.",
        RAMP_STEP,
        (MONTHS,),
        ActsOn.RAMP,
        OF_PEOPLE,
        dated=False,
        looked_back=LookBack.HIRES,
    ),
    AssumptionKind(
        "Other",
        "Anything else that changes revenue.",
        Step("Other", "Other assumptions.", ASSUMED, PLACES_AND_PEOPLE),
    ),
)
"""In the order of the drop-down. Those that change revenue are applied in this order."""

NAMES = tuple(kind.name for kind in KINDS)
UNITS = (SHARE, MONEY, MONTHS)


def kind_named(name: str) -> AssumptionKind:
    """The kind of this name.

    Errors:
        InputError: there is none. A kind that is not known is never passed over.
    """
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise InputError(f"“{name}” is no kind of assumption; wanted one of: {', '.join(NAMES)}.")


def kinds_that_change(*what: ActsOn) -> tuple[str, ...]:
    """Names of the kinds that act on this, in their order."""
    return tuple(kind.name for kind in KINDS if kind.acts_on in what)


def faults(kinds: Iterable[AssumptionKind]) -> list[str]:
    """What is wrong with declarations, each in a sentence: a kind that could not be applied."""
    declared = list(kinds)
    names = [kind.name.casefold() for kind in declared]
    steps = {kind.step.name: kind.step for kind in declared}
    moves = {ActsOn.LEAVING: TURNOVER_STEP, ActsOn.VACANCY: TURNOVER_STEP, ActsOn.RAMP: RAMP_STEP}
    wrong = [f"Two kinds are called “{name}”." for name in {*names} if names.count(name) > 1]
    for kind in declared:
        if steps[kind.step.name] != kind.step:
            wrong.append(f"{kind.name}: another kind declares step “{kind.step.name}” otherwise.")
        if kind.acts_on in moves and kind.step != moves[kind.acts_on]:
            wrong.append(f"{kind.name} shows in step “{moves[kind.acts_on].name}”, no other.")
        if kind.acts_on is ActsOn.REVENUE and kind.step in moves.values():
            wrong.append(f"{kind.name} changes revenue; “{kind.step.name}” is a step of people.")
        if kind.acts_on is ActsOn.REVENUE and not kind.step.expected:
            wrong.append(f"{kind.name}: what is assumed is expected, not wanted.")
        if not kind.units or not {*kind.units} <= {*UNITS}:
            wrong.append(f"{kind.name}: its units are of {', '.join(UNITS)}.")
        if kind.acts_on is ActsOn.REVENUE and MONTHS in kind.units:
            wrong.append(f"{kind.name}: months say nothing about revenue.")
    return wrong


if FAULTS := faults(KINDS):
    raise AssertionError(" ".join(FAULTS))
