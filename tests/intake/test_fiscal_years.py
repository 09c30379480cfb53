"""What a quarter or a year of a file means is proved, said by Settings, or asked."""

from xlgoals.intake.fiscal_years import FISCAL, YearsFound, years_of
from xlgoals.tables.language import Cell
from xlgoals.tables.periods import Years

APRIL_25 = 663
LAST_PERIOD = range(APRIL_25, APRIL_25 + 12)


def found(*cells: Cell, begins: int = 4, told: str = "", named: str = "") -> YearsFound:
    return years_of(cells, begins, LAST_PERIOD, told, named)


def test_a_plan_that_begins_in_january_asks_nothing() -> None:
    assert found("2025", "2025 Q1", "FY25", begins=1) == YearsFound(Years())


def test_a_bare_year_is_asked_about_where_the_plan_begins_in_april() -> None:
    for cell in ("2025", 2025.0, "2025 Q1"):
        asked = found(cell).question
        assert asked.startswith(f"“{str(cell).removesuffix('.0')}” can be Jan 2025 to ")
        assert asked.endswith("say --calendar or --fiscal.")
    assert found("2025", told=FISCAL).question == ""


def test_the_naming_that_hits_the_last_period_is_proposed_with_its_reason() -> None:
    for text, first in (("FY25", True), ("FY26", False)):
        seen = found(f"{text} Q1", f"{text} Q4")
        assert seen.years == Years(4, named_after_first=first)
        assert seen.reason == (
            f"“{text} Q1” is Apr 2025 to Jun 2025, since these goals then fall into the last period"
        )


def test_it_is_asked_where_neither_naming_hits_it() -> None:
    for cells in (("FY25", "FY26"), ("FY20",)):
        asked = found(*cells).question
        assert "type first or last beside Fiscal year named after on sheet Settings" in asked


def test_settings_decide() -> None:
    seen = found("FY25", named="last")
    assert seen.years == Years(4, named_after_first=False)
    assert seen.reason == "“FY25” is Apr 2024 to Mar 2025, as Settings say"


def test_a_text_with_both_years_needs_no_naming() -> None:
    assert found("FY2025/26").reason == "“FY2025/26” is Apr 2025 to Mar 2026"
