"""Where a negotiation stands follows from its events, and from nothing else."""

import math

from hypothesis import given
from hypothesis import strategies as st

from negotiated import (
    ACCEPTED,
    COUNTERED,
    DAY,
    ESCALATED,
    MANAGER_SIGNS,
    PATHS,
    PROPOSED,
    REOPENED,
    REP_SIGNS,
    SALES_GOAL,
    said,
    talked,
)
from xlgoals.domain.events import Event, Signature, Wish
from xlgoals.domain.goal_ids import WHOLE
from xlgoals.negotiation.refusals import refusal
from xlgoals.negotiation.rules import KEPT, RULES
from xlgoals.negotiation.seal import broken, recorded
from xlgoals.negotiation.state import Negotiation, after, replayed


def ann(*events: Wish) -> Negotiation:
    return replayed(talked(*events))["R1"]


def test_a_proposal_in_answer_begins_a_round_and_one_that_mends_the_last_does_not() -> None:
    again = said("manager", "propose", 100.0, "another reason")
    assert ann(PROPOSED, again).lines[WHOLE].round == 1
    assert ann(PROPOSED, again).lines[WHOLE].why == "another reason"
    assert ann(PROPOSED, COUNTERED, again).lines[WHOLE].round == 2
    assert ann(PROPOSED, COUNTERED, ESCALATED, again).lines[WHOLE].round == 2
    assert ann(PROPOSED, said("manager", "withdraw"), again).lines[WHOLE].round == 2


def test_a_counter_in_a_new_round_takes_the_place_of_the_last_one_and_both_are_in_the_log() -> None:
    second = said("manager", "propose", 96.0, "half way")
    log = talked(PROPOSED, COUNTERED, second, said("rep", "counter", 94.0, "all I can"))
    line = replayed(log)["R1"].lines[WHOLE]
    assert (line.state, line.round, line.proposed, line.counter) == ("countered", 2, 96, 94)
    assert [event.value for event in log] == [100, 90, 96, 94]
    assert [event.round for event in log] == [1, 1, 2, 2]


def test_what_one_side_withdraws_leaves_the_offer_of_the_other() -> None:
    withdrawn = ann(
        PROPOSED, COUNTERED, said("manager", "propose", 96.0), said("manager", "withdraw")
    )
    line = withdrawn.lines[WHOLE]
    assert (line.state, line.counter, line.last_offer) == ("countered", 90, 90)
    assert math.isnan(line.proposed)
    line = ann(PROPOSED, COUNTERED, said("rep", "withdraw")).lines[WHOLE]
    assert (line.state, line.proposed, line.last_offer) == ("proposed", 100, 100)
    line = ann(PROPOSED, said("manager", "withdraw")).lines[WHOLE]
    assert (line.state, math.isnan(line.last_offer)) == ("draft", True)


def test_a_withdrawn_offer_after_reopening_leaves_it_reopened() -> None:
    fresh = said("rep", "counter", 91.0)
    line = ann(*PATHS["reopened"], fresh, said("rep", "withdraw")).lines[WHOLE]
    assert line.state == "reopened"


def test_reopening_takes_the_offers_off_the_table_and_keeps_them_in_sight() -> None:
    line = ann(*PATHS["reopened"]).lines[WHOLE]
    assert (line.proposed, line.counter, line.table) == (100, 90, frozenset())
    assert math.isnan(line.agreed)
    assert line.note == "the account is back"


def test_it_is_signed_when_both_have_signed() -> None:
    agreed = PATHS["agreed"]
    assert ann(*agreed).turn == "both, to sign"
    assert ann(*agreed, MANAGER_SIGNS).turn == "rep, to sign"
    assert ann(*agreed, MANAGER_SIGNS).state == "agreed"
    both = ann(*agreed, MANAGER_SIGNS, REP_SIGNS)
    assert (both.state, both.turn) == ("signed", "")
    assert both.signed == {
        "manager": Signature("Carla", "2026-11-03"),
        "rep": Signature("Ann", "2026-11-03"),
    }


def test_a_change_makes_a_single_signature_void() -> None:
    assert ann(*PATHS["agreed"], MANAGER_SIGNS, REOPENED).signed == {}


def test_reopening_one_goal_leaves_the_others_signed_and_both_sign_again() -> None:
    other = {"line": "Sales"}
    both_lines = (
        *PATHS["agreed"],
        said("manager", "propose", 5.0, **other),
        said("rep", "agree", 5.0, **other),
        MANAGER_SIGNS,
        REP_SIGNS,
    )
    now = ann(*both_lines, REOPENED)
    assert {goal.label: line.state for goal, line in now.lines.items()} == {
        "Revenue": "reopened",
        "Sales": "signed",
    }
    again = (*both_lines, REOPENED, said("manager", "agree", 92.0, "settled on the phone"))
    assert refusal(ann(*again), MANAGER_SIGNS) == ""
    half = ann(*again, MANAGER_SIGNS)
    assert (half.state, half.signed) == ("agreed", {"manager": Signature("Carla", "2026-11-03")})
    assert ann(*again, MANAGER_SIGNS, REP_SIGNS).state == "signed"


def test_a_withdrawn_goal_is_not_signed_with_the_others() -> None:
    other = {"line": "Sales"}
    gone = said("manager", "propose", 5.0, **other), said("manager", "withdraw", **other)
    now = ann(*PATHS["agreed"], *gone, MANAGER_SIGNS, REP_SIGNS)
    assert now.lines[SALES_GOAL].state == "draft"
    assert now.lines[WHOLE].state == "signed"


def test_an_amendment_leaves_the_agreed_value_in_sight_and_the_signatures() -> None:
    amended = said("manager", "amend", 70.0, "territory split", valid_from="2027-06")
    now = ann(*PATHS["signed"], amended)
    line = now.lines[WHOLE]
    assert (line.agreed, line.amended, line.in_force, line.valid_from) == (90, 70, 70, "2027-06")
    assert now.done


def test_the_least_settled_goal_says_where_it_stands() -> None:
    other = {"line": "Sales"}
    now = ann(*PATHS["agreed"], said("manager", "propose", 5.0, **other))
    assert (now.state, now.turn) == ("proposed", "rep")


def test_reps_do_not_mix() -> None:
    other = said("manager", "propose", 7.0, rep_id="R2", line="Sales")
    state = replayed(talked(PROPOSED, other))
    assert [list(state[rep_id].lines) for rep_id in ("R1", "R2")] == [[WHOLE], [SALES_GOAL]]
    assert state["R2"].line(SALES_GOAL).proposed == 7


def test_what_is_no_step_changes_nothing() -> None:
    now = ann(PROPOSED)
    for action in ("shout", "", KEPT):
        (event,) = talked(said("manager", action, 5.0))
        assert after(now, event) is now


EVENTS = st.builds(
    said,
    who=st.sampled_from(["manager", "rep"]),
    action=st.sampled_from([*RULES, "shout"]),
    value=st.sampled_from([90.0, 100.0, float("nan")]),
    reason=st.sampled_from(["", "because"]),
    name=st.sampled_from(["", "Ann"]),
    valid_from=st.sampled_from(["", "2027-06"]),
    line=st.sampled_from(["", "Revenue", "Sales"]),
    rep_id=st.sampled_from(["R1", "R2"]),
)


@given(st.lists(EVENTS, max_size=40))
def test_any_talks_leave_a_sound_log_and_the_same_state_from_any_prefix(tried: list[Wish]) -> None:
    log: list[Event] = []
    stood: dict[str, Negotiation] = {}
    for event in tried:
        here = stood.get(event.rep_id, Negotiation())
        if refusal(here, event):
            continue
        log.append(recorded(here, event, DAY, log))
        stood[event.rep_id] = after(here, log[-1])
        assert replayed(log) == stood or repr(replayed(log)) == repr(stood)
        check_sound(stood[event.rep_id])
    assert broken(log, len(log), log[-1].hash if log else "") == []
    assert [event.number for event in log] == list(range(1, len(log) + 1))


def check_sound(now: Negotiation) -> None:
    for line in now.lines.values():
        settled = line.state in {"agreed", "signed"}
        assert settled == math.isfinite(line.agreed)
        assert ("manager" in line.table) <= math.isfinite(line.proposed)
        assert ("rep" in line.table) <= math.isfinite(line.counter)
        assert not math.isfinite(line.amended) or settled
        if line.state == "proposed":
            assert line.offer_to("rep") == line.last_offer
        if line.state == "countered":
            assert line.offer_to("manager") == line.last_offer
    if now.done:
        assert "signed" in {line.state for line in now.lines.values()}


def test_accepting_is_the_end_of_the_shortest_talks() -> None:
    assert ann(PROPOSED, COUNTERED, ACCEPTED).state == "agreed"
