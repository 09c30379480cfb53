"""What an event of a calendar is: which kind of the manager's own goals, and with which rep."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from xlgoals.domain.own_goal_kinds import KINDS

WITH_REP = frozenset(kind.name for kind in KINDS if kind.with_rep)
"""Kinds that are nothing without a rep."""

KEYWORDS: Mapping[str, tuple[str, ...]] = {
    kind.name: kind.words
    for kind in sorted(KINDS, key=lambda kind: kind.common_words)
    if kind.words
}
"""What a title says where it is one of these; the first that fits holds."""

LEAST_LETTERS = 3
"""Shorter parts of a name are no name."""


def folded(text: str) -> str:
    """Text without accents and case: ``José`` and ``JOSE`` are alike."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def kind_of(title: str, own: Sequence[str] = ()) -> str:
    """The kind that a title names; blank where it names none.

    Args:
        title: Of the event.
        own: Goals that the manager named; they come first.
    """
    text = folded(title)
    named = {**{name: (name,) for name in own if name not in KEYWORDS}, **KEYWORDS}
    for kind, words in named.items():
        if any(_has(text, folded(word)) for word in words):
            return kind
    return ""


def _has(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text as whole words."""
    return bool(phrase) and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def reps_in(text: str, names: Mapping[str, str], addresses: Mapping[str, str]) -> list[str]:
    """The reps whom a text names: by full name or address, or else by a part that is theirs alone.

    Args:
        text: Of the event.
        names, addresses: Rep ids with their names and e-mail addresses.
    """
    here = folded(text)
    whole = [
        rep_id
        for rep_id, name in names.items()
        if _has(here, folded(name)) or _has(here, folded(addresses.get(rep_id, "")))
    ]
    if whole:
        return whole
    return [rep_id for rep_id in names if any(_has(here, w) for w in own_words(rep_id, names))]


def own_words(rep_id: str, names: Mapping[str, str]) -> list[str]:
    """Parts of a rep's name that no other rep's name has."""
    others = {
        word for other, name in names.items() if other != rep_id for word in folded(name).split()
    }
    mine = folded(names[rep_id]).split()
    return [word for word in mine if word not in others and len(word) >= LEAST_LETTERS]


def words_of(
    names: Mapping[str, str], addresses: Mapping[str, str], own: Sequence[str]
) -> set[str]:
    """Every word or phrase by which an event may matter, as it may be written."""
    keywords = {word for words in KEYWORDS.values() for word in words if word != "meeting"}
    parts = {part for name in names.values() for part in (*name.split(), *folded(name).split())}
    known = {*keywords, *own, *(a for a in addresses.values() if a), *parts}
    return {word for word in known if len(word) >= LEAST_LETTERS}
