"""Backtest: how good such suggestions would have been in past periods."""

from xlgoals.tables.language import Chart, Column, Group, Kind, Role, Series, Sheet, Shown, Table

TABLE = Table(
    "Backtest",
    (
        Column("From", Kind.MONTH, "First month of the trial. Blank: all.", Role.WRITTEN),
        Column("Method", Kind.TEXT, "The baseline, or a simpler one.", Role.WRITTEN, width=26),
        Column("Cases", Kind.COUNT, "Reps in the trial.", Role.WRITTEN, since="0.2"),
        Column("Error", Kind.FRACTION, "How far off, over all reps.", Role.WRITTEN),
        Column(
            "Annual",
            Kind.FRACTION,
            "How far off one rep was, on average.",
            Role.WRITTEN,
            since="0.2",
        ),
        Column(
            "MASE",
            Kind.NUMBER,
            "Error of a month ÷ that of “as a year before”. Below 1 is better.",
            Role.WRITTEN,
            decimals=2,
            since="0.2",
        ),
        Column(
            "Bias", Kind.CHANGE, "Above zero: it asked for too much.", Role.WRITTEN, since="0.2"
        ),
        Column("Stated", Kind.FRACTION, "The chance that was shown.", Role.WRITTEN, since="0.2"),
        Column(
            "Reached",
            Kind.FRACTION,
            "How often such goals were reached.",
            Role.WRITTEN,
            since="0.2",
        ),
    ),
    key=("From", "Method"),
    optional=True,
)

STATED_ROWS = 9
"""The first rows: goals by the chance that was stated."""

RELIABILITY = Chart(
    "xlgoals reliability",
    "Were goals reached as often as stated?",
    "Stated",
    (Series("Stated", "616E7C", "Stated", style="line"), Series("Reached", "0072B2", "Reached")),
    rows=STATED_ROWS,
    number_format="0%",
    most=1,
)

SHEET = Sheet(
    "Backtest",
    "Had the plan been made in the past: how far off the baseline and simpler ways were, and how "
    "often goals with a stated chance were reached.",
    Group.RESULT,
    TABLE,
    charts=(RELIABILITY,),
    shown=Shown.WHEN_FILLED,
)
