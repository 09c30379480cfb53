"""People: the names of the columns that say who somebody is, and which of them a text means."""

from collections.abc import Iterable

from xlgoals.domain.errors import InputError

REP_ID = "rep_id"
"""A rep's ID, in every table that is about reps."""
REP_NAME = "rep"
"""A rep's name, as it is shown."""

ALL = "all"
"""The word for everybody, and for every goal."""


def find_rep(pairs: Iterable[tuple[str, str]], wanted: str) -> str:
    """The ID of the rep whom a text means: by ID, by name, or by what only one name begins with.

    Args:
        pairs: ID and name of each rep.
        wanted: What somebody typed.

    Errors:
        InputError: nobody is meant, or more than one.
    """
    reps, text = [(str(rep_id), str(name)) for rep_id, name in pairs], wanted.strip().casefold()
    for rep_id, _ in reps:
        if rep_id.casefold() == text:
            return rep_id
    named = [rep_id for rep_id, name in reps if name.casefold() == text]
    begun = [rep_id for rep_id, name in reps if text and name.casefold().startswith(text)]
    meant = named or begun
    if len(meant) == 1:
        return meant[0]
    why = "more than one" if meant else "nobody"
    everybody = ", ".join(name for _, name in reps)
    raise InputError(f"“{wanted}” is {why} of: {everybody}. A rep's ID is always clear.")
