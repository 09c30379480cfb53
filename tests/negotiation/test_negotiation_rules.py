"""Who may do what: every cell of the table, and a sentence for everything it refuses."""

from dataclasses import replace
from pathlib import Path

import pytest

from negotiated import CELLS, COUNTERED, DAY, PATHS, PROPOSED, REP_SIGNS, said, talked
from xlgoals.domain.events import Wish
from xlgoals.domain.goal_ids import WHOLE
from xlgoals.negotiation.refusals import Period, refusal
from xlgoals.negotiation.rules import KEPT, RULES
from xlgoals.negotiation.state import Negotiation, replayed

PERIOD = Period("2026-01", "2026-12")


def standing(state: str) -> Negotiation:
    return replayed(talked(*PATHS[state])).get("R1", Negotiation())


def full(who: str, action: str) -> Wish:
    value = 100.0 if who == "rep" else 90.0
    event = said(who, action, value, "because", name="X", valid_from="2026-06")
    return replace(event, goal=None) if action == "sign" else event


def test_the_table_drawn_here_has_every_action_and_state() -> None:
    assert {action for _, action, _, _ in CELLS} == set(RULES) - {KEPT}
    assert len(CELLS) == 2 * 8 * 7


@pytest.mark.parametrize(("who", "action", "state", "allowed"), CELLS)
def test_each_cell_of_the_table(who: str, action: str, state: str, allowed: bool) -> None:
    now = standing(state)
    assert (now.lines[WHOLE].state if now.lines else "draft") == state
    period = PERIOD if action == "amend" else Period("2027-01", "2027-12")
    why = refusal(now, full(who, action), DAY, period)
    assert (why == "") == allowed, why
    if why:
        assert why.endswith(".")
        assert why[0].isupper()
        assert "\n" not in why


@pytest.mark.parametrize(
    ("state", "event", "sentence"),
    [
        ("draft", said("manager", "propose"), "To propose Revenue, say a value."),
        ("draft", said("manager", "propose", float("inf")), "say a value."),
        ("draft", said("manager", "propose", -5.0), "zero or more; -5 was given"),
        ("draft", said("rep", "propose", 5.0), "A rep cannot propose; counter with a value."),
        ("proposed", said("manager", "counter", 5.0), "cannot counter; propose another value."),
        ("draft", said("rep", "counter", 5.0), "Revenue is draft: a proposal comes first"),
        ("proposed", said("rep", "agree", 99.0), "the manager offers 100, not 99; agree to that"),
        ("countered", said("rep", "agree", 90.0), "the manager offers 100, not 90"),
        ("proposed", said("manager", "agree", 100.0), "the rep has not offered 100; say how"),
        ("reopened", said("rep", "agree", 100.0), "no offer of the manager is on the table"),
        ("proposed", said("manager", "escalate"), "To escalate Revenue, say why."),
        ("agreed", said("manager", "propose", 5.0), "reopen it first, with a reason"),
        ("agreed", said("rep", "reopen"), "say why"),
        ("proposed", said("rep", "withdraw"), "the last offer is the manager's; answer it"),
        ("agreed", said("rep", "sign", line=""), "say who signs"),
        ("proposed", REP_SIGNS, "Revenue is not agreed: agree on every goal first."),
        ("draft", REP_SIGNS, "nothing to sign yet: propose goals first"),
        ("signed", REP_SIGNS, "All that is agreed is signed: to change something, reopen"),
        ("agreed", said("manager", "amend", 5.0, "x", valid_from="2026-06"), "before that, prop"),
        (
            "signed",
            said("manager", "amend", 5.0, "x"),
            "from which month it holds, such as 2027-06",
        ),
        ("signed", said("manager", "amend", 5.0, "x", valid_from="June"), "“June” was given"),
        ("signed", said("manager", "amend", 5.0, "x", valid_from="2027-01"), "from 2026-01 to"),
        ("signed", said("rep", "reopen", reason="x"), "The period has begun in 2026-01"),
        ("draft", said("boss", "propose", 5.0), "“boss” takes no part in a negotiation"),
        ("draft", said("manager", "shout", 5.0), "“shout” is no step of a negotiation; choose one"),
        ("draft", said("manager", "propose", 5.0, line=""), "Say which goal to propose."),
        ("draft", said("manager", "withdraw", line=""), "Say which goal to withdraw."),
        ("proposed", said("rep", "reopen", reason="x", line=""), "Nothing is agreed yet"),
    ],
)
def test_a_refusal_says_what_to_do(state: str, event, sentence: str) -> None:  # type: ignore[no-untyped-def]
    assert sentence in refusal(standing(state), event, DAY, PERIOD)


def test_an_amendment_before_the_period_is_a_reopening() -> None:
    amended = said("manager", "amend", 5.0, "x", valid_from="2027-03")
    why = refusal(standing("signed"), amended, DAY, Period("2027-01", "2027-12"))
    assert why == "The period begins in 2027-01; until then, reopen Revenue, with a reason."


def test_what_is_only_agreed_can_be_reopened_in_the_period() -> None:
    assert refusal(standing("agreed"), said("rep", "reopen", reason="x"), DAY, PERIOD) == ""


def test_an_offer_that_was_withdrawn_cannot_be_accepted() -> None:
    gone = said("rep", "withdraw")
    now = replayed(talked(PROPOSED, COUNTERED, gone))["R1"]
    assert "the rep has not offered 90" in refusal(now, said("manager", "agree", 90.0))


def test_one_side_signs_once_until_the_other_has() -> None:
    once = replayed(talked(*PATHS["agreed"], REP_SIGNS))["R1"]
    assert refusal(once, REP_SIGNS) == "The rep has signed already: the other side signs next."


def test_what_was_not_taken_may_always_be_kept() -> None:
    assert refusal(standing("signed"), said("rep", KEPT, 5.0)) == ""


def test_the_page_has_the_table_that_holds() -> None:
    page = (Path(__file__).parents[2] / "docs" / "negotiation.md").read_text(encoding="utf-8")
    told = [row.split(" | ") for row in page.splitlines() if row.startswith("| ")][1:]
    assert {cells[0].strip("| ") for cells in told} == set(RULES) - {KEPT}
    for name, who, states, becomes, needs in told:
        rule = RULES[name.strip("| ")]
        assert set(who.split(" or ")) == rule.who
        assert set(states.split(", ")) == rule.states
        assert becomes == rule.becomes
        wanted = {"value": rule.value, "reason": rule.reason, "name": rule.name,
                  "month": rule.valid_from}  # fmt: skip
        assert set(needs.strip(" |").split(", ")) - {"–"} == {n for n, on in wanted.items() if on}
