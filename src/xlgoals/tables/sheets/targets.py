"""Targets: one row a rep and goal, from the baseline to the suggestion in steps that add up."""

from xlgoals.domain.metrics import Unit
from xlgoals.tables.computed import change
from xlgoals.tables.language import Column, Group, Kind, Role, Sheet, Table

STEPS = {
    "Baseline": "What history alone supports for the period.",
    "Made normal": "One-offs of last year taken out, lasting changes carried on.",
    "Market growth": "The market, as assumed.",
    "Price": "Your prices, as assumed.",
    "Competitor": "Competition, as assumed.",
    "Product changes": "Products that start or end.",
    "Territory moves": "Business that moves between reps.",
    "Other": "Other assumptions.",
    "Turnover": "Selling months lost to people leaving.",
    "Ramp": "Months in which a new hire is not yet at full strength.",
    "Top-down": "The part of the company goal that lands here.",
    "Pinned": "A goal already promised is kept; the others carry the difference.",
    "Stretch": "The challenge you added.",
    "Hedge": "Added so that all goals together exceed the company goal.",
    "Rounding": "To the rounding unit, so that all goals still add up.",
}
"""The steps in the order they are taken, with what each means."""


def step(header: str, hint: str) -> Column:
    """A step, in the unit of its row."""
    return Column(header, Kind.NUMBER, hint, Role.WRITTEN, unit_from="Unit")


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
        *(step(header, hint) for header, hint in STEPS.items()),
        step("Suggested", "Baseline plus all steps."),
        change("Targets", "Change", "Suggested", "Last actual", "Suggested against last actual."),
        step("Low", "Reached in nine cases of ten, by history and assumptions."),
        step("Middle", "Reached in one case of two: what is expected."),
        step("High", "Reached in one case of ten."),
        Column("Chance", Kind.FRACTION, "Of reaching what is suggested.", Role.WRITTEN),
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
