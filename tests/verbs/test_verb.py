"""A verb is declared once: its button, macro, command and page follow."""

from dataclasses import replace
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from build import libreoffice_menu, reference, ribbon, vba
from xlgoals import verbs
from xlgoals.domain.problems import FEW, Problem
from xlgoals.ribbon import asking
from xlgoals.ribbon.macros import MACROS, macro
from xlgoals.terminal import file_commands
from xlgoals.terminal.commands import command
from xlgoals.verbs.outcome import Outcome
from xlgoals.verbs.verb import Button, Parameter, Verb, contradictions

GREET = Verb(
    "greet",
    "Greet a rep by name.",
    "test_greetings:greet",
    "greet",
    Button("Greet", "Help", "Greet", "Say hello", "To the rep who is named.", "W", "HappyFace"),
    (
        Parameter("rep", "Who is greeted.", None),
        Parameter("loud", "In capitals.", False, "--loud"),
    ),
)


def test_a_new_verb_appears_as_button_macro_command_and_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (ribbon, vba, libreoffice_menu):
        monkeypatch.setattr(module, "VERBS", (*verbs.VERBS, GREET))
    assert b'onAction="GoalsGreet"' in ribbon.ribbon()
    assert "xlgoals.macros.greet()" in vba.callbacks()
    assert "Buttons?greet" in libreoffice_menu.menu()
    assert macro(GREET).__doc__ == GREET.what
    app = typer.Typer()
    app.command("greet")(command(GREET))
    app.command("other")(lambda: None)
    page = "\n".join(reference._commands(typer.main.get_command(app), typer.Context, "xlgoals"))
    assert "Greet a rep by name." in page
    assert "| `--loud` | In capitals. |" in page
    assert "Who is greeted." in CliRunner().invoke(app, ["greet", "--help"]).output


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "check"}, "Two verbs have the macro “check”."),
        ({"command": "check"}, "Two verbs have the command “check”."),
        ({"button": replace(GREET.button, keytip="F")}, "Two verbs have the key tip “F”."),  # type: ignore[type-var]
        ({"button": replace(GREET.button, name="Check")}, "Two verbs have the button “Check”."),  # type: ignore[type-var]
    ],
)
def test_what_two_verbs_cannot_both_have_is_named(change: dict[str, Any], sentence: str) -> None:
    assert contradictions((*verbs.VERBS, replace(GREET, **change))) == [sentence]
    assert contradictions((*verbs.VERBS, GREET)) == []


def test_every_verb_can_be_run_from_a_button_or_by_a_command() -> None:
    """One that names no function is run by code of terminal and ribbon that asks first."""
    for verb in verbs.VERBS:
        assert verb.does or not verb.command or verb.name in file_commands.BY_VERB, verb.name
        assert verb.does or not verb.button or verb.name in asking.BY_VERB, verb.name
    assert {*file_commands.BY_VERB, *asking.BY_VERB} <= set(verbs.NAMED)


def test_the_names_that_stand_in_plans_made_before_stay() -> None:
    """A plan's VBA calls them; none may ever go."""
    assert set(MACROS) >= set(
        "new_plan import_ check regenerate last_year scenarios rep_sheets propose record agree fit "
        "send_rep_files collect_rep_files my_goals log calendar track report help_".split()
    )


def test_a_message_has_the_first_of_a_long_list_and_how_many_more() -> None:
    outcome = Outcome("Done.", ("All is well.",), tuple(f"line {at}" for at in range(FEW + 1_000)))
    first, second, *listed = outcome.message("plan.xlsx").split("\n")
    assert (first, second) == ("Done.", "All is well.")
    assert listed == [*(f"line {at}" for at in range(FEW)), "… and 1,000 more."]


def test_a_check_lists_the_first_of_each_kind_and_how_many_more() -> None:
    """A column with a thousand bad cells does not hide the one bad cell of another."""
    bad = [Problem("History", row, "Revenue", "“x”", "money") for row in range(1000)]
    problems = (*bad, Problem("Reps", 7, "Hired", "“y”", "a day"))
    checked = Outcome("", problems=problems, every_problem=True)
    listed = checked.problem_lines()
    assert listed[FEW:] == [f"… and {1000 - FEW} more in History!Revenue.", str(problems[-1])]
    assert len(replace(checked, unabridged=True).problem_lines()) == len(problems)
