"""The parts of a gap add up to it, whatever the input; known causes are found again."""

import dataclasses
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_team import START, changed, reps
from xlgoals.domain.metrics import DEFAULT
from xlgoals.sample import Sample, organisation
from xlgoals.sums.history.last_targets import by_rep, revenue_targets
from xlgoals.sums.history.measured_changes import (
    effects,
    lost_since,
    measured_changes,
    rates_around,
)
from xlgoals.sums.history.monthly_history import tidy
from xlgoals.sums.history.two_year_history import two_year_history
from xlgoals.sums.review.bridge import sold_parts, to_the_cent
from xlgoals.sums.review.causes import COMMON, DONE, SOLD, UNEXPLAINED, Causes, causes
from xlgoals.sums.review.findings import findings, unnoted
from xlgoals.sums.review.last_year import Review, review

SEEDS = range(20)
MONEY = st.one_of(st.none(), st.just(0.0), st.floats(-5e5, 5e6).map(lambda x: round(x, 2)))
COUNT = st.one_of(st.none(), st.integers(0, 40))


@st.composite
def years(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """A small team's rows in any state: blanks, zeros, refunds, gaps, people who come and leave."""
    count, width = draw(st.integers(1, 4)), draw(st.integers(1, 30))
    blanks = draw(st.integers(0, 3)) == 0
    keys = st.tuples(
        st.integers(1, width),
        st.integers(1, count),
        st.sampled_from(["North", "South", ""]),
        st.sampled_from(["A", "B", "C"]),
    )
    # Somebody writes down every month; without that all sums would be unknown.
    rows: list[list[object]] = [
        [float(START - ago), "R1", "North", "A", 0, 0, 0] for ago in range(1, 31)
    ]
    for ago, who, territory, product in draw(st.lists(keys, min_size=1, max_size=60, unique=True)):
        values = [draw(COUNT), draw(COUNT), draw(MONEY)]
        values = [0 if value is None and not blanks else value for value in values]
        rows.append([float(START - ago), f"R{who}", territory, product, *values])
    names = ["month", "rep_id", "territory", "product", "presentations", "sales", "revenue"]
    table = pd.DataFrame(rows, columns=names)
    others = [name for name in DEFAULT.measures if name not in names]
    table = table.assign(**dict.fromkeys(others, np.nan))
    table = table.astype(dict.fromkeys(DEFAULT.measures, "float64"))
    days = st.sampled_from(["NaT", "2024-03-01", "2025-11-15", "2026-05-31", "2026-10-01"])
    left = st.sampled_from(["NaT", "NaT", "2025-06-30", "2026-08-31"])
    team = reps(
        count,
        hired=[draw(days) for _ in range(count)],
        left=[draw(left) for _ in range(count)],
    )
    goals = [
        (f"R{who}", "", "", "Revenue", np.nan, draw(st.floats(0, 1e6).map(lambda x: round(x, 2))))
        for who in range(1, count + 1)
        if draw(st.booleans())
    ]
    columns = ["rep_id", "territory", "product", "metric", "month", "target"]
    happened = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["2025-07-01", "2026-03-10", "2026-06-01"]),
                st.sampled_from(["all", "territory: North", "rep: R1", "product: B"]),
                st.sampled_from([-0.4, -0.1, 0.0, 0.25, 2.0]),
                st.sampled_from(["Lasting", "One-off"]),
            ),
            max_size=4,
        )
    )
    asked = pd.DataFrame(goals, columns=columns).astype({"target": float, "month": float})
    return table, team, asked, changed(*happened)


def explained(
    table: pd.DataFrame, team: pd.DataFrame, asked: pd.DataFrame, happened: pd.DataFrame
) -> Causes:
    past = tidy(table, team, START)
    years = two_year_history(past, table, 6.0)
    goals = by_rep(revenue_targets(asked, past.months[-12:])).reindex(past.reps)
    return causes(years, team, goals.to_numpy(np.float64), measured_changes(years, happened))


def left_over(found: Causes, view: tuple[str, ...], more: np.ndarray | float = 0.0) -> np.ndarray:
    """What a view leaves unexplained of each row, in cents."""
    table = found.table
    parts = table[[*COMMON, *view]].sum(axis=1, skipna=False)
    return np.round((table["start"] + parts + more - table["actual"]) * 100).to_numpy()


@given(years())
def test_every_view_makes_the_actual_to_the_cent(case) -> None:  # type: ignore[no-untyped-def]
    found = explained(*case)
    if not len(found.table):
        return
    known_rows = found.table[["start", "actual"]].notna().all(axis=1).to_numpy()
    views = [left_over(found, DONE), left_over(found, SOLD)]
    views.append(left_over(found, (UNEXPLAINED,), found.effects.sum(axis=1)))
    for rest in views:
        assert (rest[known_rows] == 0).all()
        assert np.isnan(rest[~known_rows]).all()


@given(years())
def test_the_team_is_the_sum_of_its_reps(case) -> None:  # type: ignore[no-untyped-def]
    table = explained(*case).table
    if not len(table):
        return
    numbers = table.select_dtypes("number")
    sums = numbers.iloc[1:].sum(skipna=False)
    assert numbers.iloc[0].to_numpy() == pytest.approx(sums.to_numpy(), abs=0.006, nan_ok=True)


@given(years(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(case, chance) -> None:  # type: ignore[no-untyped-def]
    table, team, asked, happened = case
    first = explained(table, team, asked, happened)
    order = list(range(len(table)))
    chance.shuffle(order)
    second = explained(table.iloc[order], team, asked.iloc[::-1], happened.iloc[::-1])
    if not len(first.table):
        assert not len(second.table)
        return
    one, two = (found.table.select_dtypes("number").to_numpy() for found in (first, second))
    assert one == pytest.approx(two, abs=0.02, nan_ok=True)
    totals = [sorted(found.effects[0]) for found in (first, second)]
    assert totals[0] == pytest.approx(totals[1], abs=0.02, nan_ok=True)


@given(st.integers(0, 2**32 - 1), st.integers(1, 4), st.integers(1, 5))
def test_price_volume_and_mix_make_the_change(seed: int, people: int, products: int) -> None:
    draw = np.random.default_rng(seed)
    shape = people, products
    some = draw.random((4, *shape)) < 0.6
    revenue = np.where(some[:2], draw.normal(100, 80, (2, *shape)), 0)
    quantity = np.where(some[2:], draw.integers(1, 9, (2, *shape)), 0).astype(float)
    parts = sold_parts(revenue[0], quantity[0], revenue[1], quantity[1])
    assert parts.sum(axis=1) == pytest.approx((revenue[1] - revenue[0]).sum(axis=1))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6))
def test_parts_in_cents_add_up_to_a_total_in_cents(parts: list[float]) -> None:
    values = np.array([parts])
    total = np.round(values.sum(axis=1), 2)
    cents = to_the_cent(values, total)
    assert np.round(cents.sum() * 100) == np.round(total[0] * 100)
    assert np.abs(cents - values).max() <= 0.005 * (len(parts) + 1)


def looked_at(made: Sample, changes: pd.DataFrame) -> Review:
    return review(
        tidy(made.history, made.reps, START),
        made.history,
        reps=made.reps,
        last_targets=made.last_targets,
        assumptions=made.assumptions[made.assumptions["scenario"] == ""],
        changes=changes,
        proposals=made.proposals,
    )


@pytest.fixture(scope="module")
def several() -> list[Sample]:
    return [organisation(seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def looks(several: list[Sample]) -> list[Review]:
    return [looked_at(made, made.changes) for made in several]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_competitor_s_loss_is_found_without_being_told(
    seed: int, several: list[Sample]
) -> None:
    """The manager notes when and where, not how much: history says it, within 10 %."""
    made = several[seed]
    untold = made.changes.assign(effect=np.nan)
    looked = looked_at(made, untold)
    found = looked.causes
    at = next(n for n, change in enumerate(found.changes) if "North" in change.scope)
    assert found.effects[0, at] == pytest.approx(made.planted.competitor.money, rel=0.10)
    assert found.changes[at].measured == pytest.approx(made.planted.competitor.share, rel=0.10)
    years = looked.years
    for territory in ("South", "East", "West"):
        inside = (years.series["territory"] == territory).to_numpy()
        loss = lost_since(years, inside, made.planted.competitor.month)
        assert loss > 0.10 * made.planted.competitor.money, "no other territory is blamed"
        assert not (found.changes[at].inside & inside).any()
    nobody = [r for r in range(1, len(found.table)) if found.effects[r, at] == 0]
    north = set(made.history.query("territory == 'North'")["rep_id"])
    assert {found.table["rep_id"][r] for r in nobody} == set(made.reps["rep_id"]) - north


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fall_that_nobody_noted_is_asked_about_in_the_north_alone(
    seed: int, several: list[Sample], looks: list[Review]
) -> None:
    made = several[seed]
    looked = looked_at(made, made.changes.iloc[:0])
    found = unnoted(looked.years, looked.causes.changes)
    assert [one.key for one in found] == [("Territory", "North")]
    assert 0.75 <= found[0].money / made.planted.competitor.money <= 1.75, "its month is a guess"
    noted = looks[seed]
    assert unnoted(noted.years, noted.causes.changes) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_manager_told_is_found_in_money(
    seed: int, several: list[Sample], looks: list[Review]
) -> None:
    made, found = several[seed], looks[seed].causes
    money = {change.what: found.effects[0, n] for n, change in enumerate(found.changes)}
    true = made.planted
    for cause, word in (
        (true.competitor, "Competitor"),
        (true.price, "Price"),
        (true.large_order, "One large"),
    ):
        (value,) = [value for what, value in money.items() if what.startswith(word)]
        assert value == pytest.approx(cause.money, rel=0.10)


@pytest.mark.parametrize("seed", SEEDS)
def test_people_are_those_who_left_or_came(
    seed: int, several: list[Sample], looks: list[Review]
) -> None:
    made, table = several[seed], looks[seed].causes.table.set_index("rep_id")
    moved = table.index[(table["people"].abs() > 0) & (table.index != "")]
    assert set(moved) == {made.planted.leaver, *made.planted.hires}
    assert table.loc[made.planted.leaver, "people"] < 0
    assert (table["moved"] == 0).all()


def test_last_assumptions_are_found_in_history(several: list[Sample], looks: list[Review]) -> None:
    actual = pd.DataFrame([looked.lessons.set_index("kind")["actual"] for looked in looks])
    true = several[0].planted
    assert actual["Turnover"].to_numpy() == pytest.approx(true.turnover)
    assert (actual["Vacancy"] == true.vacancy).all()
    assert actual["Ramp"].between(5, 7).all()
    assert actual["Ramp"].median() == len(true.ramp)
    assert actual["Market growth"].mean() == pytest.approx(true.growth, abs=0.015)
    assert actual["Price"].mean() == pytest.approx(true.price.share, abs=0.01)
    assert actual["Competitor"].mean() == pytest.approx(true.competitor.share, abs=0.01)


def test_effects_of_changes_that_hold_at_once_are_not_counted_twice() -> None:
    """1.5 × 0.5 = 0.75: what came is 0.75 of what would have come."""
    made = organisation(1)
    past = tidy(made.history, made.reps, START)
    years = two_year_history(past, made.history, 6.0)
    both = changed(("2026-02-01", "all", 0.5, "Lasting"), ("2026-02-01", "all", -0.5, "Lasting"))
    added = effects(years, measured_changes(years, both))
    came = years.values["revenue"][:, years.months >= START - 11].sum()
    assert added.sum() == pytest.approx(came - came / 0.75)
    swapped = effects(years, measured_changes(years, both.iloc[::-1]))
    assert swapped[:, ::-1] == pytest.approx(added)


def test_a_change_for_all_is_not_measured_and_one_older_than_two_years_is_no_cause() -> None:
    made = organisation(1)
    years = two_year_history(tidy(made.history, made.reps, START), made.history, 6.0)
    (everywhere,) = measured_changes(years, changed(("2026-03-01", "all", np.nan, "Lasting")))
    assert np.isnan(everywhere.share)
    assert not effects(years, [everywhere]).any()
    old = replace(everywhere, month=START - 30, told=-0.3)
    assert not effects(years, [old]).any()


def test_what_a_change_did_to_the_year_before_is_taken_off() -> None:
    """A lasting 25 % from July on: six months of the year before have it, and all of the last."""
    made = organisation(1)
    years = two_year_history(tidy(made.history, made.reps, START), made.history, 6.0)
    change = changed(("2025-07-01", "all", 0.25, "Lasting"))
    added = effects(years, measured_changes(years, change)).sum()
    revenue = years.values["revenue"].sum(axis=0)
    last, half = revenue[-12:].sum(), revenue[-18:-12].sum()
    assert added == pytest.approx((last - half) * 0.25 / 1.25)


def test_a_rep_whose_year_before_is_unknown_is_compared_with_the_target() -> None:
    made = organisation(1)
    rows = made.history.copy()
    rows.loc[(rows["rep_id"] == "R01") & (rows["month"] == START - 15), "revenue"] = np.nan
    table = looked_at(dataclasses.replace(made, history=rows), made.changes).causes.table
    one = table.set_index("rep_id").loc["R01"]
    assert one["raised"] == 0
    assert one["start"] + one[list(COMMON)].sum() + one[list(DONE)].sum() == pytest.approx(
        one["actual"]
    )


def test_few_presentations_say_nothing() -> None:
    made = organisation(1)
    years = two_year_history(tidy(made.history, made.reps, START), made.history, 6.0)
    nobody = np.zeros(len(years.rep), bool)
    assert np.isnan(rates_around(years, nobody, START - 6)).all()


def test_there_are_five_findings_the_most_money_first(looks: list[Review]) -> None:
    for looked in looks:
        found = findings(looked)
        assert len(found) == 5
        money = [abs(one.money) for one in found]
        assert money == sorted(money, reverse=True)
        assert len({one.text for one in found}) == 5
