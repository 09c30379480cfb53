"""A waterfall: amounts that add up, as bars that stand on an unseen one, for who is picked."""

from xlgoals.tables.language import Column, Kind, Label, Role, Series

HEADER_ROW = 7
WHO = "C5"
"""The cell in which the user picks whose figures are shown."""
TEAM = "Team"
TOLD = frozenset({"Adds", "Makes"})
"""The columns of amounts that are read; the others are only drawn."""


def this(table: str, header: str) -> str:
    """A cell of the same row of a table."""
    return f"{table}[[#This Row],[{header}]]"


def money(header: str, hint: str, formula: str) -> Column:
    """A column of amounts that works itself out."""
    drawn = header not in TOLD
    return Column(header, Kind.MONEY, hint, Role.FORMULA, formula=formula, width=14, hidden=drawn)


def bars(table: str, whole: str, hint: str, ends: str, step: str) -> tuple[Column, ...]:
    """The columns that are drawn.

    Args:
        table: Name of the table.
        whole: Header of the column that holds the first and the last bar, with its hint.
        ends: What is true in the rows of these.
        step: The amount of a step.
    """
    adds, makes = this(table, "Adds"), this(table, "Makes")
    return (
        money("Below", "What the bar stands on.", f"IF({ends},0,MIN({makes},{makes}-{adds}))"),
        money(whole, hint, f"IF({ends},{makes},0)"),
        money("More", "A step up.", f"IF({ends},0,MAX({step},0))"),
        money("Less", "A step down.", f"IF({ends},0,MAX(-{step},0))"),
    )


def series(whole: str, up: str, down: str) -> tuple[Series, ...]:
    """The bars, and beside each step its amount.

    Args:
        whole: Header of the column of the first and the last bar.
        up, down: What the amounts of steps up and down are called.
    """
    return (
        Series("Below", ""),
        Series(whole, "0B4F6C", whole),
        Series("More", "0072B2", "Adds"),
        Series("Less", "D55E00", "Takes away"),
        Series("More", "", up, labels="+#,##0;;;"),
        Series("Less", "", down, labels="−#,##0;;;"),
    )


def picker(question: str) -> tuple[Label, Label]:
    """The cell in which somebody is picked, and what stands before it."""
    return Label("B5", question, "step"), Label(WHO, TEAM, "picked", choices="GoalNames")
