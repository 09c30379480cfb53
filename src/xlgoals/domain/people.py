"""People: the names of the columns that say who somebody is, and which of them a text means."""

from collections.abc import Iterable

from xlgoals.domain.errors import InputError
from xlgoals.domain.problems import named

REP_ID = "rep_id"
"""A rep's ID, in every table that is about reps."""
REP_NAME = "rep"
"""A rep's name, as it is shown."""

ALL = "all"
"""The word for everybody, and for every goal."""


def find_rep(pairs: Iterable[tuple[str, str]], wanted: str, *, by_word: bool = False) -> str:
    """The ID of the rep whom a text means: by ID, by name, or by what only one name begins with.

    Args:
        pairs: ID and name of each rep; the team has no ID.
        wanted: What somebody typed.
        by_word: Whether it may be what any word of only one name begins with, where nothing is
            written by it.

    Errors:
        InputError: nobody is meant, or more than one.
    """
    reps = list(dict.fromkeys((str(rep_id), str(name)) for rep_id, name in pairs))
    text = wanted.strip().casefold()
    for rep_id, _ in reps:
        if text and rep_id.casefold() == text:
            return rep_id
    alike = [one for one in reps if one[1].casefold() == text]
    begun = [one for one in reps if text and _begins(one[1].casefold(), text, by_word)]
    meant = alike or begun
    if len(meant) == 1:
        return meant[0][0]
    why = "more than one" if meant else "nobody"
    listed = named([f"{name} ({rep_id})" if rep_id else name for rep_id, name in meant or reps])
    raise InputError(f"“{wanted}” is {why} of: {listed}. A rep's ID is always clear.")


def _begins(name: str, text: str, by_word: bool) -> bool:
    """Whether a name, or a word of it, begins with a text."""
    return name.startswith(text) or (by_word and f" {text}" in f" {' '.join(name.split())}")
