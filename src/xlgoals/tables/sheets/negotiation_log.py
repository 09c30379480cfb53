"""Negotiation log: every offer and answer, one row each, only ever added to."""

from xlgoals.tables.language import Column, Group, Kind, Label, Role, Sheet, Shown, Table

TABLE = Table(
    "NegotiationLog",
    (
        Column("No.", Kind.COUNT, "Runs from 1 without a gap.", Role.WRITTEN, width=8),
        Column("Time", Kind.TEXT, "In UTC.", Role.WRITTEN, width=20),
        Column("Rep ID", Kind.ID, "As on sheet Reps.", Role.WRITTEN, width=10),
        Column("Line", Kind.TEXT, "Which goal. Blank: all of them.", Role.WRITTEN, width=27),
        Column("Round", Kind.COUNT, "Which round.", Role.WRITTEN, width=8),
        Column("Who", Kind.TEXT, "manager or rep.", Role.WRITTEN, width=10),
        Column("Action", Kind.TEXT, "What was done.", Role.WRITTEN, width=12),
        Column(
            "Value",
            Kind.NUMBER,
            "The value offered.",
            Role.WRITTEN,
            number_format="[>=100]#,##0;General",
        ),
        Column("Reason", Kind.TEXT, "In their words.", Role.WRITTEN, width=40),
        Column(
            "Name",
            Kind.TEXT,
            "Who signed; of your own metrics, how they were counted.",
            Role.WRITTEN,
            width=18,
            since="0.2",
        ),
        Column(
            "Valid from",
            Kind.TEXT,
            "First month of an amendment.",
            Role.WRITTEN,
            width=11,
            since="0.2",
        ),
        Column("Source", Kind.TEXT, "Sheet, file or terminal.", Role.WRITTEN, width=20),
        Column("Hash", Kind.TEXT, "Seal over this row and the one before.", Role.WRITTEN, width=36),
    ),
    key=("No.",),
    optional=True,
)

PLAN, SEAL = "C5", "E5"
"""Cells that hold the plan's own name in rep files, and the secret with which they are sealed."""

SHEET = Sheet(
    "Negotiation log",
    "Every offer and answer, one row each. It is only ever added to.",
    Group.NEGOTIATION,
    TABLE,
    labels=(
        Label("B5", "Plan", "note"),
        Label(PLAN, "", "note"),
        Label("D5", "Seal", "note"),
        Label(SEAL, "", "note"),
    ),
    shown=Shown.WHEN_FILLED,
)
