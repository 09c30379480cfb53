"""Suggested goals: steps and parts that add up, and assumptions that a rep can check."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_team import START, assumed, changed, history, reps, suggested
from xlgoals.domain.errors import InputError
from xlgoals.domain.plan_settings import Settings
from xlgoals.domain.steps import COLUMNS
from xlgoals.sums.suggest.targets import Suggestion


def line(found: Suggestion, rep_id: str, metric: str = "Revenue") -> pd.Series:
    lines = found.lines
    whole = (lines["product"] == "") & (lines["territory"] == "")
    return lines[whole & (lines["rep_id"] == rep_id) & (lines["metric"] == metric)].iloc[0]


def test_a_steady_rep_is_suggested_last_year() -> None:
    row = line(suggested(history(100), reps(1)), "R1")
    assert (row["baseline"], row["suggested"], row["last_actual"]) == (1200, 1200, 1200)


def test_growth_then_price_as_worked_out_by_hand() -> None:
    """1,200 × 3 % = 36; (1,200 + 36) × 2 % = 24.72."""
    expected = assumed(("Price", "all", 0.02), ("Market growth", "all", 0.03))
    row = line(suggested(history(100), reps(1), Settings(START, unit=0.01), expected), "R1")
    assert row["market_growth"] == 36
    assert row["price"] == 24.72
    assert row["suggested"] == 1260.72


def test_the_example_in_the_method_is_what_the_program_does() -> None:
    """docs/method.md#one-example-by-hand"""
    expected = pd.concat(
        [
            assumed(("Market growth", "all", 0.03), ("Price", "all", 0.02)),
            assumed(("Competitor", "territory: North", -0.05)).assign(**{"from": START + 6.0}),
            assumed(("Turnover", "all", 0.12), ("Vacancy", "all", 2), ("Ramp", "all", 0)),
        ]
    )
    settings = Settings(START, goal=1_250_000, top_down=0.5, stretch=0.01, unit=1_000)
    row = line(suggested(history(100_000), reps(1), settings, expected), "R1")
    steps = {name: row[name] for name in COLUMNS if row[name]}
    assert steps == {
        "baseline": 1_200_000,
        "market_growth": 36_000,
        "price": 24_720,
        "competitor": -31_518,
        "turnover": -23_533.44,
        "top_down": 22_165.72,
        "stretch": 12_278.34,
        "rounding": -112.62,
    }
    assert row["suggested"] == 1_240_000


def test_a_scope_takes_in_only_what_it_names() -> None:
    expected = assumed(("Competitor", "rep: R2", -0.1))
    found = suggested(history(100, 100), reps(2), expected=expected)
    assert (line(found, "R1")["competitor"], line(found, "R2")["competitor"]) == (0, -120)


def test_an_assumption_holds_between_its_months() -> None:
    half = assumed(("Market growth", "all", 0.1)).assign(**{"from": START + 6.0})
    assert line(suggested(history(100), reps(1), expected=half), "R1")["market_growth"] == 60


def test_money_is_shared_by_what_each_brings() -> None:
    expected = assumed(("Product", "product: A", 300), unit="money")
    found = suggested(history(100, 200), reps(2), expected=expected)
    steps = [line(found, rep)["product_changes"] for rep in ("R1", "R2")]
    assert steps == [100, 200]


def test_a_product_that_starts_is_shared_by_what_each_rep_brings() -> None:
    """300 of a product that nobody has sold yet, from July on; R2 sells twice what R1 does."""
    expected = assumed(("Product", "product: Gamma", 300), unit="money")
    late = expected.assign(**{"from": START + 6.0})
    found = suggested(history(100, 200), reps(2), expected=late)
    assert [line(found, rep)["product_changes"] for rep in ("R1", "R2")] == [100, 200]
    gamma = found.lines[(found.lines["product"] == "Gamma") & (found.lines["rep_id"] != "")]
    assert gamma["baseline"].tolist() == [0, 0]
    assert gamma["suggested"].tolist() == [100, 200]


def test_a_product_that_ends_brings_nothing_afterwards() -> None:
    expected = assumed(("Product", "product: A", -1.0)).assign(**{"from": START + 6.0})
    found = suggested(history(120, products=("A", "B")), reps(1), expected=expected)
    assert line(found, "R1")["product_changes"] == -360


def test_turnover_costs_vacancy_and_ramp_as_worked_out_by_hand() -> None:
    """Everybody leaves once a year in some month; a place is empty for 1 month, no ramp.

    In month t the place is empty if it fell empty that very month: 1/12 of each month is lost.
    """
    expected = assumed(("Turnover", "all", 1.0), ("Vacancy", "all", 1), ("Ramp", "all", 0))
    assert line(suggested(history(120), reps(1), expected=expected), "R1")["turnover"] == -120


def test_a_reps_own_chance_of_leaving_counts_before_the_teams() -> None:
    expected = assumed(("Turnover", "all", 1.0), ("Vacancy", "all", 1), ("Ramp", "all", 0))
    found = suggested(history(120), reps(1, chance_of_leaving=[0.5]), expected=expected)
    assert line(found, "R1")["turnover"] == -60


def test_turnover_and_vacancy_hold_where_and_when_the_sheet_says() -> None:
    """R2's territory loses everybody once a year, from July on, for 1 month; R1's nobody."""
    rows = (("Turnover", "territory: South", 1.0), ("Vacancy", "all", 1), ("Ramp", "all", 0))
    expected = assumed(*rows, ("Vacancy", "rep: R2", 2))
    team = reps(2, territory=["North", "South"])
    found = suggested(history(120, 120), team, expected=expected)
    assert line(found, "R1")["turnover"] == 0
    assert line(found, "R2")["turnover"] == -120 / 12 * (1 + 11 * 2)
    late = expected.assign(**{"from": [START + 6.0, np.nan, np.nan, np.nan]})
    found = suggested(history(120, 120), team, expected=late)
    assert line(found, "R2")["turnover"] == -120 / 12 * (1 + 5 * 2)


def test_a_rep_who_starts_in_the_period_ramps() -> None:
    """Hired in the seventh month, two months to full strength: 1/2, 1, 1, 1, 1, 1 of 100."""
    team = reps(2, hired=["NaT", "2027-07-01"])
    found = suggested(history(100), team, expected=assumed(("Ramp", "all", 2)))
    row = line(found, "R2")
    assert row["baseline"] == 1200
    assert row["suggested"] == 550


BY_QUARTER = tuple(share for share in (0.25, 0.5, 0.75, 1.0) for _ in range(3))


def test_the_schedule_in_the_method_is_what_the_program_does() -> None:
    """docs/method.md#ramp-schedule: R2 starts in May; the six months of R3 count before it."""
    team = reps(3, hired=["NaT", "2027-05-01", "2027-05-01"])
    expected = assumed(("Ramp", "all", 0), ("Ramp", "rep: R3", 6))
    found = suggested(history(100_000), team, Settings(START, ramp=BY_QUARTER), expected)
    assert line(found, "R2")["baseline"] == 1_200_000
    assert line(found, "R2")["ramp"] == -400_000 - 225_000 - 150_000 - 50_000
    assert line(found, "R2")["suggested"] == 375_000
    assert line(found, "R3")["suggested"] == 550_000


def beside_a_new_hire(*months: float) -> pd.DataFrame:
    """R1 with 100 a month for three years; R2 with these since the month of hire."""
    past = history(100, 0)
    new = past["rep_id"] == "R2"
    past = past[~new | (past["month"] >= START - len(months))].sort_values("month")
    past.loc[past["rep_id"] == "R2", "revenue"] = months
    return past


def test_months_on_the_schedule_are_seen_at_full_strength() -> None:
    """25, then 50 a month at a quarter, then half of full strength: as strong as R1, and the
    period begins with three months at 75 %."""
    past = beside_a_new_hire(25, 25, 25, 50, 50, 50)
    team = reps(2, hired=["NaT", "2026-07-01"])
    found = suggested(past, team, Settings(START, unit=0.01, ramp=BY_QUARTER))
    new, old = line(found, "R2"), line(found, "R1")
    assert new["baseline"] == pytest.approx(old["baseline"])
    assert new["ramp"] == pytest.approx(-new["baseline"] * 0.75 / 12, abs=0.01)
    evenly = line(suggested(past, team, Settings(START, unit=0.01)), "R2")
    assert evenly["baseline"] < new["baseline"] - 50


def test_months_that_bring_nothing_by_the_schedule_say_nothing() -> None:
    team = reps(2, hired=["NaT", "2026-10-01"])
    settings = Settings(START, unit=0.01, ramp=(0, 0, 0, 0.5, 1))
    found = suggested(beside_a_new_hire(0, 0, 0), team, settings)
    assert line(found, "R2")["baseline"] == pytest.approx(line(found, "R1")["baseline"])
    assert line(found, "R2")["ramp"] == pytest.approx(-line(found, "R1")["baseline"] / 24, abs=0.01)


def test_a_schedule_that_says_the_even_ramp_suggests_the_same() -> None:
    rng = np.random.default_rng(5)
    past = history(100, 80, 60, products=("A", "B"))
    past["revenue"] = past["revenue"] * rng.gamma(4, 0.25, len(past))
    past = past[(past["rep_id"] != "R2") | (past["month"] >= START - 5)]
    team = reps(3, hired=["NaT", "2026-08-10", "NaT"], chance_of_leaving=[0.4, np.nan, np.nan])
    said = tuple((month + 1) / 9 for month in range(9))
    scheduled, even = (
        suggested(past, team, Settings(START, goal=5_000, top_down=0.5, ramp=ramp), months)
        for ramp, months in ((said, assumed()), ((), assumed(("Ramp", "all", 9))))
    )
    pd.testing.assert_frame_equal(scheduled.lines, even.lines, check_exact=True)
    assert line(even, "R2")["ramp"] < 0


def test_a_rep_who_left_before_the_period_gets_no_goal() -> None:
    found = suggested(history(100, 100), reps(2, left=["NaT", "2026-11-30"]))
    assert set(found.lines["rep_id"]) == {"", "R1"}


def test_a_rep_who_leaves_in_the_period_brings_nothing_afterwards() -> None:
    row = line(suggested(history(100), reps(1, left=["2027-06-30"])), "R1")
    assert (row["turnover"], row["suggested"]) == (-600, 600)


def test_a_one_off_is_taken_out_and_a_lasting_change_carried_on() -> None:
    past = history(100)
    past.loc[past["month"] == START - 3, "revenue"] = 200
    one_off = changed(("2026-10-15", "rep: R1", 1.0, "One-off"))
    found = line(suggested(past, reps(1), odd=one_off), "R1")
    assert found["baseline"] + found["made_normal"] == pytest.approx(1200, abs=5)
    lasting = changed(("2026-12-01", "all", -0.1, "Lasting"))
    past = history(100)
    past.loc[past["month"] == START - 1, "revenue"] = 90
    found = line(suggested(past, reps(1), odd=lasting), "R1")
    assert found["suggested"] == pytest.approx(1200 * 0.9, abs=1)


def test_the_company_goal_is_met_exactly_when_it_counts_alone() -> None:
    settings = Settings(START, goal=10_000, top_down=1.0, unit=100)
    found = suggested(history(100, 200, 350), reps(3), settings)
    assert line(found, "")["suggested"] == 10_000


def test_a_pinned_rep_is_untouched_by_goal_stretch_and_hedge() -> None:
    settings = Settings(START, goal=10_000, top_down=1.0, stretch=0.1, hedge=0.1, unit=100)
    found = suggested(history(100, 200), reps(2, pinned_target=[2345.67, np.nan]), settings)
    assert line(found, "R1")["suggested"] == 2345.67
    assert line(found, "R2")["suggested"] == round((10_000 - 2345.67) * 1.21, -2)


def test_pins_above_the_goal_are_refused() -> None:
    settings = Settings(START, goal=1_000, top_down=1.0)
    with pytest.raises(InputError, match="Pinned target"):
        suggested(history(100, 200), reps(2, pinned_target=[5000, np.nan]), settings)


def test_activities_follow_from_the_revenue_through_the_funnel() -> None:
    """1,200 ÷ 10 a sale = 120 sales; ÷ 25 % = 480 presentations; ÷ 80 % = 600; ÷ 50 % = 1,200."""
    past = history(100).assign(sales=10.0, presentations=40.0, proposals=50.0, opportunities=100.0)
    found = suggested(past, reps(1))
    metrics = ("Sales", "Presentations", "Proposals", "Opportunities", "Close rate")
    values = [line(found, "R1", metric)["suggested"] for metric in metrics]
    assert values == [120, 480, 600, 1200, 0.25]


def test_higher_prices_need_no_more_sales() -> None:
    past = history(100).assign(sales=10.0)
    found = suggested(past, reps(1), expected=assumed(("Price", "all", 0.5)))
    assert line(found, "R1", "Sales")["suggested"] == 120


def test_what_nobody_recorded_gets_no_goal() -> None:
    assert set(suggested(history(100), reps(1)).lines["metric"]) == {"Revenue"}


def test_four_lucky_presentations_do_not_make_a_close_rate_of_one() -> None:
    past = history(100, 100).assign(sales=3.0, presentations=10.0)
    lucky = past["rep_id"] == "R2"
    past.loc[lucky, ["sales", "presentations"]] = 0.0
    past.loc[lucky & (past["month"] == START - 1), ["sales", "presentations"]] = 4.0
    rate = line(suggested(past, reps(2)), "R2", "Close rate")
    assert rate["last_actual"] == 1.0
    assert rate["suggested"] < 0.6


@st.composite
def plans(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame, Settings, pd.DataFrame]:
    money = st.floats(0, 1e5).map(lambda x: round(x, 2))
    monthly = draw(st.lists(money, min_size=1, max_size=5))
    months = draw(st.sampled_from([1, 5, 12, 30]))
    noise = np.random.default_rng(draw(st.integers(0, 9)))
    past = history(*monthly, months=months, products=("A", "B", "C"))
    past["revenue"] = np.round(past["revenue"] * noise.gamma(2, 0.5, len(past)), 2)
    share = st.floats(-0.3, 0.3)
    expected = assumed(
        ("Market growth", "all", draw(share)),
        ("Competitor", "product: B", draw(share)),
        ("Price", "rep: R1", draw(share)),
        ("Turnover", "all", draw(st.floats(0, 1))),
    )
    settings = Settings(
        START,
        months=draw(st.sampled_from([3, 6, 12])),
        goal=draw(st.one_of(st.just(float("nan")), st.floats(1e4, 1e7))),
        top_down=draw(st.floats(0, 1)),
        potential=draw(st.floats(0, 1)),
        stretch=draw(st.floats(0, 0.2)),
        hedge=draw(st.floats(0, 0.2)),
        unit=draw(st.sampled_from([1.0, 100.0, 1000.0])),
    )
    return past, reps(len(monthly)), settings, expected


@given(plans())
def test_everything_adds_up(
    plan: tuple[pd.DataFrame, pd.DataFrame, Settings, pd.DataFrame],
) -> None:
    """Steps → suggestion, products and territories → rep, reps → team, months → year: exactly."""
    past, team, settings, expected = plan
    found = suggested(past, team, settings, expected)
    lines = found.lines
    steps = lines[list(COLUMNS)].sum(axis=1)
    assert np.abs(steps - lines["suggested"]).max() < 1e-6
    whole = lines[(lines["product"] == "") & (lines["territory"] == "")]
    by_rep = whole[whole["rep_id"] != ""].set_index("rep_id")["suggested"]
    cents = lambda values: {k: round(v * 100) for k, v in values.items()}  # noqa: E731
    for part in ("product", "territory"):
        parts = lines[(lines[part] != "") & (lines["rep_id"] != "")]
        assert cents(parts.groupby("rep_id")["suggested"].sum()) == cents(by_rep)
    total = whole[whole["rep_id"] == ""]["suggested"].iloc[0]
    assert round(by_rep.sum() * 100) == round(total * 100)
    assert np.allclose(by_rep / settings.unit, np.round(by_rep / settings.unit))
    months = found.by_month.groupby("rep_id")["target"].sum()
    assert cents(months) == cents(by_rep)
    assert round(found.team_by_month["target"].sum() * 100) == round(total * 100)


@given(plans())
def test_no_unknown_where_data_exist_and_nothing_negative(
    plan: tuple[pd.DataFrame, pd.DataFrame, Settings, pd.DataFrame],
) -> None:
    past, team, settings, expected = plan
    found = suggested(past, team, settings, expected)
    assert found.lines["suggested"].notna().all()
    assert (found.lines["suggested"] >= 0).all()
    assert (found.by_month["target"] >= 0).all()


@given(plans())
def test_the_order_of_rows_does_not_matter(
    plan: tuple[pd.DataFrame, pd.DataFrame, Settings, pd.DataFrame],
) -> None:
    past, team, settings, expected = plan
    one = suggested(past, team, settings, expected)
    other = suggested(past.sample(frac=1, random_state=1), team, settings, expected)
    assert np.allclose(one.lines["suggested"], other.lines["suggested"], atol=settings.unit)


@given(plans())
def test_other_money_scales_the_targets(
    plan: tuple[pd.DataFrame, pd.DataFrame, Settings, pd.DataFrame],
) -> None:
    past, team, settings, expected = plan
    factor = 1024.0
    large = past.assign(revenue=past["revenue"] * factor)
    scaled = Settings(
        **{**vars(settings), "goal": settings.goal * factor, "unit": settings.unit * factor}
    )
    one = suggested(past, team, settings, expected).team["suggested"]
    other = suggested(large, team, scaled, expected).team["suggested"]
    assert np.allclose(one * factor, other, atol=scaled.unit * 1.01)


@pytest.mark.parametrize("months", [1, 36])
def test_a_single_rep_with_any_history_gets_a_goal(months: int) -> None:
    row = line(suggested(history(100, months=months), reps(1)), "R1")
    assert row["suggested"] == pytest.approx(1200, abs=1)


def test_years_of_zeros_suggest_zero() -> None:
    assert line(suggested(history(0, 0), reps(2)), "")["suggested"] == 0


def test_a_company_goal_reaches_a_team_that_never_sold() -> None:
    settings = Settings(START, goal=900, top_down=1.0)
    found = suggested(history(0, 0, 0), reps(3), settings)
    assert [line(found, rep)["suggested"] for rep in ("R1", "R2", "R3")] == [300, 300, 300]


def test_no_history_at_all_is_a_goal_of_zero_without_an_error() -> None:
    found = suggested(history(100).iloc[:0], reps(2))
    assert line(found, "")["suggested"] == 0
