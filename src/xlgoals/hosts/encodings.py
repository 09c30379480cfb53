"""Which encoding a text file has: the bytes prove it, or the names in it are the best hint.

UTF-8 and UTF-16 prove themselves. The old encodings of one byte a letter do not: nearly every file
can be read in each of them. charset-normalizer says in which ones a file makes sense; among those
the one is taken in which names look like names of a language.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

from xlgoals.domain.errors import InputError

NAMES = {
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1258": "Windows-1258 (Vietnamese)",
    "mac_roman": "Mac Roman",
    "cp932": "Shift-JIS (Japanese)",
    "gb18030": "GBK (Chinese)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1257": "Windows-1257 (Baltic)",
    "euc_kr": "EUC-KR (Korean)",
    "big5": "Big5 (Chinese)",
}
"""Old encodings, the most frequent first, as a user knows them."""
SAMPLE = 200_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WRONG = "\N{REPLACEMENT CHARACTER}"
"""Stands where a byte could not be read."""

ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "äöüß",
        "àâæçéèêëîïôœùûü",
        "áéíñóúü",
        "áâãàçéêíóôõú",
        "àèéìíîòóù",
        "äåéö",
        "æøåéèêóòôü",
        "ëïéèêöüáíóú",
        "ąćęłńóśźż",
        "áčďéěíňóřšťúůýž",
        "áäčďéíĺľňóôŕšťúýž",
        "áéíóöőúüű",
        "ăâîșțşţ",
        "čćđšž",
        "áæéíðóöþúý",
        "çğıiöşüâî",
        "āčēģīķļņšūž",
        "ąčęėįšųūž",
        "äõöüšž",
    )
)
"""The letters beyond a to z of Latin alphabets."""
COMMON = {
    "CYRILLIC": frozenset("оеаинтсрвлкмдпуяіњљј"),
    "GREEK": frozenset("αοιετσνηυρπκμλςάέίόή"),
}
VOWELS = frozenset("аеиоуыэюяёєіїαεηιουωάέήίόύώ")
TONES = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
"""Marks of Vietnamese letters."""
ONLY_VIETNAMESE = frozenset("\u0309\u031b\u0323")
"""Hook, horn and dot below."""
DAILY = (
    ("cp932", 0x81, 0x97),
    ("gb2312", 0xB0, 0xD7),
    ("euc_kr", 0xB0, 0xC8),
    ("big5", 0xA4, 0xC6),
)
"""Where the letters of daily use stand in the old standards: their first byte."""
SYMBOLS = frozenset(
    ("Sc", "Sk", "So", "Sm", "Cc", "Cn", "Co", "Cf", "Lm", "No", "Po", "Pi", "Pf", "Ps", "Pe", "Mn")
)
"""Kinds of characters that stand in no word, as Unicode names them."""


@dataclass(frozen=True)
class Decoded:
    """A file's text, and how it was read."""

    text: str
    note: str = ""
    """In words, with an example; blank for plain UTF-8 and UTF-16."""


def decoded(data: bytes, told: str = "") -> Decoded:
    """The text of a file.

    Args:
        data: Its bytes.
        told: The encoding, where the user says it.

    Errors:
        InputError: there is no encoding of the told name, or the file is not in it.
    """
    if told:
        return _as_told(data, told)
    for mark, name in MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(name, errors="replace"))
    if name := _two_bytes(data):
        return Decoded(data.decode(name, errors="replace"))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    wrong, right = text.count(WRONG), sum(c > "\x7f" and c != WRONG for c in text)
    if right >= wrong:
        row = text[: text.index(WRONG)].count("\n") + 1
        return Decoded(text, f"UTF-8, but with wrong bytes: {wrong:,}, the first in line {row:,}.")
    return _old(data)


def _as_told(data: bytes, told: str) -> Decoded:
    """In the encoding that the user names. InputError where that cannot be."""
    wanted = {"mac": "mac_roman", "gbk": "gb18030", "shift-jis": "cp932", "utf-8": "utf-8-sig"}
    name = wanted.get(told.casefold(), told)
    try:
        return Decoded(data.decode(name), f"Read as {told}, as you say.")
    except LookupError:
        known = ", ".join(("utf-8", "utf-16", *NAMES))
        raise InputError(f"There is no encoding “{told}”; choose one of {known}.") from None
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise InputError(
            f"The file is not in {told}: a byte in row {row:,} is none of it; leave --encoding "
            "away, or choose another."
        ) from None


def _two_bytes(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of plain letters is a zero."""
    head = data[:2_000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 4 < len(head) or min(even, odd) * 8 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _old(data: bytes) -> Decoded:
    """In the old encoding in which its names look best."""
    sample = b"\n".join(line for line in data.splitlines() if not line.isascii())[:SAMPLE]
    fits = from_bytes(sample, cp_isolation=list(NAMES), threshold=0.5)
    sense = {match.encoding: match.coherence for match in fits}
    tried: dict[str, tuple[tuple[int, int, float, int], str]] = {}
    for place, name in enumerate(NAMES):
        try:
            text = unicodedata.normalize("NFC", sample.decode(name))
        except UnicodeDecodeError:
            continue
        strange, languages = _strangeness(text)
        tried[name] = (strange, languages, -sense.get(name, 0.0), place), text
    if not tried:
        return Decoded(data.decode("cp1252", errors="replace"), "Read as Windows-1252, in parts.")
    best = min(tried, key=lambda name: tried[name][0])
    example = _example(tried[best][1])
    others = [
        f"“{_example(text)}” ({name})"
        for name, (rank, text) in tried.items()
        if rank[:2] == tried[best][0][:2] and text != tried[best][1]
    ]
    also = f"; it could also be {', '.join(others[:2])}" if others else ""
    note = f"Read as {NAMES[best]}, such as “{example}”{also}; --encoding says another."
    return Decoded(unicodedata.normalize("NFC", data.decode(best, errors="replace")), note)


def _words(text: str) -> list[str]:
    """The words of a text that are not plain ASCII."""
    return [word for word in re.split(r"[\s,;|\"'.()/:_-]+", text) if not word.isascii()]


def _example(text: str) -> str:
    """The field with the first word that is not plain ASCII."""
    fields = re.split(r"[,;\t|\n\r\"]", text)
    return next((" ".join(f.split()) for f in fields if not f.isascii()), "")[:40]


def _strangeness(text: str) -> tuple[int, int]:
    """How many words look like no name, and how many alphabets the others need."""
    words = list(dict.fromkeys(_words(text)))[:2_000]
    strange = 0
    open_words: list[frozenset[str]] = []
    for word in words:
        special = frozenset(c for c in word.casefold() if c > "\x7f")
        if _is_strange(word):
            strange += 1
        elif _script(word) == "LATIN" and special and not _vietnamese(word):
            open_words.append(special)
    languages = 0
    while open_words:
        best = max(ALPHABETS, key=lambda letters: sum(word <= letters for word in open_words))
        left = [word for word in open_words if not word <= best]
        if len(left) == len(open_words):
            strange += len(left)
            break
        open_words, languages = left, languages + 1
    return strange, languages


def _vietnamese(word: str) -> bool:
    """Whether a word is written as only Vietnamese is: two marks on a letter, ơ, đ …"""
    parts = [unicodedata.normalize("NFD", c) for c in word.casefold() if c > "\x7f" and c != "đ"]
    fits = all(letter[0] in "aeiouy" and set(letter[1:]) <= TONES for letter in parts)
    only = any(len(letter) > 2 or letter[1:] in ONLY_VIETNAMESE for letter in parts)
    return fits and (only or "đ" in word.casefold())


def _script(word: str) -> str:
    """The script of a word's letters; ``MIXED`` for several."""
    scripts = {unicodedata.name(c, "?").split()[0] for c in word if c.isalpha()}
    east = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "KATAKANA-HIRAGANA", "HALFWIDTH", "BOPOMOFO"}
    if scripts <= {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"} or scripts == {"HANGUL"}:
        return "EAST" if scripts else "NONE"
    return "MIXED" if len(scripts) > 1 or scripts & east else scripts.pop()


def _is_strange(word: str) -> bool:
    """Whether no language writes such a word."""
    letters = [c for c in word if c.isalpha()]
    if not letters:  # a currency sign or a dash by itself is fine
        return any(c > "\x7f" and c not in "€£¥°§–—…“”„«»·•²³½¼¾ºª©®™₫₽₹" for c in word)
    script = _script(word)
    if script == "MIXED":
        return True
    if any(unicodedata.category(c) in SYMBOLS for c in word if c > "\x7f" and c not in "–’“”"):
        return True
    if _turns_upper(word):
        return True
    special = [c for c in letters if c > "\x7f"]
    if script == "LATIN":
        return len(letters) > 2 and len(special) * 3 > len(letters) * 2 and not _vietnamese(word)
    if script == "EAST":
        return not all(map(_everyday, letters))
    usual = COMMON.get(script)
    if usual is None:
        return script not in {"CYRILLIC", "GREEK"}
    low = "".join(letters).casefold()
    rare = sum(c in usual for c in low) * 5 < len(low) * 2
    mute = len(low) > 3 and sum(c in VOWELS for c in low) * 4 < len(low)
    return rare or mute or "ς" in low[:-1]


def _turns_upper(word: str) -> bool:
    """Whether a capital beyond ASCII stands behind a small letter, or between big and small."""
    cases = "".join(
        "l" if c.islower() else "U" if c > "\x7f" and c.isupper() else "u" for c in word
    )
    return "lU" in cases or "uUl" in cases


def _everyday(letter: str) -> bool:
    """Whether an East Asian letter is one of those in daily use, as the old standards rank them."""
    for name, lowest, highest in DAILY:
        try:
            code = letter.encode(name)
        except UnicodeEncodeError:
            continue
        if len(code) > 1 and lowest <= code[0] <= highest:
            return True
    return False
