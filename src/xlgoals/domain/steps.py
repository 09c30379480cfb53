"""The steps from the baseline to a suggested goal, in the order in which they are taken.

Sheet Targets, the waterfalls, the explanation, the report and a rep's file all list these. A step
is found by its declaration, never by its position.
"""

from collections.abc import Iterable, Mapping

from xlgoals.domain.assumption_kinds import KINDS, PRICE_STEP, RAMP_STEP, TURNOVER_STEP, ActsOn
from xlgoals.domain.errors import InputError
from xlgoals.domain.step_language import (
    ASSUMED,
    COMPANY_GOAL,
    FROM_ABOVE,
    HISTORY,
    WANTED,
    Step,
    StepGroup,
)

BASELINE = Step("Baseline", "What history alone supports for the period.", HISTORY, None)
MADE_NORMAL = Step(
    "Made normal", "One-offs of last year taken out, lasting changes carried on.", ASSUMED, None
)
PRICE, TURNOVER, RAMP = PRICE_STEP, TURNOVER_STEP, RAMP_STEP
TOP_DOWN = Step(
    "Top-down",
    "The part of the company goal that lands here.",
    FROM_ABOVE,
    COMPANY_GOAL,
    expected=False,
)
PINNED = Step(
    "Pinned",
    "A goal already promised is kept; the others carry the difference.",
    FROM_ABOVE,
    COMPANY_GOAL,
    expected=False,
)
STRETCH = Step("Stretch", "The challenge you added.", WANTED, COMPANY_GOAL, expected=False)
HEDGE = Step(
    "Hedge",
    "Added so that all goals together exceed the company goal.",
    WANTED,
    COMPANY_GOAL,
    expected=False,
)
ROUNDING = Step(
    "Rounding",
    "To the rounding unit, so that all goals still add up.",
    WANTED,
    COMPANY_GOAL,
    expected=False,
)

ASSUMED_STEPS = tuple(dict.fromkeys(kind.step for kind in KINDS if kind.acts_on is ActsOn.REVENUE))
"""Those that assumptions about revenue move; two kinds may share one."""

STEPS = (
    BASELINE,
    MADE_NORMAL,
    *ASSUMED_STEPS,
    TURNOVER,
    RAMP,
    TOP_DOWN,
    PINNED,
    STRETCH,
    HEDGE,
    ROUNDING,
)
NAMES = tuple(step.name for step in STEPS)
COLUMNS = tuple(step.column for step in STEPS)
"""The steps as columns of a DataFrame."""
EXPECTED = tuple(step for step in STEPS if step.expected)
"""What is expected, month by month; the steps after them say what is wanted."""

GROUPS: Mapping[StepGroup, tuple[Step, ...]] = {
    group: tuple(step for step in STEPS if step.group == group)
    for group in dict.fromkeys(step.group for step in STEPS)
}
"""The columns of the report, in order: every step is in exactly one."""


def position(step: Step) -> int:
    """The place of a step in an array of steps. ValueError where it is none of them."""
    return STEPS.index(step)


NOTHING = 0.5
"""Half a unit of money: a smaller difference is not seen in a printed number."""


def misfit(parts: Iterable[float], goal: float, whose: str) -> str:
    """Nothing where parts add up to a goal; otherwise that they do not, in a sentence."""
    total = sum(parts)
    if abs(total - goal) < NOTHING:
        return ""
    return (
        f"Targets: the steps of {whose} come to {total:,.0f}, not to the {goal:,.0f} that are "
        "suggested; press Regenerate targets (xlgoals regenerate)."
    )


def check_sum(parts: Iterable[float], goal: float, whose: str) -> None:
    """Nothing where parts add up to a goal.

    Errors:
        InputError: they do not, so that a page that says they do would be wrong.
    """
    if wrong := misfit(parts, goal, whose):
        raise InputError(wrong)


def faults(steps: Iterable[Step]) -> list[str]:
    """What is wrong with a list of steps, each in a sentence."""
    listed = list(steps)
    columns = [step.column for step in listed]
    wrong = [f"Two steps are called “{name}”." for name in {*columns} if columns.count(name) > 1]
    if listed[:1] != [BASELINE] or listed[-1:] != [ROUNDING]:
        wrong.append("A goal begins with the baseline and ends with rounding.")
    if sorted(listed, key=lambda step: not step.expected) != listed:
        wrong.append("What is expected comes before what is wanted.")
    return wrong


if FAULTS := faults(STEPS):
    raise AssertionError(" ".join(FAULTS))
if sorted(step.name for group in GROUPS.values() for step in group) != sorted(NAMES):
    raise AssertionError("Every step is in exactly one group of the report.")
