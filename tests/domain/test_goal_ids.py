"""The text of a goal is made at the edge, and means the same goal when it is read again."""

from hypothesis import given
from hypothesis import strategies as st

from xlgoals.domain.goal_ids import WHOLE, GoalId, goal_id

PIECES = st.sampled_from(
    ["Revenue", "Margin", "Product: ", "Territory: ", ", ", ": ", "A", " ", ""]
)


def test_a_part_of_the_revenue_is_named_by_the_part_alone() -> None:
    assert goal_id("Product: Alpha") == GoalId(WHOLE.metric, product="Alpha")
    assert goal_id("Territory: North, Coast") == GoalId(WHOLE.metric, territory="North, Coast")
    assert goal_id("Margin, Product: Alpha") == GoalId("Margin", product="Alpha")
    assert goal_id("Revenue") == WHOLE


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_the_label_of_a_goal_that_was_read_is_the_text_whatever_that_was(text: str) -> None:
    """Seals cover the text: a row of an old log must not change by being read."""
    assert goal_id(text).label == text


@given(st.sampled_from(["Revenue", "Margin", "New customers"]), st.text(min_size=1))
def test_a_goal_is_read_again_as_itself(metric: str, name: str) -> None:
    for goal in (GoalId(metric), GoalId(metric, product=name), GoalId(metric, territory=name)):
        if not any(f"{part}: " in name for part in ("Product", "Territory")):
            assert goal_id(goal.label) == goal
