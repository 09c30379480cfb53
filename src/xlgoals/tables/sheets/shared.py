"""Columns that several sheets have."""

from xlgoals.tables.language import Column, Kind, Role

REP_ID = Column(
    "Rep ID",
    Kind.ID,
    "As on sheet Reps.",
    required=True,
    refers_to=("Reps", "Rep ID"),
    width=10,
    aliases=(
        *("rep_id", "owner id", "owner", "salesperson id", "salesperson", "user id", "rep", "reps"),
        *(
            "sales rep",
            "sales representative",
            "representative",
            "rep name",
            "owner name",
            "seller",
        ),
        *("opportunity owner", "deal owner", "account owner", "lead owner", "quote owner"),
        *("record owner", "assigned to", "prepared by", "created by rep", "sales agent", "agent"),
        *(
            "account executive",
            "account manager",
            "responsible",
            "employee",
            "sold by",
            "sales person",
        ),
        *("Verkäufer", "Vertriebsmitarbeiter", "Besitzer", "Inhaber", "Zuständig", "Mitarbeiter"),
        *("commercial", "vendeur", "propriétaire", "responsable", "représentant", "vendedor"),
        *("propietario", "comercial", "representante", "proprietário", "responsável", "venditore"),
        *("agente", "proprietario", "verkoper", "eigenaar", "nhân viên", "nhân viên kinh doanh"),
        *("người phụ trách", "nhân viên bán hàng"),
    ),
)
"""Whose row it is: a rep that sheet Reps knows."""

SOURCE = Column(
    "Source",
    Kind.TEXT,
    "The file that brought the row. Blank: you typed it.",
    Role.WRITTEN,
    width=18,
    blank_means="typed",
    since="0.3",
)
"""Where a row is from: an import replaces rows of its own file, and asks before others."""
