"""Negotiating a plan: the same steps for the terminal, the buttons and the rep files."""

import datetime as dt
import json
import math
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from conformance.check import assert_conforms, openpyxl_values
from xlgoals.domain.errors import InputError
from xlgoals.domain.events import Event, Source, Wish
from xlgoals.domain.goal_ids import WHOLE, GoalId
from xlgoals.hosts.closed import ClosedFile
from xlgoals.negotiation.outcome_sentences import FEW
from xlgoals.negotiation.session import Taken, take
from xlgoals.tables.language import Cell
from xlgoals.tables.sheets import balance, negotiation_log, reps, team
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.terminal import commands
from xlgoals.terminal.cli import app
from xlgoals.verbs.check import check
from xlgoals.verbs.negotiate.log import read_log
from xlgoals.verbs.negotiate.orders import Order, carry_out, settle
from xlgoals.verbs.negotiate.read_session import read_session
from xlgoals.verbs.regenerate import regenerate

NOW = dt.datetime(2026, 11, 3, 9, 30)
LATER = dt.datetime(2027, 5, 4, 9, 30)


def negotiate(*words: object) -> Result:
    return CliRunner().invoke(app, ["negotiate", *map(str, words)])


def done(path: Path, action: str, rep: str = "R01", **more: object) -> Taken:
    """An order carried out on a file, which is saved."""
    now = more.pop("now", NOW)
    order = Order(action, rep, **({"line": "Revenue"} | more))  # type: ignore[arg-type]
    plan = ClosedFile.open(path)
    found = carry_out(plan, order, now)  # type: ignore[arg-type]
    plan.save(NOW)
    return found


def agreed(path: Path, rep: str = "R01", value: float = 900_000.0) -> None:
    done(path, "propose", rep, value=value)
    done(path, "agree", rep, who="rep")


def signed(path: Path, rep: str = "R01") -> None:
    agreed(path, rep)
    done(path, "sign", rep, line="all", name="Carla")
    done(path, "sign", rep, line="all", name="Ann", who="rep")


def team_row(path: Path, rep: str = "R01"):  # type: ignore[no-untyped-def]
    return typed_rows(ClosedFile.open(path), team.TABLE)[1].set_index("rep_id").loc[rep]


def log_of(path: Path) -> list[Event]:
    return read_log(ClosedFile.open(path))


def log_rows(path: Path) -> list[list[Cell]]:
    return [list(row) for row in ClosedFile.open(path).read(negotiation_log.TABLE).rows]


def write_log_rows(path: Path, rows: list[list[Cell]]) -> None:
    plan = ClosedFile.open(path)
    plan.write(negotiation_log.TABLE, rows)
    plan.save(NOW)


def problems(path: Path) -> list[str]:
    return [str(problem) for problem in check(ClosedFile.open(path))]


def type_into_team(path: Path, rep: str, value: Cell) -> None:
    plan = ClosedFile.open(path)
    rows = [list(row) for row in plan.read(team.TABLE).rows]
    next(row for row in rows if row[0] == rep)[team.TABLE.headers.index("Agreed")] = value
    plan.write(team.TABLE, rows)
    plan.save(NOW)


# The terminal


class InNovember(dt.datetime):
    """The clock before the period begins: signed goals are reopened, not amended."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
        return NOW.replace(tzinfo=tz)


def test_from_a_proposal_to_two_signatures_in_the_terminal(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(**{**vars(dt), "datetime": InNovember})
    monkeypatch.setattr(commands, "dt", clock)
    steps = (
        ("propose", "Anna", "proposed, round 1. Next: the rep answers."),
        (
            "counter",
            "Anna",
            "--goal",
            "Revenue",
            "--value",
            "850000",
            "--why",
            "x",
            "Next: the man",
        ),
        ("agree", "Anna", "--goal", "revenue", "Revenue – proposed, round 1"),
        ("agree", "Anna", "--why", "in our meeting", "agreed, round 1. Next: both sign."),
        ("sign", "Anna", "--name", "Carla", "Next: the rep signs."),
        ("sign", "Anna", "--name", "Anna L", "--by-rep", "sign all goals – signed, round 1."),
        ("reopen", "Anna", "--goal", "Revenue", "--why", "the account is back", "reopened"),
    )
    for action, rep, *words, said in steps:
        told = negotiate(action, sample, rep, *words)
        assert (told.exit_code, told.output[:14]) == (0, "Anna Lindqvist"), told.output
        assert said in told.output
        assert "Saved" in told.output
    log = log_of(sample)
    assert [event.action for event in log if event.label in {"Revenue", ""}] == [
        "propose", "counter", "agree", "sign", "sign", "reopen",
    ]  # fmt: skip
    assert {event.source for event in log} == {Source("terminal")}
    assert problems(sample) == []
    assert_conforms(sample)


def test_an_escalation_and_a_withdrawal(sample: Path) -> None:
    negotiate("propose", sample, "R01", "--goal", "Revenue", "--value", "900000")
    told = negotiate("escalate", sample, "R01", "--why", "we cannot settle it", "--by-rep")
    assert "escalated" in told.output
    told = negotiate("withdraw", sample, "R01")
    assert "There is nothing to withdraw: no goal of Anna Lindqvist is" in str(told.exception)
    negotiate("propose", sample, "R01", "--goal", "Revenue", "--value", "880000")
    assert "Revenue – draft" in negotiate("withdraw", sample, "R01").output


def test_a_percentage_is_a_share_and_more_than_a_whole_is_refused(sample: Path) -> None:
    assert (
        negotiate("propose", sample, "R01", "--goal", "close rate", "--value", "27 %").exit_code
        == 0
    )
    assert log_of(sample)[-1].value == 0.27
    told = negotiate("propose", sample, "R01", "--goal", "Close rate", "--value", "27")
    assert told.exit_code == 1
    assert "Close rate: 27 was given; wanted a share between 0 and 1" in told.output.replace(
        "\n", " "
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("propose", "Nobody"), "“Nobody” is nobody of: Anna Lindqvist"),
        (("propose", "R01", "--goal", "Joy"), "“Joy” is no goal of Anna Lindqvist; choose one of"),
        (("propose", "R01", "--value", "1,234", "--goal", "Revenue"), "1234 or 1.234"),
        (("propose", "R01", "--value", "lots", "--goal", "Revenue"), "“lots” is no value"),
        (("propose", "all", "--value", "5"), "One value cannot hold for every goal; say which"),
        (("counter", "R01"), "Say which goal to counter."),
        (("agree", "all"), "There is nothing to agree: no goal of anybody is"),
        (("amend", "R01", "--goal", "Revenue", "--value", "5", "--why", "x", "--from", "soon"),
         "“soon” is no month; write it like 2027-06."),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_one_sentence_and_writes_nothing(
    sample: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = sample.read_bytes()
    told = negotiate(words[0], sample, *words[1:])
    assert isinstance(told.exception, InputError)
    assert sentence in str(told.exception)
    assert sample.read_bytes() == before
    assert [path.name for path in sample.parent.iterdir()] == ["plan.xlsx"]


def test_what_the_rules_refuse_exits_with_1_and_writes_nothing(sample: Path) -> None:
    before = sample.read_bytes()
    told = negotiate("counter", sample, "R01", "--goal", "Revenue", "--value", "5")
    assert told.exit_code == 1
    assert "Anna Lindqvist: Revenue is draft: a proposal comes first" in told.output
    assert sample.read_bytes() == before


def test_saying_the_same_twice_writes_nothing(sample: Path) -> None:
    words = "R01", "--goal", "Revenue", "--value", "5", "--why", "x"
    negotiate("propose", sample, *words)
    before = sample.read_bytes()
    told = negotiate("propose", sample, *words)
    assert (told.exit_code, told.output) == (0, "1 said what stands there already.\n")
    assert sample.read_bytes() == before
    negotiate("propose", sample, *words[:-1], "another reason")
    assert [event.reason for event in log_of(sample)] == ["x", "another reason"]


def test_many_refusals_are_told_in_few_lines(sample: Path) -> None:
    negotiate("propose", sample, "R01")
    told = negotiate("agree", sample, "R01")
    assert told.exit_code == 1
    assert " more for Anna Lindqvist." in told.output
    assert told.output.count("Anna Lindqvist:") == FEW


def test_everybody_at_once(sample: Path) -> None:
    told = negotiate("propose", sample, "all")
    assert told.output.count("– proposed, round 1") == 11
    assert {event.rep_id for event in log_of(sample)} == set(
        typed_rows(ClosedFile.open(sample), team.TABLE)[1]["rep_id"]
    )


def test_what_all_means_the_second_time_is_nothing_new_and_writes_nothing(sample: Path) -> None:
    for action, rep in (("propose", "all"), ("withdraw", "R01"), ("propose", "R01")):
        assert "Saved" in negotiate(action, sample, rep).output
        before = sample.read_bytes()
        told = negotiate(action, sample, rep)
        said = f"There is nothing new to {action}: all of it stands there already.\n"
        assert (told.exit_code, told.output) == (0, said)
        assert sample.read_bytes() == before
    for _ in range(2):
        assert negotiate("agree", sample, "R01", "--by-rep").exit_code == 0
    told = negotiate("withdraw", sample, "R01")
    assert "There is nothing to withdraw" in str(told.exception)


def test_a_program_reads_numbers_as_they_are_and_null_where_nothing_is(sample: Path) -> None:
    negotiate("propose", sample, "R01", "--goal", "Revenue", "--value", "912000.125")
    negotiate("propose", sample, "R01", "--goal", "Close rate", "--value", "0.33912345678")
    row, other = json.loads(negotiate("status", sample, "--json").output)[:2]
    assert (row["Rep ID"], row["Round"], row["Proposed"]) == ("R01", 1, 912_000.125)
    assert (row["Counter"], row["Agreed"], row["Days"]) == (None, None, 0)
    assert (other["Proposed"], other["Counter"], other["Days"]) == (None,) * 3
    goals = json.loads(negotiate("status", sample, "R01", "--json").output)
    rows = {row["Goal"]: row for row in goals}
    assert rows["Close rate"]["Proposed"] == 0.33912345678
    assert rows["Sales"]["Proposed"] is rows["Sales"]["Why"] is None
    said = json.loads(negotiate("log", sample, "--json").output)
    assert [(row["No."], row["Round"], row["Value"], row["Reason"]) for row in said] == [
        (1, 1, 912_000.125, None),
        (2, 1, 0.33912345678, None),
    ]
    assert "33.9%" in negotiate("status", sample, "R01").output


def test_status_and_log_show_what_was_said(sample: Path) -> None:
    agreed(sample)
    assert "900,000" in negotiate("status", sample).output
    assert "agreed" in negotiate("status", sample, "Anna").output
    rows = json.loads(negotiate("log", sample, "R01", "--json").output)
    assert [row["Action"] for row in rows] == ["propose", "agree"]
    assert json.loads(negotiate("log", sample, "R02", "--json").output) == []


def test_an_amendment_waits_for_the_period_and_leaves_what_was_agreed(sample: Path) -> None:
    signed(sample)
    told = done(sample, "amend", value=700_000.0, reason="split", valid_from="2027-06")
    assert told.refused[0][1].startswith("The period begins in 2027-01; until then, reopen")
    told = done(sample, "amend", value=700_000.0, reason="split", valid_from="2028-06", now=LATER)
    assert "is not in the period; choose a month from 2027-01 to 2027-12" in told.refused[0][1]
    done(sample, "amend", value=700_000.0, reason="split", valid_from="2027-06", now=LATER)
    line = read_session(ClosedFile.open(sample)).of("R01").line(WHOLE)
    assert (line.agreed, line.in_force, line.valid_from) == (900_000, 700_000, "2027-06")
    assert team_row(sample)["agreed"] == 700_000
    told = done(sample, "reopen", reason="x", now=LATER)
    assert "The period has begun in 2027-01" in told.refused[0][1]


# The log


def test_what_is_typed_stays_text_and_one_line(sample: Path) -> None:
    reason = '=HYPERLINK("x")\x07 and\n\u202emore ' + "long " * 3_000
    done(sample, "propose", value=5.0, reason=reason)
    (event,) = log_of(sample)
    assert event.reason.startswith('=HYPERLINK("x") and more long')
    assert len(event.reason) <= 8_000
    assert problems(sample) == []
    assert_conforms(sample)


def test_a_rep_who_is_gone_is_still_named_by_the_id(sample: Path) -> None:
    agreed(sample)
    plan = ClosedFile.open(sample)
    rows = [row for row in plan.read(reps.TABLE).rows if row[0] != "R01"]
    plan.write(reps.TABLE, rows)
    plan.save(NOW)
    session = read_session(ClosedFile.open(sample))
    assert session.name("R01") == "R01"
    assert session.of("R01").state == "agreed"
    assert "R01" in negotiate("status", sample).output


def test_a_refused_word_is_kept_once_and_changes_nothing(sample: Path) -> None:
    plan = ClosedFile.open(sample)
    file = Source("file")
    said = Wish("rep", "counter", "R01", WHOLE, math.inf, "too much", source=file)
    lost = Wish("rep", "counter", "R99\ud800", GoalId("Joy"), 5.0, "hello", source=file)
    found = take(read_session(plan), [said, lost, said, lost], NOW)
    assert len(found.refused) == 4
    settle(plan, found.session, NOW, {})
    plan.save(NOW)
    kept = log_of(sample)
    assert [event.action for event in kept] == ["not taken"] * 2
    assert "counter: too much – " in kept[0].reason
    assert problems(sample) == []
    assert read_session(ClosedFile.open(sample)).of("R01").lines == {}


HARMS = {
    "changed": (
        lambda rows: [*rows[:1], [*rows[1][:7], 1.0, *rows[1][8:]], *rows[2:]],
        "row 8: event 2 was changed, or event 1 before it",
    ),
    "missing": (lambda rows: [rows[0], *rows[2:]], "row 8: event 2 is missing before it"),
    "reordered": (lambda rows: [rows[1], rows[0], *rows[2:]], "row 8: event 1 stands below event 2"),
    "twice": (lambda rows: [*rows, rows[0]], "row 11: event 1 stands here a second time"),
    "cut off": (lambda rows: rows[:-1], "row 10: event 4 is missing at the end"),
    "typed": (lambda rows: [*rows, [None, "today", "R01", *[None] * 10]], "row 11: a row without"),
    "unsealed": (lambda rows: [*rows, [5.0, *rows[3][1:12], None]], "row 11: a row without a seal"),
}  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_check_names_the_row_of_the_log_that_is_not_as_it_was_written(
    sample: Path, harm: str
) -> None:
    signed(sample)
    change, sentence = HARMS[harm]
    write_log_rows(sample, change(log_rows(sample)))
    (found,) = problems(sample)
    assert found.startswith("Negotiation log!No., ")
    assert sentence in found


def test_a_row_typed_into_the_log_counts_for_nothing_and_stays(sample: Path) -> None:
    done(sample, "propose", value=5.0)
    typed: list[Cell] = [None, None, "R01", "Revenue", 1.0, "rep", "agree", 5.0, "me", *[None] * 4]
    write_log_rows(sample, [*log_rows(sample), typed])
    assert read_session(ClosedFile.open(sample)).of("R01").state == "proposed"
    done(sample, "agree", who="rep")
    rows = log_rows(sample)
    assert [row[6] for row in rows] == ["propose", "agree", "agree"]
    assert rows[1] == typed
    assert len(problems(sample)) == 1


def test_after_rows_were_cut_off_no_number_is_given_twice(sample: Path) -> None:
    agreed(sample)
    write_log_rows(sample, log_rows(sample)[:1])
    done(sample, "counter", value=4.0, who="rep")
    assert [event.number for event in log_of(sample)] == [1, 3, 4]
    (found,) = problems(sample)
    assert "event 2 is missing before it" in found


def test_a_log_that_was_sorted_means_the_same(sample: Path) -> None:
    signed(sample)
    before = read_session(ClosedFile.open(sample)).state
    write_log_rows(sample, log_rows(sample)[::-1])
    assert read_session(ClosedFile.open(sample)).state == before


# Team and Balance


def test_agreed_on_team_follows_the_log_and_is_blank_when_reopened(sample: Path) -> None:
    agreed(sample)
    row = team_row(sample)
    assert (row["proposed"], row["agreed"], row["goal_now"]) == (900_000, 900_000, 900_000)
    assert row["status"] == "✓ agreed"
    done(sample, "reopen", reason="x")
    row = team_row(sample)
    assert math.isnan(row["agreed"])
    assert row["status"] == "● reopened, your turn"


def test_what_is_typed_into_team_stays_in_a_plan_that_does_not_negotiate(sample: Path) -> None:
    type_into_team(sample, "R02", 700_000.0)
    agreed(sample, "R01")
    plan = ClosedFile.open(sample)
    regenerate(plan, NOW)
    plan.save(NOW)
    assert team_row(sample, "R02")["agreed"] == 700_000
    assert {event.rep_id for event in log_of(sample)} == {"R01"}


def test_a_value_typed_into_team_in_the_talks_becomes_an_agreement(sample: Path) -> None:
    done(sample, "propose", value=900_000.0)
    type_into_team(sample, "R01", 880_000.0)
    plan = ClosedFile.open(sample)
    regenerate(plan, NOW)
    plan.save(NOW)
    last = log_of(sample)[-1]
    assert (last.action, last.value, last.source) == (
        "agree", 880_000, Source("sheet", "Team"),
    )  # fmt: skip
    assert team_row(sample)["agreed"] == 880_000


def test_a_value_typed_over_what_is_agreed_is_kept_in_the_log_and_not_taken(sample: Path) -> None:
    signed(sample)
    type_into_team(sample, "R01", 1.0)
    done(sample, "propose", "R02", value=5.0)
    kept = next(event for event in log_of(sample) if event.action == "not taken")
    assert (kept.rep_id, kept.value) == ("R01", 1.0)
    assert team_row(sample)["agreed"] == 900_000


def test_a_value_from_before_the_talks_is_kept_and_agrees_to_nothing(sample: Path) -> None:
    type_into_team(sample, "R01", 700_000.0)
    done(sample, "propose", value=900_000.0)
    assert [(e.action, e.value) for e in log_of(sample)] == [
        ("propose", 900_000),
        ("not taken", 700_000),
    ]
    assert math.isnan(team_row(sample)["agreed"])


def test_the_goal_as_it_stands_is_the_last_offer(sample: Path) -> None:
    done(sample, "propose", value=900_000.0)
    done(sample, "counter", value=800_000.0, who="rep")
    assert team_row(sample)["goal_now"] == 800_000
    done(sample, "propose", value=850_000.0)
    row = team_row(sample)
    assert (row["goal_now"], row["status"]) == (850_000, "● proposed, the rep's turn")


def test_the_line_above_the_team_adds_up_and_says_how_many_agreed(sample: Path) -> None:
    agreed(sample)
    frame = typed_rows(ClosedFile.open(sample), team.TABLE)[1]
    cells = openpyxl_values(sample)["Team"]
    for header in team.TOTALS:
        at = 5, 2 + team.TABLE.headers.index(header)
        assert cells[at] == frame[team.TABLE.column(header).name].sum(), header
    assert "1 of 11 agreed" in [value for (row, _), value in cells.items() if row == 5]


def test_days_waiting_count_from_the_last_word(sample: Path) -> None:
    done(sample, "propose", value=900_000.0)
    done(sample, "propose", "R02", value=900_000.0, now=NOW + dt.timedelta(days=9, hours=2))
    assert team_row(sample)["waiting"] == 9
    assert math.isnan(team_row(sample, "R03")["waiting"])


def balance_rows(path: Path) -> dict[str, tuple[float, str]]:
    frame = typed_rows(ClosedFile.open(path), balance.TABLE)[1]
    return {
        row["question"]: (row["answer"], row["what_it_means"]) for row in frame.to_dict("records")
    }


def test_each_round_is_held_against_the_company_goal(sample: Path) -> None:
    done(sample, "propose", value=900_000.0)
    done(sample, "counter", value=800_000.0, who="rep")
    done(sample, "propose", value=850_000.0)
    done(sample, "agree", who="rep")
    found = balance_rows(sample)
    frame = typed_rows(ClosedFile.open(sample), team.TABLE)[1]
    others = frame.loc[frame["rep_id"] != "R01", "suggested"].sum()
    assert found["After round 1"][0] == others + 800_000
    assert found["As it stands"][0] == others + 850_000 == frame["goal_now"].sum()
    gap = others + 850_000 - 9_900_000
    assert found["Against the company goal"][0] == gap
    assert f"{abs(gap):,.0f} less than the company goal" in found["Against the company goal"][1]


def test_what_is_open_names_everybody_and_a_rep_with_one_open_goal_too(sample: Path) -> None:
    agreed(sample)
    done(sample, "propose", line="Sales", value=20.0)
    count, text = balance_rows(sample)["Reps with something open"]
    assert count == 11
    assert "Anna Lindqvist (proposed, the rep's turn)" in text
    done(sample, "agree", line="Sales", who="rep")
    count, text = balance_rows(sample)["Reps with something open"]
    assert count == 10
    assert "Anna" not in text


def test_the_chart_on_balance_draws_every_rep_of_team(sample: Path, tmp_path: Path) -> None:
    import zipfile  # noqa: PLC0415

    agreed(sample)
    shutil.copy(sample, tmp_path / "copy.xlsx")
    with zipfile.ZipFile(sample) as file:
        charts = [file.read(n).decode() for n in file.namelist() if n.startswith("xl/charts/chart")]
    (chart,) = [text for text in charts if "within 20 %" in text]
    letters = team.letters("Expected")
    assert f"'Team'!${letters}$7:${letters}$17" in chart
    assert f"{team_row(sample)['expected']:.15g}"[:12] in chart
