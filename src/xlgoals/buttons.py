"""The buttons of the ribbon, and of the menu and toolbar in Calc; declared only here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Button:
    """One button; a click runs the macro of this name."""

    name: str
    group: str
    label: str
    screentip: str
    supertip: str
    keytip: str
    image: str
    """Name of one of Office's own pictures."""
    macro: str
    """Name of the function in ``xlgoals.macros``."""


BUTTONS = (
    Button(
        "NewPlan",
        "Plan",
        "New plan",
        "Make a new plan",
        "A new workbook with all sheets, for the next year.",
        "N",
        "FileNew",
        "new_plan",
    ),
    Button(
        "Import",
        "Plan",
        "Import…",
        "Bring in rows of a file",
        "History, reps, proposals or last year's targets from a CSV or Excel file. The same key "
        "replaces, other rows are added.",
        "I",
        "ImportTextFile",
        "import_",
    ),
    Button(
        "Check",
        "Plan",
        "Check",
        "List every problem",
        "Looks through all sheets and says where something is missing or cannot be read.",
        "C",
        "Spelling",
        "check",
    ),
    Button(
        "Regenerate",
        "Plan",
        "Regenerate targets",
        "Work out all goals anew",
        "Metrics, review and suggested goals from what the sheets hold now. What you typed stays.",
        "R",
        "RecurrenceEdit",
        "regenerate",
    ),
    Button(
        "Scenarios",
        "Plan",
        "Scenarios",
        "Compare sets of assumptions",
        "Works out all goals for each scenario of sheet Assumptions and shows them side by side.",
        "S",
        "WhatIfAnalysisMenu",
        "scenarios",
    ),
    Button(
        "SendRepFiles",
        "Negotiation",
        "Send rep files…",
        "Write a file for each rep",
        "One workbook for each rep to whom you proposed something, with their own goals and "
        "nothing of anyone else's, and an e-mail to send it with.",
        "F",
        "FileSendAsAttachment",
        "send_rep_files",
    ),
    Button(
        "CollectRepFiles",
        "Negotiation",
        "Collect rep files…",
        "Take in what came back",
        "Reads the files that reps sent back, takes what they answered, and says of each file what "
        "became of it. Nothing that they wrote gets lost.",
        "G",
        "FileOpen",
        "collect_rep_files",
    ),
    Button(
        "Help",
        "Help",
        "Help",
        "What to do next",
        "The seven steps, the version, and where to look when something does not work.",
        "H",
        "Help",
        "help_",
    ),
)
