"""Proposals: each with the day it was opened and closed, for what is in process on average."""

from xlgoals.tables.language import Column, Group, Kind, Sheet, Table
from xlgoals.tables.sheets.shared import REP_ID, SOURCE

TABLE = Table(
    "Proposals",
    (
        Column(
            "Proposal ID",
            Kind.ID,
            "Unique.",
            required=True,
            width=14,
            aliases=(
                *("opportunity id", "deal id", "quote id", "id", "proposal number", "proposal no"),
                *("quote number", "quote no", "quote #", "proposal #", "opportunity number"),
                *("opportunity", "deal", "record id", "offer id", "offer number", "Angebotsnummer"),
                *("Angebot Nr", "numéro de devis", "número de oferta", "mã cơ hội", "số báo giá"),
            ),
        ),
        REP_ID,
        Column(
            "Opened",
            Kind.DATE,
            "Day the proposal was made.",
            required=True,
            aliases=(
                *("open date", "created", "created date", "engage date", "sent on", "date sent"),
                *("sent date", "sent", "created on", "create date", "creation date", "quote date"),
                *("proposal date", "offer date", "issued", "issue date", "opened on", "created at"),
                *("start date", "date", "Angebotsdatum", "Erstelldatum", "erstellt am"),
                *("date de création", "date du devis", "fecha de creación", "data de criação"),
                *("data di creazione", "ngày tạo", "ngày gửi", "ngày báo giá"),
            ),
        ),
        Column(
            "Closed",
            Kind.DATE,
            "Day it was won or lost. Blank: still open.",
            aliases=(
                *("close date", "closed date", "closed on", "closed at", "closing date"),
                *("actual close date", "decision date", "decided on", "decided", "won lost date"),
                *("end date", "Abschlussdatum", "Schlusstermin", "date de clôture"),
                *("date de décision", "fecha de cierre", "data de fechamento", "data di chiusura"),
                *("ngày đóng", "ngày chốt", "ngày quyết định"),
            ),
            blank_means="still open",
        ),
        Column(
            "Value",
            Kind.MONEY,
            "Amount proposed.",
            low=0,
            aliases=(
                *("amount", "close value", "deal value", "deal amount", "opportunity amount"),
                *("quote total", "quote amount", "quote value", "proposal amount", "total"),
                *("total amount", "total price", "price", "Betrag", "Wert", "Angebotswert"),
                *("montant", "importe", "valor", "importo", "giá trị", "số tiền"),
            ),
        ),
        Column(
            "Outcome",
            Kind.CHOICE,
            "Blank while open.",
            choices=("Won", "Lost"),
            aliases=("stage", "deal stage", "status", "result"),
            blank_means="still open",
        ),
        SOURCE,
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
