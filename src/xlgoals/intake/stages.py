"""Which column of a file says what became of each deal, and what each of its words means."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from xlgoals.domain.problems import named
from xlgoals.intake.stage_words import (
    ENDED,
    HEADERS,
    LAST_WORDS,
    LOST,
    OPEN,
    ORDERED,
    OTHER_STATUS,
    TAKEN_BACK,
    VOID,
    WON,
    Outcome,
    folded,
)
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell

MEANINGS = {
    **dict.fromkeys(OPEN, Outcome.OPEN),
    **dict.fromkeys(VOID, Outcome.VOID),
    **dict.fromkeys(LOST, Outcome.LOST),
    **dict.fromkeys(WON, Outcome.WON),
}
ENDS = "closed|close|geschlossen|abgeschlossen|ferme|cloture|clos|cerrado|cerrada|fechado|chiuso"
GOT = "won|gewonnen|gagne|gagnee|ganado|ganada|ganho|vinto"
MISSED = "lost|verloren|perdu|perdue|perdido|perdida|perso"
WITH = "to|due|because|on|for|price|competitor|an|wegen|gegen|face|au|pour|por|contra"
LONGER = (
    (re.compile(rf"(?:.+ )?(?:{ENDS}) ?(?:{GOT})(?: .+)?"), Outcome.WON),
    (re.compile(rf"(?:.+ )?(?:{ENDS}) ?(?:{MISSED})(?: .+)?"), Outcome.LOST),
    (re.compile(rf"(?:{MISSED}) (?:{WITH})(?: .+)?"), Outcome.LOST),
)
"""Phrases that say it beyond doubt in a longer text: ``6 - Closed Won (Renewal)``."""
NEGATION = re.compile(r"\b(?:not|non|no|nicht|pas|nao|khong|never|was|ex|re)\b")
BETWEEN = re.compile(r"\s[-–—]\s|[:|/()\[\]>,;]")
CLEARLY = 0.9
"""So much of a column must be known words where its header says nothing."""
MOSTLY = 0.5
"""So much of one whose header does, and in which nothing is won or lost."""


@dataclass(frozen=True)
class StageColumn:
    """The column that says what became of each row."""

    at: int
    header: str
    reason: str
    """Why it was taken for one."""
    outcomes: list[Outcome | None]
    """For each row; None where its word does not say."""
    words: list[str]
    """For each row, as it stands there."""
    taken_for_open: Mapping[str, int]
    """Unknown words among won and lost ones, and how often they come."""
    unclear: Mapping[str, int]
    """Words that say neither, and how often they come."""
    orders: bool = False
    """Whether it is the status of orders: all that were not cancelled count."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a preview says beside the counts."""
        said = [f"{self.header} says what became of each row: {self.reason}."]
        if self.taken_for_open:
            said.append(f"These words were taken for open: {_counts(self.taken_for_open)}.")
        if self.unclear:
            said.append(
                f"These words say neither won nor lost nor open: {_counts(self.unclear)}; their "
                f'rows are left out. Say which rows count with --where "{self.header}=…".'
            )
        return tuple(said)


def outcome_of(word: Cell) -> Outcome | None:
    """What a word of a stage column means; None for one that is not known.

    Case, accents, punctuation, a number before it and a remark behind it do not matter; a word
    inside other words is not looked for, and a probability such as ``100 %`` says nothing.

    Examples:
        >>> outcome_of("closedwon"), outcome_of("7 - Closed Lost (price)"), outcome_of("Won't fix")
        (<Outcome.WON: 'won'>, <Outcome.LOST: 'lost'>, None)
    """
    return _meaning(clean(word), MEANINGS)


def _meaning(text: str, meanings: Mapping[str, Outcome]) -> Outcome | None:
    """The meaning of a text, whole or of its parts where they agree."""
    whole = _bare(text)
    if whole in meanings or whole in ENDED:
        return meanings.get(whole)
    parts = {meanings[part] for part in map(_bare, BETWEEN.split(text)) if part in meanings}
    decided = parts & {Outcome.WON, Outcome.LOST, Outcome.VOID}
    if len(parts) == 1:
        return parts.pop()
    if not parts and not NEGATION.search(whole):
        longer = {outcome for phrase, outcome in LONGER if phrase.fullmatch(whole)}
        return longer.pop() if len(longer) == 1 else None
    # “Negotiation - Won” says both; nobody can know which it is
    return None if decided else Outcome.OPEN if parts else None


def _bare(text: str) -> str:
    """A text without the numbers, ordinals and probabilities around its words."""
    return re.sub(r"^(?:(?:s|stage|phase|stufe|step)? ?\d+[a-z]? )+|(?: \d+)+$", "", folded(text))


def stage_column(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> StageColumn | None:
    """The column that says what became of each row; None where there is none.

    Among several the one that decides most rows is taken: Pipedrive has a Stage of open deals and
    a Status that says won or lost.
    """
    columns = [_looked_at(at, header, rows) for at, header in enumerate(headers)]
    stages = [column for column in columns if column is not None]
    if not stages:
        return None
    return max(stages, key=lambda stage: (not stage.orders, _decided(stage), -stage.at))


def stage_of(header: str, at: int, rows: Sequence[Sequence[Cell]], reason: str) -> StageColumn:
    """A column read as a stage, because its header or the user says that it is one."""
    words = [clean(row[at]) if at < len(row) else "" for row in rows]
    return _read(at, header, words, reason, outcome_of)


def _decided(stage: StageColumn) -> int:
    """How many rows are won, lost or void."""
    return sum(outcome not in (None, Outcome.OPEN) for outcome in stage.outcomes)


def _looked_at(at: int, header: str, rows: Sequence[Sequence[Cell]]) -> StageColumn | None:
    """A column, if it is a stage by its header and words, or by its words alone."""
    words = [clean(row[at]) if at < len(row) else "" for row in rows]
    counts = Counter(filter(None, words))
    filled = counts.total()
    # a column of names or of amounts has as many words as rows
    if not filled or len(counts) > max(30, filled // 4):
        return None
    meanings = {word: outcome_of(word) for word in counts}
    of_outcome: Counter[Outcome | None] = Counter()
    for word, count in counts.items():
        of_outcome[meanings[word]] += count
    won, lost = of_outcome[Outcome.WON], of_outcome[Outcome.LOST]
    known = (filled - of_outcome[None]) / filled
    if is_stage_header(header):
        if not won and (orders := _order_status(at, header, words, counts)):
            return orders
        if won or lost or (known > MOSTLY and of_outcome[Outcome.OPEN]):
            return _read(at, header, words, f"its name, and words such as {_some(meanings)}")
    elif won and lost and known >= CLEARLY:
        return _read(at, header, words, f"its words, such as {_some(meanings)}")
    return None


def is_stage_header(header: str) -> bool:
    """Whether a header is one under which programs keep a stage, status or outcome."""
    words = folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)).split()
    if not words or OTHER_STATUS & set(words):
        return False
    return folded(header) in HEADERS or words[-1] in LAST_WORDS or " ".join(words) in HEADERS


def _order_status(
    at: int, header: str, words: Sequence[str], counts: Counter[str]
) -> StageColumn | None:
    """A column with the status of orders: shipped, paid, cancelled …; None for another one."""
    if not any(_bare(word) in ORDERED for word in counts):
        return None
    meanings = {_bare(word): _of_order(word) for word in counts}
    if any(meaning is None for meaning in meanings.values()):
        return None
    reason = "its words are those of orders; those not cancelled count"
    return _read(at, header, words, reason, _of_order, orders=True)


def _of_order(word: Cell) -> Outcome | None:
    """What the status of an order means: sold unless cancelled, returned or only a draft."""
    text = _bare(clean(word))
    if text in ORDERED:
        return Outcome.WON
    if text in TAKEN_BACK:
        return Outcome.LOST
    outcome = _meaning(clean(word), MEANINGS)
    if outcome is Outcome.OPEN and text not in DRAFTS:
        return Outcome.WON
    return outcome


DRAFTS = frozenset({"draft", "entwurf", "brouillon", "borrador", "quotation", "quotation sent"})
"""No order yet."""


def _read(
    at: int,
    header: str,
    words: Sequence[str],
    reason: str,
    meaning: Callable[[Cell], Outcome | None] = outcome_of,
    *,
    orders: bool = False,
) -> StageColumn:
    """Each row's outcome, and what was done with words that are not known."""
    meanings = {word: meaning(word) for word in dict.fromkeys(words)}
    # a blank is how a list says that nothing has been decided yet
    meanings[""] = None if orders else Outcome.OPEN
    counts = Counter(words)
    unknown = {word: counts[word] for word, found in meanings.items() if found is None and word}
    both = {Outcome.WON, Outcome.LOST} <= set(meanings.values())
    opened = {w: n for w, n in unknown.items() if both and _bare(w) not in ENDED and not _mixed(w)}
    meanings |= dict.fromkeys(opened, Outcome.OPEN)
    unclear = {word: count for word, count in unknown.items() if word not in opened}
    if orders and counts[""]:
        unclear["a blank"] = counts[""]
    outcomes = [meanings[word] for word in words]
    return StageColumn(at, header, reason, outcomes, list(words), opened, unclear, orders)


def _mixed(word: str) -> bool:
    """Whether an unknown text has a word in it that decides: it may be won or lost all the same."""
    return any(outcome_of(part) not in (None, Outcome.OPEN) for part in folded(word).split())


def _some(meanings: Mapping[str, Outcome | None]) -> str:
    """A word of each meaning, as an example."""
    first: dict[Outcome, str] = {}
    for word, meaning in meanings.items():
        if meaning is not None:
            first.setdefault(meaning, word)
    return named(
        [f"“{first[meaning]}” ({meaning.value})" for meaning in Outcome if meaning in first]
    )


def _counts(words: Mapping[str, int]) -> str:
    """Words and how often they come, the most frequent first."""
    order = sorted(words, key=lambda word: -words[word])
    return named([f"“{word}” ({words[word]:,})" for word in order])
