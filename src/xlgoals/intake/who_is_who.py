"""Who is who: one rep, territory or product under its several spellings and names."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from xlgoals.domain.month_names import without_accents
from xlgoals.domain.problems import named, quoted

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
ALIKE = 0.9
"""How alike the letters of two names must be, from 0 to 1, to be asked about."""
LONG_ENOUGH = 6
"""Shorter names than this are often alike and yet two people."""


def fold(name: str) -> str:
    """A name without case, and with one plain space between words: for comparing only.

    Composed (NFC); Unicode's spaces are spaces, what has no width is nothing, and dots are spaces:
    ``M. Gonzalez`` and ``m gonzalez`` are one.
    """
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", name)).casefold()
    return " ".join(unicodedata.normalize("NFC", text).replace(".", " ").split())


@dataclass(frozen=True)
class Known:
    """What the plan calls its reps, its territories or its products."""

    kind: str = "rep"
    called: Mapping[str, str] = field(default_factory=dict)
    """Folded name, id or other name → what the plan's tables write: a rep's id."""
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded names that more than one has, and who."""
    people: bool = True
    """Whether the names are those of people."""


@dataclass(frozen=True)
class Same:
    """What the user says of new names."""

    same: Mapping[str, str] = field(default_factory=dict)
    """Folded new name → the known one, as the user writes it."""
    new: frozenset[str] = frozenset()
    """Folded names that are really new."""


@dataclass(frozen=True)
class Names:
    """What each name of a file is in the plan."""

    called: dict[str, str]
    """The file's text → what the plan's tables write."""
    new: dict[str, str] = field(default_factory=dict)
    """What the tables write for somebody new → the name."""
    also: dict[str, str] = field(default_factory=dict)
    """Other names that the user says are known: name → what the tables write."""
    unclear: dict[str, str] = field(default_factory=dict)
    """Texts that nobody can place, and why."""
    sentences: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def who_is_who(texts: Mapping[str, int], known: Known, told: Same) -> Names:
    """Each name of a file as the plan writes it.

    Spellings that differ in case and spaces only are one; of a new name the most frequent spelling
    is taken that is not shouted. A new name that looks like another one is asked about.

    Args:
        texts: The names of the file, and how often each comes.
        known: Those of the plan.
        told: What the user says of them.
    """
    called: dict[str, str] = {}
    unclear: dict[str, str] = {}
    also: dict[str, str] = {}
    groups: dict[str, Counter[str]] = {}
    for text, times in texts.items():
        key = _turned(fold(text), known)
        if key in known.several:
            unclear[text] = f"{quoted(text)} is the name of {' and '.join(known.several[key])}"
        elif key in known.called:
            called[text] = known.called[key]
        elif key:
            groups.setdefault(key, Counter())[text] += times
    sentences = [_spellings(known, groups, called)]
    questions: list[str] = []
    new: dict[str, str] = {}
    taken = dict(known.called)
    spelled = {key: _spelling(spellings) for key, spellings in groups.items()}
    # the more frequent of two that look alike is the one the other is asked about
    for key in sorted(groups, key=lambda name: (-groups[name].total(), name)):
        if key in told.same:
            meant = taken.get(fold(told.same[key]), "") or _among(told.same[key], spelled)
            if meant:
                also[spelled[key]] = meant
        elif (near := _like(key, taken, known)) and key not in told.new:
            questions.append(
                _asked(known, spelled[key], groups[key].total(), near, taken[near], new)
            )
            taken[key] = spelled[key]
            continue
        else:
            own = _short_id(spelled[key], taken.values()) if known.people else spelled[key]
            taken[key] = own
            new[own] = spelled[key]
    for key, spellings in groups.items():
        meant = also.get(spelled[key]) or taken.get(key, spelled[key])
        meant = taken.get(fold(meant), meant)
        also |= {spelled[key]: meant} if spelled[key] in also else {}
        called |= dict.fromkeys(spellings, meant)
    return Names(called, new, also, unclear, tuple(filter(None, sentences)), tuple(questions))


def _turned(key: str, known: Known) -> str:
    """``Gonzalez, Maria`` as Maria Gonzalez, where the plan has her."""
    last, comma, first = key.partition(",")
    turned = f"{first.strip()} {last.strip()}"
    return turned if comma and known.people and turned in known.called else key


def _among(name: str, spelled: Mapping[str, str]) -> str:
    """A name of the file itself that the user means."""
    return spelled.get(fold(name), "")


def _spelling(spellings: Counter[str]) -> str:
    """The most frequent spelling that is not shouted, without doubled spaces."""
    calm = {text: n for text, n in spellings.items() if not (text.isupper() and len(text) > 3)}
    best = max(calm or spellings, key=lambda text: (spellings[text], text == text.strip(), text))
    return " ".join(INVISIBLE.sub("", best).split())


def _spellings(known: Known, groups: Mapping[str, Counter[str]], called: Mapping[str, str]) -> str:
    """How many spellings became fewer names."""
    texts = len(called) + sum(map(len, groups.values()))
    names = len(set(called.values())) + len(groups)
    return f"{texts:,} spellings are {names:,} {known.kind}s." if texts > names else ""


def _asked(
    known: Known, name: str, times: int, near: str, meant: str, new: Mapping[str, str]
) -> str:
    """The question about a name that looks like another one."""
    other = new.get(meant, meant)
    other = other if fold(other) == near or known.people is False else _shown(near, other)
    return (
        f"{quoted(name)} ({times:,} rows) looks like {quoted(other)}: say --same "
        f'"{name}={other}", or --new "{name}".'
    )


def _shown(near: str, meant: str) -> str:
    """A known rep by the name that is like the new one, which the id does not show."""
    return meant if len(near) < 2 else near.title()


def _like(key: str, taken: Mapping[str, str], known: Known) -> str:
    """A known name that a new one looks like; nothing where there is none."""
    alike = _people_alike if known.people else _things_alike
    return next((other for other in taken if other != key and alike(key, other)), "")


def _words(key: str) -> list[str]:
    """The words of a folded name, without accents; a hyphen parts two."""
    return re.sub(r"[^\w]+|_", " ", without_accents(key)).split()


def _people_alike(one: str, other: str) -> bool:
    """Whether two names could be the same person's: an accent, a word more, an initial, a slip."""
    a, b = _words(one), _words(other)
    if not a or not b or any(c.isdigit() for c in f"{one}{other}"):
        return bool(a) and a == b
    if sorted(a) == sorted(b):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) > 1 and set(short) < set(long):
        return True
    if len(a) == len(b) > 1 and all(_initial(x, y) for x, y in zip(a, b, strict=True)):
        return True
    close = difflib.SequenceMatcher(None, " ".join(a), " ".join(b)).ratio() >= ALIKE
    return close and len(a) == len(b) > 1 and min(len(one), len(other)) >= LONG_ENOUGH


def _initial(one: str, other: str) -> bool:
    """Whether two words are the same, or one is the other's first letter."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _things_alike(one: str, other: str) -> bool:
    """Whether two names of territories or products differ by an accent, a sign or one letter."""
    a, b = "".join(_words(one)), "".join(_words(other))
    if a == b:
        return True
    if min(len(a), len(b)) < LONG_ENOUGH or abs(len(a) - len(b)) > 1:
        return False
    changes = [op for op in difflib.SequenceMatcher(None, a, b).get_opcodes() if op[0] != "equal"]
    return len(changes) == 1 and all(
        (a[op[1] : op[2]] + b[op[3] : op[4]]).isalpha()
        and max(op[2] - op[1], op[4] - op[3]) == 1
        and op[1] > 0
        for op in changes
    )


def _short_id(name: str, taken: Collection[str]) -> str:
    """A short id for a name of several words: its initials; a word alone is its own."""
    words = re.sub(r"[^\w]+|_", " ", name).split()
    if len(words) < 2 or any(c.isdigit() for c in name):
        return name
    initials = "".join(word[0] for word in words).upper()[:5]
    number, used = 1, {fold(one) for one in taken}
    while fold(initials if number == 1 else f"{initials}{number}") in used:
        number += 1
    return initials if number == 1 else f"{initials}{number}"


def told_same(pairs: Mapping[str, str], new: Sequence[str]) -> Same:
    """What the user says of names, folded."""
    return Same({fold(one): other for one, other in pairs.items()}, frozenset(map(fold, new)))


def new_names(kind: str, names: Names) -> str:
    """What a preview says of new names; nothing where there are none."""
    shown = [one if one == name else f"{name} ({one})" for one, name in names.new.items()]
    return f"New {kind}s: {named(shown)}." if shown else ""
