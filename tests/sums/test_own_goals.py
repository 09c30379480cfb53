"""Goals for metrics that a manager or a maintainer adds: sums that anybody can check."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from small_team import NOBODY, START, assumed, changed, history, reps
from xlgoals.domain.metrics import (
    BUILT_IN,
    CLOSE_RATE,
    DEFAULT,
    PRESENTATIONS,
    AddsUp,
    Direction,
    Metric,
    Metrics,
    Term,
    Unit,
)
from xlgoals.domain.plan_settings import Settings
from xlgoals.domain.steps import COLUMNS
from xlgoals.sums.forecast.series_forecast import forecast
from xlgoals.sums.history.monthly_history import tidy
from xlgoals.sums.history.two_year_history import two_year_history
from xlgoals.sums.review.attainment import looked_at
from xlgoals.sums.suggest.targets import Suggestion, suggest

RENEWALS = Metric("Renewals", Unit.COUNT, AddsUp.SUM, (Term("Renewals"),), meaning="Renewed.")
at = BUILT_IN.index(PRESENTATIONS) + 1
WITH_RENEWALS = Metrics((*BUILT_IN[:at], RENEWALS, *BUILT_IN[at:]))
"""As a maintainer would declare it: one line after Presentations."""


def own(name: str, *, below: str = "", unit: Unit = Unit.COUNT, **more: object) -> Metric:
    how = AddsUp.RATIO if below else AddsUp.SUM
    metric = Metric(name, unit, how, (Term(name),), built_in=False)
    return replace(metric, below=(Term(below),) if below else (), **more)  # type: ignore[arg-type]


def with_own(*metrics: Metric) -> Metrics:
    return Metrics((*BUILT_IN, *metrics))


def past_of(monthly: tuple[float, ...], **columns: tuple[float, ...]) -> pd.DataFrame:
    """Revenue of each rep a month, and other columns, the same every month."""
    table = history(*monthly)
    place = table["rep_id"].str[1:].astype(int) - 1
    return table.assign(**{name: place.map(dict(enumerate(x))) for name, x in columns.items()})


def suggested(past: pd.DataFrame, metrics: Metrics, **more: object) -> Suggestion:
    team = more.pop("team", reps(past["rep_id"].nunique()))
    expected = more.pop("expected", assumed())
    return suggest(
        tidy(past, team, START, metrics),  # type: ignore[arg-type]
        team,  # type: ignore[arg-type]
        Settings(START, **more),  # type: ignore[arg-type]
        expected,  # type: ignore[arg-type]
        changed(),
        NOBODY,
        metrics=metrics,
    )


def line(found: Suggestion, rep_id: str, metric: str) -> pd.Series:
    lines = found.lines
    rows = lines[(lines["rep_id"] == rep_id) & (lines["metric"] == metric)]
    assert len(rows) == 1
    return rows.iloc[0]


FUNNEL = {
    "opportunities": (40.0, 40.0),
    "proposals": (20.0, 20.0),
    "presentations": (10.0, 10.0),
    "sales": (2.0, 2.0),
}


def test_a_metric_that_a_maintainer_declares_stands_where_it_was_put_and_nothing_else_moves() -> (
    None
):
    past = past_of((100.0, 200.0), renewals=(3.0, 5.0), **FUNNEL)
    found, before = suggested(past, WITH_RENEWALS), suggested(past, DEFAULT)
    mine = found.lines[(found.lines["rep_id"] == "R1") & (found.lines["product"] == "")]
    order = mine["metric"].drop_duplicates().tolist()
    assert order[order.index("Presentations") + 1] == "Renewals"
    assert line(found, "R1", "Renewals")["suggested"] == 36
    assert line(found, "", "Renewals")["suggested"] == 36 + 60
    others = found.lines[found.lines["metric"] != "Renewals"].reset_index(drop=True)
    pd.testing.assert_frame_equal(others, before.lines)
    assert line(found, "R1", "Close rate")["suggested"] == 0.2


def test_a_stage_more_in_the_funnel_needs_its_declaration_only() -> None:
    demo = Metric("Renewals", Unit.COUNT, AddsUp.SUM, (Term("Renewals"),), funnel=1, done="renewed")
    moved = [
        replace(metric, funnel=metric.funnel + 1) if metric.funnel else metric
        for metric in BUILT_IN
    ]
    past = past_of((100.0, 200.0), renewals=(30.0, 30.0), **FUNNEL)
    found = suggested(past, Metrics((*moved, demo)), unit=0.01)
    assert line(found, "R1", "Renewals")["why"] == "Proposals ÷ 66.7% of renewals proposed."
    assert line(found, "R1", "Opportunities")["why"].startswith("Renewals ÷ 75.0%")
    sales = line(found, "R1", "Sales")["middle"]
    for name, times in {
        "Presentations": 5, "Proposals": 10, "Renewals": 15, "Opportunities": 20,
    }.items():  # fmt: skip
        assert line(found, "R1", name)["middle"] / sales == pytest.approx(times, rel=1e-3)


def test_a_sum_of_one_s_own_is_expected_as_revenue_is() -> None:
    """Same numbers in both columns, so the same baseline, range and chance of what is expected."""
    rng = np.random.default_rng(5)
    past = history(100.0, 200.0)
    past["revenue"] = np.round(past["revenue"] * rng.uniform(0.7, 1.3, len(past)))
    past["new_customers"] = past["revenue"]
    found = suggested(past, with_own(own("New customers")), unit=1.0)
    for rep_id in ("R1", "R2"):
        mine, money = (line_of(found, rep_id, name) for name in ("New customers", "Revenue"))
        for name in ("baseline", "last_actual", "suggested"):
            assert mine[name] == pytest.approx(money[name], abs=1.0)
        for name in ("low", "middle", "high", "chance"):
            assert mine[name] == pytest.approx(money[name], rel=1e-3, abs=5e-3)
    wide = past.pivot_table(index="rep_id", columns="month", values="revenue")
    alone = forecast(wide.to_numpy(), horizon=12, pool=np.zeros(2))
    team = line(found, "", "New customers")
    assert team["baseline"] == pytest.approx(alone.mean.sum(), abs=0.02)


def line_of(found: Suggestion, rep_id: str, metric: str) -> pd.Series:
    """The goal as a whole; revenue has goals by product too."""
    lines = found.lines[found.lines["product"].eq("") & found.lines["territory"].eq("")]
    return line(replace(found, lines=lines), rep_id, metric)


def test_people_who_leave_and_hires_who_ramp_cost_as_much_as_they_cost_revenue() -> None:
    past = past_of((100.0, 200.0), new_customers=(100.0, 200.0))
    team = reps(2, hired=["NaT", "2027-01-01"])
    past = past[past["rep_id"] == "R1"]
    expected = assumed(("Turnover", "all", 0.12), ("Vacancy", "all", 2), ("Ramp", "all", 6))
    found = suggested(past, with_own(own("New customers")), team=team, expected=expected, unit=0.01)
    for rep_id in ("R1", "R2"):
        mine, money = (line_of(found, rep_id, name) for name in ("New customers", "Revenue"))
        assert mine["turnover"] == pytest.approx(money["turnover"], abs=0.02)
        assert mine["ramp"] == pytest.approx(money["ramp"], abs=0.02)
        assert mine["ramp"] < 0 or rep_id == "R1"


def test_steps_add_up_and_reps_add_up_to_the_team() -> None:
    past = past_of((100.0, 200.0, 50.0), new_customers=(3.4, 7.3, 0.0))
    found = suggested(past, with_own(own("New customers")))
    rows = found.lines[found.lines["metric"] == "New customers"]
    assert rows[list(COLUMNS)].sum(axis=1).to_numpy() == pytest.approx(rows["suggested"].to_numpy())
    assert rows["suggested"].iloc[0] == rows["suggested"].iloc[1:].sum() == 41 + 88 + 0


def test_where_less_is_better_the_chance_is_that_of_staying_below() -> None:
    rng = np.random.default_rng(6)
    past = history(100.0, 200.0)
    past["complaints"] = np.round(rng.uniform(5, 15, len(past)))
    more = suggested(past, with_own(own("Complaints")))
    less = suggested(past, with_own(own("Complaints", good=Direction.LOWER)))
    for rep_id in ("", "R1", "R2"):
        one, other = (line(found, rep_id, "Complaints") for found in (more, less))
        assert one["suggested"] == other["suggested"]
        assert one["chance"] + other["chance"] == pytest.approx(1, abs=2e-4)
        assert other["low"] < other["middle"] < other["high"]


def test_an_average_is_averaged_over_months_and_added_up_over_reps() -> None:
    past = past_of((100.0, 200.0), open_cases=(4.0, 6.5))
    cases = own("Open cases", digits=1, adds_up=AddsUp.TIME_AVERAGE)
    found = suggested(past, with_own(cases))
    assert line(found, "R1", "Open cases")["suggested"] == 4.0
    assert line(found, "", "Open cases")["suggested"] == 10.5
    assert line(found, "", "Open cases")["last_actual"] == 10.5


def test_a_ratio_of_counts_is_drawn_to_the_team_s_as_a_close_rate_is() -> None:
    """Declared over the same columns as the close rate, it gives the same rate and range."""
    past = past_of((100.0, 200.0), **(FUNNEL | {"sales": (2.0, 5.0)}))
    twin = replace(CLOSE_RATE, name="Win share", built_in=False)
    found = suggested(past, with_own(twin), unit=0.01)
    for rep_id in ("R1", "R2"):
        mine, built_in = (line(found, rep_id, name) for name in ("Win share", "Close rate"))
        assert mine["suggested"] == built_in["suggested"]
        assert mine["middle"] == built_in["middle"]
        assert mine["last_actual"] == built_in["last_actual"]
    assert line(found, "R1", "Win share")["last_actual"] == 0.2
    assert line(found, "", "Win share")["last_actual"] == pytest.approx(7 / 20)
    assert 0.2 < line(found, "R1", "Win share")["suggested"] < 0.35


def test_a_ratio_of_money_lies_between_a_rep_s_own_and_the_team_s() -> None:
    past = past_of((100.0, 200.0, 150.0), service=(10.0, 40.0, 15.0))
    rng = np.random.default_rng(7)
    past["service"] = past["service"] * rng.uniform(0.5, 1.5, len(past))
    metric = replace(own("Service", below="Revenue", unit=Unit.SHARE, digits=3), name="Attach rate")
    found = suggested(past, with_own(metric))
    last = past[past["month"] >= START - 12].groupby("rep_id")[["service", "revenue"]].sum()
    team = last["service"].sum() / last["revenue"].sum()
    assert line(found, "", "Attach rate")["last_actual"] == pytest.approx(team)
    for rep_id, sums in last.iterrows():
        mine = line(found, str(rep_id), "Attach rate")
        own_rate = sums["service"] / sums["revenue"]
        assert mine["last_actual"] == pytest.approx(own_rate)
        assert min(own_rate, team) - 0.01 < mine["suggested"] < max(own_rate, team) + 0.01
        assert 0.4 < mine["chance"] < 0.6


def test_a_ratio_may_be_larger_than_one() -> None:
    """An average sale of 50: no range is cut off at 100 %."""
    past = past_of((100.0, 200.0), deals=(2.0, 4.0))
    past["revenue"] *= np.random.default_rng(8).uniform(0.8, 1.2, len(past))
    metric = Metric(
        "Deal size", Unit.MONEY, AddsUp.RATIO, (Term("Revenue"),), (Term("Deals"),),
        digits=2, built_in=False,
    )  # fmt: skip
    found = line(suggested(past, with_own(metric)), "R1", "Deal size")
    assert found["low"] < found["middle"] < found["high"]
    assert found["middle"] == pytest.approx(50, rel=0.1)


def test_what_nobody_recorded_and_what_is_switched_off_has_no_goal() -> None:
    past = past_of((100.0, 200.0), new_customers=(np.nan, np.nan), **FUNNEL)
    off = [replace(metric, negotiated=metric.name != "Opportunities") for metric in BUILT_IN]
    found = suggested(past, Metrics((*off, own("New customers"))))
    assert set(found.lines["metric"]) == {
        "Revenue", "Sales", "Proposals", "Presentations", "Close rate"
    }  # fmt: skip


def test_last_year_is_held_against_its_goals_for_any_metric() -> None:
    past = past_of((100.0, 200.0), new_customers=(3.0, 5.0), open_cases=(4.0, 6.0))
    cases = own("Open cases", adds_up=AddsUp.TIME_AVERAGE)
    share = replace(own("New customers", below="Open cases", unit=Unit.SHARE), name="Rate")
    metrics = with_own(own("New customers"), cases, share)
    team = reps(2)
    asked = pd.DataFrame(
        [
            ("R1", "New customers", 40.0),
            ("R2", "New customers", 50.0),
            ("R1", "Open cases", 3.0),
            ("R1", "Rate", 0.5),
            ("R2", "Rate", 1.0),
        ],
        columns=["rep_id", "metric", "target"],
    ).assign(territory="", product="", month=np.nan)
    years = two_year_history(tidy(past, team, START, metrics), past, 6.0)
    table = looked_at(years, team, asked, metrics).set_index(["metric", "by", "id"])
    assert table.loc[("New customers", "Rep", "R1"), "actual"].item() == 36
    assert table.loc[("New customers", "Team", ""), "actual"].item() == 96
    assert table.loc[("New customers", "Team", ""), "target"].item() == 90
    assert table.loc[("Open cases", "Rep", "R1"), "actual"].item() == 4
    assert table.loc[("Rate", "Rep", "R1"), "actual"].item() == 0.75
    assert table.loc[("Rate", "Team", ""), "actual"].item() == pytest.approx(96 / 120)
