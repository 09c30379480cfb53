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
        "LastYear",
        "Plan",
        "Last year",
        "See why last year came out as it did",
        "Goals against results, causes that add up, last assumptions looked at again, and five "
        "findings. Your reasons stay.",
        "Y",
        "TrackChanges",
        "last_year",
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
        "RepSheets",
        "Negotiation",
        "Rep sheets",
        "A sheet for each rep",
        "Makes a sheet for every rep with a goal: what is suggested and why, room for what you "
        "propose, what the rep answers, and what you both accept.",
        "E",
        "TableInsert",
        "rep_sheets",
    ),
    Button(
        "Propose",
        "Negotiation",
        "Propose",
        "Propose what is suggested",
        "To the rep whose sheet is in front, or to everybody from another sheet. What you typed "
        "yourself is proposed as you typed it.",
        "P",
        "ReviewNewComment",
        "propose",
    ),
    Button(
        "Record",
        "Negotiation",
        "Record",
        "Keep what was typed",
        "Takes offers, answers, agreed values and names from all reps' sheets into the log, where "
        "nothing is ever overwritten.",
        "K",
        "FileSave",
        "record",
    ),
    Button(
        "Agree",
        "Negotiation",
        "Agree",
        "Accept what the rep answers",
        "All answers of the rep whose sheet is in front.",
        "A",
        "AcceptInvitation",
        "agree",
    ),
    Button(
        "Fit",
        "Negotiation",
        "Fit to revenue",
        "Let the other goals fit the revenue",
        "Scales activities, products and territories of the rep whose sheet is in front so that "
        "they bring the revenue goal; what is agreed stays.",
        "F",
        "AutoSum",
        "fit",
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
        "MyGoals",
        "Period",
        "My goals",
        "Your own goals against your log",
        "Coaching hours for each rep, who has waited for a month, what is coming, and whether it "
        "helps.",
        "M",
        "AddressBook",
        "my_goals",
    ),
    Button(
        "Log",
        "Period",
        "Log",
        "Note an hour of coaching, today",
        "With the rep in whose row you are. It is put into My log, where you change what is "
        "different.",
        "L",
        "NewNote",
        "log",
    ),
    Button(
        "Calendar",
        "Period",
        "Calendar…",
        "Bring in events of a calendar",
        "Looks through an .ics export for events with your reps, shows them, and takes them into "
        "My log if you say so.",
        "D",
        "DateAndTimeInsert",
        "calendar",
    ),
    Button(
        "Track",
        "Period",
        "Track",
        "Hold the period against what was agreed",
        "Import new months first. Shows pace by season, where the period ends, and what is short "
        "today.",
        "T",
        "ChartInsert",
        "track",
    ),
    Button(
        "Report",
        "Period",
        "Report…",
        "Print the plan",
        "A PDF with the team, last year, all goals, a page for each rep, your own goals and the "
        "method.",
        "O",
        "FilePrint",
        "report",
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
