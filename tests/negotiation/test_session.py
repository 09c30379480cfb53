"""A session without a workbook: what “all” means, what is refused, what is kept."""

import datetime as dt
import math
from dataclasses import replace

import pandas as pd
import pytest

from negotiated import said
from xlgoals.domain.errors import InputError
from xlgoals.domain.events import Event
from xlgoals.domain.goal_ids import WHOLE, GoalId
from xlgoals.domain.metrics import DEFAULT, MARGIN, SALES, AddsUp, Direction, Metric, Metrics, Unit
from xlgoals.negotiation import rules, state
from xlgoals.negotiation.fit import fitted
from xlgoals.negotiation.goals import OTHERS, goals_of
from xlgoals.negotiation.outcome_sentences import outcomes
from xlgoals.negotiation.rules import RULES, Rule
from xlgoals.negotiation.session import Session, keep, take
from xlgoals.negotiation.state import Line

NOW = dt.datetime(2026, 11, 3, 9, 30)
NEW = Metric("New customers", Unit.COUNT, AddsUp.SUM, built_in=False)
COMPLAINTS = Metric(
    "Complaints", Unit.COUNT, AddsUp.TIME_AVERAGE, good=Direction.LOWER, built_in=False
)
OWN = Metrics((*DEFAULT, NEW, COMPLAINTS))
NEW_GOAL, MARGIN_GOAL, SALES_GOAL = (GoalId(one.name) for one in (NEW, MARGIN, SALES))


def lines(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    """The Targets table: metric, product, territory, suggested."""
    frame = pd.DataFrame(rows, columns=["metric", "product", "territory", "suggested"])
    units = {metric.name: metric.unit.value for metric in OWN}
    return frame.assign(
        rep_id="R1", rep="Ann", unit=frame["metric"].map(units), last_actual=10.0, low=1.0,
        middle=2.0, high=3.0, chance=0.5,
    )  # fmt: skip


TARGETS = lines(
    ("Revenue", "", "", 1000.0),
    ("Sales", "", "", 10.0),
    ("Margin", "", "", 0.3),
    ("New customers", "", "", 4.0),
    ("Complaints", "", "", 2.0),
)
LAST = pd.DataFrame(
    [("R1", metric, "", "", target) for metric in ("New customers", "Complaints") for target in (2.0, 6.0)],
    columns=["rep_id", "metric", "product", "territory", "target"],
)  # fmt: skip
REPS = pd.DataFrame({"rep_id": ["R1"], "rep": ["Ann"]})


def session(metrics: Metrics = OWN, log: tuple[Event, ...] = ()) -> Session:
    return Session(goals_of(TARGETS, LAST, metrics), REPS, log, metrics=metrics)


def without_margin() -> Metrics:
    return Metrics(tuple(replace(one, negotiated=one is not MARGIN) for one in OWN))


def test_a_metric_of_the_managers_own_is_talked_about_like_any_other() -> None:
    propose, counter = said("manager", "propose", 4.0), said("rep", "counter", 3.0, "one left")
    agree = said("manager", "agree", 3.0)
    talks = [replace(wish, goal=NEW_GOAL) for wish in (propose, counter, agree)]
    done = take(session(), talks, NOW)
    assert done.refused == ()
    assert done.session.of("R1").line(NEW_GOAL).agreed == 3.0
    assert [event.label for event in done.taken] == ["New customers"] * 3
    assert outcomes(done)[0].done == "propose New customers, New customers, New customers – " \
        "agreed, round 1. Next: both sign."  # fmt: skip


def test_last_goals_are_added_up_or_averaged_as_the_metric_says() -> None:
    goals = goals_of(TARGETS, LAST, OWN).set_index("goal")
    assert goals.loc[NEW_GOAL, "attainment"] == 10 / 8
    assert goals.loc[GoalId("Complaints"), "attainment"] == 10 / 4


def test_a_metric_that_is_not_negotiated_is_left_out_and_holds_nothing_up() -> None:
    both = [
        replace(said("manager", "propose", 0.3), goal=MARGIN_GOAL),
        said("manager", "propose", 900.0),
        said("rep", "agree", 900.0),
    ]
    log = take(session(), both, NOW).session.log
    quiet = session(without_margin(), log)
    assert MARGIN_GOAL not in quiet.lines["R1"]
    assert MARGIN_GOAL not in quiet.of("R1").lines
    assert quiet.ever("R1").line(MARGIN_GOAL).proposed == 0.3
    signs = [replace(said(who, "sign", name="X"), goal=None) for who in ("manager", "rep")]
    assert take(quiet, signs, NOW).session.of("R1").state == "signed"
    ((_, why),) = take(quiet, [replace(both[0], value=0.2)], NOW).refused
    assert why == "“Margin” is no goal of Ann."


def test_a_share_is_a_share_whatever_the_metric_is_called() -> None:
    wish = replace(said("manager", "propose", 30.0), goal=MARGIN_GOAL)
    ((_, why),) = take(session(), [wish], NOW).refused
    assert "wanted a share between 0 and 1" in why


def test_the_smallest_products_are_one_goal() -> None:
    many = lines(
        ("Revenue", "", "", 20.0), *(("Revenue", f"P{n}", "", float(n)) for n in range(20))
    )
    goals = goals_of(many, LAST).set_index("goal")["suggested"]
    products = [goal for goal in goals.index if goal.product]
    assert len(products) == 13
    assert goals[GoalId(WHOLE.metric, product=OTHERS)] == sum(range(8))


def test_an_activity_between_the_others_is_fitted_and_the_close_rate_stays() -> None:
    """Renewals stand in the middle of the funnel; no place in a list says what is what."""
    renewals = Metric("Renewals", Unit.COUNT, AddsUp.SUM, funnel=2, built_in=False)
    metrics = Metrics((*DEFAULT.all[:5], renewals, *DEFAULT.all[5:]))
    numbers = {"Revenue": 1000.0, "Sales": 10.0, "Presentations": 40.0, "Renewals": 8.0,
               "Close rate": 0.25}  # fmt: skip
    goals = {GoalId(name): value for name, value in numbers.items()}
    new = fitted({**goals, WHOLE: 2000.0}, goals, set(), 1.0, metrics)
    assert {goal.metric: value for goal, value in new.items()} == {
        "Sales": 20.0, "Renewals": 16.0, "Presentations": 80.0,
    }  # fmt: skip


def test_an_action_is_added_in_the_table_and_what_it_does_beside_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """“Pause” asks for a reason, from proposed goals alone; “all” means those."""
    pause = Rule(
        rules.BOTH, frozenset({"proposed"}), "escalated", reason=True,
        every=frozenset({"proposed"}), way_out="only what is proposed can wait",
    )  # fmt: skip
    monkeypatch.setitem(RULES, "pause", pause)

    def paused(line: Line, event: Event) -> Line:
        return replace(line, state="escalated", note=event.reason)

    monkeypatch.setitem(state.MOVES, "pause", paused)  # type: ignore[arg-type]
    proposed = take(session(), [said("manager", "propose", 900.0)], NOW).session
    assert proposed.meant_by_all("pause", "rep", "", "R1") == [WHOLE]
    wishes = [
        said("rep", "pause"),
        said("rep", "pause", reason="x", line="Sales"),
        said("rep", "pause", reason="on holiday"),
        said("rep", "shout"),
    ]
    done = take(proposed, wishes, NOW, keep=False)
    assert [why for _, why in done.refused] == [
        "To pause Revenue, say why.",
        "Sales is draft: only what is proposed can wait.",
        "“shout” is no step of a negotiation; choose one of propose, counter, agree, withdraw, "
        "escalate, reopen, sign, amend, pause.",
    ]
    assert done.session.of("R1").line(WHOLE).note == "on holiday"
    assert outcomes(done)[0].done == "pause Revenue – escalated, round 1. Next: the manager."


def test_every_action_in_the_table_does_something() -> None:
    assert set(state.MOVES) == {
        name for name, rule in RULES.items() if not rule.whole and name != rules.KEPT
    }
    for rule in RULES.values():
        assert {rule.value_in, rule.reason_in} - {""} <= set(Line.__dataclass_fields__)


@pytest.mark.parametrize(
    ("who", "action", "reason", "goals"),
    [
        ("manager", "propose", "", ["Margin", "New customers", "Complaints"]),
        ("manager", "agree", "", ["Revenue"]),
        ("manager", "agree", "met", ["Revenue", "Sales"]),
        ("rep", "agree", "", ["Revenue", "Sales"]),
        ("manager", "withdraw", "", ["Sales"]),
        ("rep", "withdraw", "", ["Revenue"]),
        ("rep", "escalate", "", ["Revenue", "Sales"]),
    ],
)
def test_what_all_means(who: str, action: str, reason: str, goals: list[str]) -> None:
    talks = [
        said("manager", "propose", 900.0), said("manager", "propose", 9.0, line="Sales"),
        said("rep", "counter", 800.0),
    ]  # fmt: skip
    talked = take(session(), talks, NOW).session
    meant = talked.meant_by_all(action, who, reason, "R1")
    assert [goal.label for goal in meant] == goals


@pytest.mark.parametrize("action", ["counter", "amend", "shout"])
def test_where_all_means_nothing_a_goal_has_to_be_named(action: str) -> None:
    with pytest.raises(InputError, match=f"Say which goal to {action}."):
        session().meant_by_all(action, "rep", "", "R1")


def test_what_is_meant_where_no_value_is_said() -> None:
    start = session()
    assert start.value_unsaid("propose", "manager", "R1", WHOLE) == 1000.0
    talks = [said("manager", "propose", 900.0), said("rep", "counter", 800.0)]
    talked = take(start, talks, NOW).session
    assert talked.value_unsaid("agree", "manager", "R1", WHOLE) == 800.0
    assert talked.value_unsaid("agree", "rep", "R1", WHOLE) == 900.0
    answered = talked.value_unsaid("propose", "manager", "R1", WHOLE)
    assert math.isnan(answered), "after an answer another offer has to be said"
    assert math.isnan(start.value_unsaid("escalate", "rep", "R1", WHOLE))


def test_a_word_that_is_kept_gets_a_number_of_its_own_even_when_the_end_was_cut_off() -> None:
    log = take(session(), [said("manager", "propose", 900.0)], NOW).session.log
    cut = replace(session(log=log), newest=7)
    refused = (said("rep", "counter", 5.0), "an older copy")
    assert [event.number for event in keep(cut, [refused, refused], NOW).log] == [1, 8]
