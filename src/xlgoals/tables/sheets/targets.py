"""Targets: one row a rep and goal, from the baseline to the suggestion in steps that add up."""

from xlgoals.domain.metrics import Unit
from xlgoals.domain.steps import STEPS
from xlgoals.tables.computed import change
from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Table


def step(header: str, hint: str, since: str = "") -> Column:
    """A step, in the unit of its row."""
    return Column(header, Kind.NUMBER, hint, Role.WRITTEN, unit_from="Unit", since=since)


TABLE = Table(
    "Targets",
    (
        Column("Rep ID", Kind.ID, "Blank: the team.", Role.WRITTEN, width=10),
        Column("Rep", Kind.TEXT, "Name.", Role.WRITTEN, width=22),
        Column("Metric", Kind.TEXT, "What is aimed at.", Role.WRITTEN, width=18),
        Column("Territory", Kind.TEXT, "Blank: all territories.", Role.WRITTEN, width=14),
        Column("Product", Kind.TEXT, "Blank: all products.", Role.WRITTEN, width=16),
        Column(
            "Unit",
            Kind.CHOICE,
            "money, count or share.",
            Role.WRITTEN,
            choices=tuple(unit.value for unit in Unit),
            width=9,
        ),
        step("Last actual", "The twelve months before the period."),
        *(step(one.name, one.meaning) for one in STEPS),
        step("Suggested", "Baseline plus all steps."),
        change("Targets", "Change", "Suggested", "Last actual", "Suggested against last actual."),
        step(
            "Low",
            "It comes to this or more in nine cases of ten, by history and assumptions.",
            since="0.2",
        ),
        step("Middle", "In one case of two: what is expected.", since="0.2"),
        step("High", "It comes to this or more in one case of ten.", since="0.2"),
        Column(
            "Chance", Kind.FRACTION, "Of reaching what is suggested.", Role.WRITTEN, since="0.2"
        ),
        Column("Why", Kind.TEXT, "Where the number comes from.", Role.WRITTEN, width=40),
    ),
    key=("Rep ID", "Metric", "Territory", "Product"),
    optional=True,
)

SHEET = Sheet(
    "Targets",
    "Suggested goals, each with its steps: they add up from the baseline to the suggestion, and "
    "the reps to the team.",
    Group.RESULT,
    TABLE,
)
