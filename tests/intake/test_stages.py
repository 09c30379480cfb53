"""Words of CRM systems for won, lost and open, and the column in which they stand."""

import pytest

from xlgoals.intake.stage_words import Outcome
from xlgoals.intake.stages import outcome_of, stage_column

WON = """Closed Won|closedwon|CLOSED WON |Won|won|Closed - Won|Closed/Won|6 - Closed Won|
Closed Won (Renewal)|closedwon_renewal|Closed Won - Upsell|100% Closed Won|Closed Won 100%|
Sales Pipeline: Won|Gewonnen|Abgeschlossen / gewonnen|Fermée gagnée|GAGNÉ|Ganada|Cerrada ganada|
Thắng|Chốt thành công|Accepted|Stage 7: Closed Won"""
LOST = """Closed Lost|closedlost|Lost|Closed-Lost to Competition|Closed Lost to Competition|
Out-Sold|Canceled|Cancelled|Verloren|Verloren an Wettbewerb|Perdu|Fermé perdu|Perdida|
Cerrado perdido|Thua|Thất bại|Không thành công|Lost - price|Lost due to budget|Not won|Declined|
Closed - No decision|No Decision"""
OPEN = """Open|New|Qualified|Proposition|appointmentscheduled|Prospecting|Negotiation/Review|
Negotiation|Id. Decision Makers|Proposal/Price Quote|Needs Analysis|Value Proposition|In Bearbeitung|
En cours|En négociation|Đang đàm phán|decisionmakerboughtin|Engaging|4. Negotiation"""
UNKNOWN = """100%|0 %|Won't fix|Wonder Bread|Closed|Lostwithiel|Won / Lost|Not closed won|was lost|
Negotiation - Won|Geschlossen|Marketing 2024|"""


def phrases(text: str) -> list[str]:
    return [phrase.removeprefix("\n") for phrase in text.split("|")]


@pytest.mark.parametrize("word", phrases(WON))
def test_won_is_known_in_the_words_of_each_system(word: str) -> None:
    assert outcome_of(word) is Outcome.WON


@pytest.mark.parametrize("word", phrases(LOST))
def test_lost_is_known_and_a_cancelled_deal_is_a_lost_one(word: str) -> None:
    assert outcome_of(word) is Outcome.LOST


@pytest.mark.parametrize("word", phrases(OPEN))
def test_the_stages_on_the_way_are_open(word: str) -> None:
    assert outcome_of(word) is Outcome.OPEN


@pytest.mark.parametrize("word", phrases(UNKNOWN))
def test_a_word_inside_others_a_probability_and_a_contradiction_say_nothing(word: str) -> None:
    assert outcome_of(word) is None


@pytest.mark.parametrize("word", ["Deleted", "duplicate", "Test", "Đã xóa", "Gelöscht"])
def test_what_never_was_a_deal_is_neither_lost_nor_open(word: str) -> None:
    assert outcome_of(word) is Outcome.VOID


def column(header: str, *words: str | None) -> list[list[str | float | None]]:
    return [[float(at), word] for at, word in enumerate(words)]


def test_the_stage_is_found_by_its_name_and_words_and_says_why() -> None:
    stage = stage_column(["Amount", "Stage"], column("Stage", "Closed Won", "Closed Lost", "Legal"))
    assert stage is not None
    assert stage.header == "Stage"
    assert stage.outcomes == [Outcome.WON, Outcome.LOST, Outcome.OPEN]
    assert "“Closed Won” (won), “Closed Lost” (lost)" in stage.sentences[0]
    assert stage.sentences[1] == "These words were taken for open: “Legal” (1)."


def test_an_unknown_word_is_open_only_where_won_and_lost_are_told_apart() -> None:
    stage = stage_column(["Amount", "Stage"], column("Stage", "Won", "Won", "Legal"))
    assert stage is not None
    assert stage.outcomes[2] is None
    assert dict(stage.unclear) == {"Legal": 1}
    assert "“Legal” (1); their rows are left out" in stage.sentences[1]


def test_closed_without_more_is_never_taken_for_open() -> None:
    stage = stage_column(
        ["Amount", "Status"], column("Status", "Won", "Lost", "Closed", "Not closed won")
    )
    assert stage is not None
    assert stage.outcomes[2:] == [None, None]


def test_a_blank_stage_is_open() -> None:
    stage = stage_column(["Amount", "Outcome"], column("Outcome", "Won", "Lost", None))
    assert stage is not None
    assert stage.outcomes[2] is Outcome.OPEN


@pytest.mark.parametrize(
    "header",
    [
        "Deal Stage",
        "dealstage",
        "StageName",
        "Opportunity: Stage",
        "Status",
        "Étape",
        "Trạng thái",
        "Estado",
        "Ergebnis",
        "Result",
        "Current status",
    ],
)
def test_the_column_has_a_name_in_the_language_of_its_program(header: str) -> None:
    assert stage_column(["Amount", header], column(header, "Lost", "Lost", "Lost")) is not None


@pytest.mark.parametrize("header", ["Lead Status", "Payment status", "Last stage", "Lost reason"])
def test_a_column_about_something_else_is_no_stage(header: str) -> None:
    assert stage_column(["Amount", header], column(header, "Lost", "Lost", "Lost")) is None


def test_a_column_of_any_name_is_one_where_its_words_leave_no_doubt() -> None:
    words = ["Won", "Lost", "Open", "Won"]
    found = stage_column(["Amount", "Field7"], column("Field7", *words))
    assert found is not None
    assert found.reason.startswith("its words")
    assert stage_column(["Amount", "Field7"], column("Field7", *words, "Bob", "Al")) is None


def test_among_two_the_one_that_decides_is_taken() -> None:
    rows = [["Negotiation", "Won"], ["Qualified", "Lost"], ["Qualified", "Open"]]
    stage = stage_column(["Stage", "Status"], rows)
    assert stage is not None
    assert stage.header == "Status"


def test_states_of_a_country_and_groups_of_customers_are_no_stage() -> None:
    assert stage_column(["Amount", "State"], column("State", "Texas", "Ohio", "Texas")) is None
    assert stage_column(["Amount", "Status"], column("Status", "Gold", "Gold", "Silver")) is None


def test_orders_count_unless_they_were_cancelled() -> None:
    words = ["Shipped", "Cancelled", "In Process", "On Hold", "Returned", "Disputed"]
    stage = stage_column(["Amount", "Status"], column("Status", *words))
    won, lost = Outcome.WON, Outcome.LOST
    assert stage is not None
    assert stage.orders
    assert stage.outcomes == [won, lost, won, won, lost, won]
