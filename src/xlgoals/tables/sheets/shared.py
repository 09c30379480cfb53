"""Columns that several sheets have."""

from xlgoals.tables.language import Column, Kind

REP_ID = Column(
    "Rep ID",
    Kind.ID,
    "As on sheet Reps.",
    required=True,
    refers_to=("Reps", "Rep ID"),
    width=10,
    aliases=("rep_id", "owner id", "owner", "salesperson id", "salesperson", "user id"),
)
"""Whose row it is: a rep that sheet Reps knows."""
