"""Proposals: each with the day it was opened and closed, for what is in process on average."""

from xlgoals.tables.language import Column, Group, Kind, Sheet, Table
from xlgoals.tables.sheets.shared import REP_ID

TABLE = Table(
    "Proposals",
    (
        Column(
            "Proposal ID",
            Kind.ID,
            "Unique.",
            required=True,
            width=14,
            aliases=("opportunity id", "deal id", "quote id", "id"),
        ),
        REP_ID,
        Column(
            "Opened",
            Kind.DATE,
            "Day the proposal was made.",
            required=True,
            aliases=("open date", "created", "created date", "engage date"),
        ),
        Column(
            "Closed",
            Kind.DATE,
            "Day it was won or lost. Blank: still open.",
            aliases=("close date", "closed date"),
            blank_means="still open",
        ),
        Column("Value", Kind.MONEY, "Amount proposed.", low=0, aliases=("amount", "close value")),
        Column(
            "Outcome",
            Kind.CHOICE,
            "Blank while open.",
            choices=("Won", "Lost"),
            aliases=("stage", "deal stage", "status", "result"),
            blank_means="still open",
        ),
    ),
    key=("Proposal ID",),
    optional=True,
)

SHEET = Sheet(
    "Proposals",
    "Optional. One row a proposal, the open ones too: the average number in process comes from "
    "these dates.",
    Group.INPUT,
    TABLE,
)
