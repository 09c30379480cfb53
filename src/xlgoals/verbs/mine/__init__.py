"""My goals: the manager's own plan held against the log, hours suggested, events noted."""

from xlgoals.verbs.mine.calendar import Found, found_in, take_events, told, told_rows, wanted_events
from xlgoals.verbs.mine.hours import Hours, suggest_hours, take_hours
from xlgoals.verbs.mine.log import Note, note_event, rep_in_row
from xlgoals.verbs.mine.status import Mine, refresh_mine

__all__ = [
    "Found",
    "Hours",
    "Mine",
    "Note",
    "found_in",
    "note_event",
    "refresh_mine",
    "rep_in_row",
    "suggest_hours",
    "take_events",
    "take_hours",
    "told",
    "told_rows",
    "wanted_events",
]
