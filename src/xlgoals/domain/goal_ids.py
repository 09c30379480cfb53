"""What names a goal: its metric, and the product or territory it is for.

The text of a goal, such as ``Product: Alpha``, is made at the edge, where a cell or a sentence
needs it, and is never taken apart again inside.
"""

from dataclasses import dataclass

from xlgoals.domain.metrics import REVENUE

PARTS = ("product", "territory")
"""What a goal can be split into, in the order in which the parts are listed."""


@dataclass(frozen=True, order=True)
class GoalId:
    """One goal of a rep; a blank product or territory means all of them."""

    metric: str
    product: str = ""
    territory: str = ""

    @property
    def part(self) -> str:
        """Which part it is for: ``product``, ``territory``, or nothing for the whole."""
        return "product" if self.product else "territory" if self.territory else ""

    @property
    def label(self) -> str:
        """What the goal is called in a cell or a sentence."""
        if not self.part:
            return self.metric
        name = f"{self.part.capitalize()}: {self.product or self.territory}"
        return name if self.metric == REVENUE.name else f"{self.metric}, {name}"


def goal_id(label: str) -> GoalId:
    """The goal that a text names; its label is again the text, whatever that was.

    For the edge, where a cell or a row of the log is read: seals cover the text.
    """
    goal = _goal_in(label)
    return goal if goal.label == label else GoalId(label)


def _goal_in(label: str) -> GoalId:
    """The goal as its metric and part."""
    for part in PARTS:
        begin = f"{part.capitalize()}: "
        if label.startswith(begin):
            return GoalId(REVENUE.name, **{part: label.removeprefix(begin)})
        metric, between, name = label.partition(f", {begin}")
        if between:
            return GoalId(metric, **{part: name})
    return GoalId(label)


WHOLE = GoalId(REVENUE.name)
"""The revenue goal as a whole."""
