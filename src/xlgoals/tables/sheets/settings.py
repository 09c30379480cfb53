"""Settings: the few numbers that hold for the whole plan."""

from dataclasses import dataclass

from xlgoals.tables.language import Cell, Column, Group, Kind, Role, Sheet, Table


@dataclass(frozen=True)
class Setting:
    """One row of the sheet: its name, the kind of its value, what a new plan says, and why."""

    name: str
    kind: Kind
    default: Cell
    unit: str
    note: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def column(self) -> Column:
        """A column of such values: how its cell is read and what may be typed into it."""
        return Column(
            self.name, self.kind, self.note, low=self.low, high=self.high, choices=self.choices
        )


SETTINGS = (
    Setting("Plan name", Kind.TEXT, "Sales goals", "text", "Shown on every sheet and print-out."),
    Setting("Period start", Kind.MONTH, None, "month", "First month of the period you plan."),
    Setting("Months", Kind.COUNT, 12, "months", "How many months the period has.", 1, 24),
    Setting("Currency", Kind.TEXT, "", "code", "Such as EUR. Only shown, never converted."),
    Setting(
        "Company goal",
        Kind.MONEY,
        None,
        "money",
        "Revenue the company wants from the whole team. Blank: no goal from above.",
        0,
    ),
    Setting(
        "Top-down weight",
        Kind.FRACTION,
        0.5,
        "share",
        "How far the company goal counts against what history supports. 0: not at all. 1: alone.",
        0,
        1,
    ),
    Setting(
        "Potential weight",
        Kind.FRACTION,
        0.25,
        "share",
        "When the company goal is shared out: how far potential counts against history.",
        0,
        1,
    ),
    Setting(
        "Stretch", Kind.FRACTION, 0.0, "share", "Added to every goal once, as a challenge.", -0.5, 1
    ),
    Setting(
        "Hedge",
        Kind.FRACTION,
        0.0,
        "share",
        "Added once so that the goals together exceed the company goal.",
        0,
        1,
    ),
    Setting(
        "Scenario",
        Kind.TEXT,
        "",
        "name",
        "The set of assumptions in force, by its name on Assumptions. Blank: those without a name.",
    ),
    Setting("Rounding", Kind.MONEY, 1000, "money", "Goals are multiples of this amount.", 0.01),
    Setting(
        "Ramp schedule",
        Kind.TEXT,
        "",
        "shares",
        "What a new hire brings of full strength, such as 25/50/75/100 by quarter since the hire, "
        "or 10/20/40/60/80/100 by month. Blank: evenly, by Ramp on Assumptions.",
    ),
    Setting(
        "Coaching hours",
        Kind.NUMBER,
        None,
        "hours",
        "What you have for coaching in a month, all reps together. Blank: three for each rep.",
        0,
        744,
    ),
    Setting(
        "Fiscal year begins",
        Kind.COUNT,
        None,
        "month",
        "Month of the year, 1 to 12, in which your quarters and years begin. Blank: as the period.",
        1,
        12,
    ),
    Setting(
        "Fiscal year named after",
        Kind.CHOICE,
        "",
        "year",
        "The calendar year it begins in, first, or ends in, last. Blank: import proposes and asks.",
        choices=("first", "last"),
    ),
)

TABLE = Table(
    "Settings",
    (
        Column("Setting", Kind.ID, "What is set.", Role.WRITTEN, required=True, width=22),
        Column("Value", Kind.ANY, "Type the value here.", width=22),
        Column("Unit", Kind.TEXT, "In what the value is given.", Role.WRITTEN, width=10),
        Column("Note", Kind.TEXT, "What the setting does.", Role.WRITTEN, width=40),
    ),
    key=("Setting",),
)

SHEET = Sheet(
    "Settings",
    "The period, the company goal, and how far each side counts. Every number here is a default "
    "you can change.",
    Group.INPUT,
    TABLE,
)
