"""The names of the months, whole and short, in the languages of the files that come in."""

import unicodedata
from collections.abc import Mapping

NAMES = (
    # English, German, French, Spanish, Portuguese, Italian, Dutch
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen januari",
    "february feb februar feber février févr fév febrero fevereiro fev febbraio februari",
    "march mar märz mär mrz mars marzo março maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maio maggio mag mei",
    "june jun juni juin junio junho giugno giu",
    "july jul juli juillet juil julio julho luglio lug",
    "august aug août aou agosto ago augustus",
    "september sep sept septembre septiembre setiembre setembro set settembre sett",
    "october oct oktober okt octobre octubre outubro out ottobre ott",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre",
)
"""One line a month."""


def without_accents(text: str) -> str:
    """A text in small letters and without accents, so that ``MÄRZ`` and ``marz`` are the same."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("đ", "d")


def _by_name() -> Mapping[str, int]:
    """Every name, and its month; ValueError where two months share one."""
    found: dict[str, int] = {}
    for month, line in enumerate(NAMES, 1):
        for name in line.split():
            if found.setdefault(without_accents(name), month) != month:
                raise ValueError(f"{name} is the name of two months")
    return found


BY_NAME = _by_name()
"""Month, 1 to 12, by its name without accents."""
