"""What a verb is: the one thing that a button, a command and a page of the handbook are made of."""

import datetime as dt
from dataclasses import dataclass, replace
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlgoals.tables.workbook import Progress, Workbook
    from xlgoals.verbs.outcome import Outcome


@dataclass(frozen=True)
class Button:
    """How a verb looks on the ribbon of Excel, and in the menu and on the toolbar of Calc."""

    name: str
    group: str
    label: str
    screentip: str
    supertip: str
    keytip: str
    image: str
    """Name of one of Office's own pictures."""


@dataclass(frozen=True)
class Parameter:
    """What a verb is told beyond the plan: an argument of its command, or an option."""

    name: str
    help: str
    default: str | float | bool | None = ""
    """None where it has to be given. Its type is that of what is given; text without a default."""
    flag: str = ""
    """The option, such as ``--goal``; an argument has none."""


@dataclass(frozen=True)
class Verb:
    """One thing that xlgoals does with a plan."""

    name: str
    """Of the function in ``xlgoals.macros``: plans have it in their VBA, so it never changes."""
    what: str
    """What it does, in a sentence: the help of its command, and of its macro."""
    does: str = ""
    """``module:function`` in this package, loaded when it is wanted.

    Blank for a verb that has to ask for a file or a place first: terminal and ribbon each do that
    in their own way.
    """
    command: str = ""
    """The words after ``xlgoals``; blank where there is no command for it alone."""
    button: Button | None = None
    parameters: tuple[Parameter, ...] = ()
    undo: str = ""
    """What undoing it is called; blank for one that writes nothing."""
    writing: str = ""
    """What the status bar says while the workbook is written."""
    front: str = ""
    """The sheet to look at afterwards."""
    for_front_rep: str = ""
    """“one” for the rep whose sheet is in front, “all” where another sheet means everybody."""
    large: bool = False
    """Whether it reads History, which is worth loading ahead."""
    recomputes: tuple[str, ...] = ()
    """The tables that it may write; every other one stays as it is.

    An import writes the table that is named; what Send writes are single cells.
    """

    def run(
        self, workbook: "Workbook", given: dict[str, Any], progress: "Progress", now: dt.datetime
    ) -> "Outcome":
        """Do it to a plan.

        Args:
            workbook: The plan.
            given: Values of its parameters; those left out have their default.
            progress: Told how far it is.
            now: With a time zone. The function names what it wants of it: ``now`` as the clock on
                the wall has it, ``utc`` as the log has it, or ``today``.

        Errors:
            XlgoalsError: it cannot be done; the message says why.
        """
        module, _, name = self.does.partition(":")
        function = getattr(import_module(f"xlgoals.verbs.{module}"), name)
        offered = {
            **{one.name: one.default for one in self.parameters},
            **given,
            "progress": progress,
            "now": now.replace(tzinfo=None),
            "utc": now.astimezone(dt.UTC).replace(tzinfo=None),
            "today": now.date(),
        }
        named = signature(function).parameters
        wanted = {key: offered[key] for key in named if key in offered}
        if any(one.kind is one.VAR_KEYWORD for one in named.values()):
            wanted |= {one.name: offered[one.name] for one in self.parameters}
        result = function(workbook, **wanted)
        outcome: Outcome = result.outcome() if hasattr(result, "outcome") else result
        return replace(outcome, front=outcome.front or self.front)


def contradictions(verbs: "tuple[Verb, ...]") -> list[str]:
    """What two declarations cannot both say, a sentence each."""
    buttons = [verb.button for verb in verbs if verb.button]
    listed = {
        "macro": [verb.name for verb in verbs],
        "command": [verb.command for verb in verbs if verb.command],
        "button": [button.name for button in buttons],
        "key tip": [button.keytip for button in buttons],
    }
    return [
        f"Two verbs have the {what} “{value}”."
        for what, values in listed.items()
        for value in dict.fromkeys(values)
        if values.count(value) > 1
    ]
