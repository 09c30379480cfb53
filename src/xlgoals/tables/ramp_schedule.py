"""A ramp schedule as a manager writes it: ``25/50/75/100 by quarter``, ``10 20 40 60 80 100``."""

import re

from xlgoals.tables.numbers import NotANumberError

EXAMPLES = "25/50/75/100 by quarter or 10/20/40/60/80/100"
MONTHS = {"month": 1, "quarter": 3}
EACH = re.compile(r"(?:\b(?:by|per|a|each)\s+)?\b(month|quarter)(?:s|ly)?$")
"""The words at the end that say how long each share holds; months where there are none."""
COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")
"""A comma that may be a decimal sign; one with a space behind it is none."""
PARTED = re.compile(r"\s*[/;,]\s*|\s+")
SHARE = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?")
LEAST = 2
"""Shares of a schedule, at least: a lone 6 was most likely meant as six months."""
Shares = tuple[float, ...]


def parse_ramp(text: str) -> Shares:
    """What a new hire brings month by month, as shares of full strength; all of it afterwards.

    Shares are parted by ``/``, ``;``, a comma or spaces, with or without ``%``. Where none is
    above 1 and none has a ``%``, 1 is full strength. A comma between digits may part shares or be
    a decimal sign: it is what makes a ramp of the text, and where both do, the text is refused.

    Args:
        text: Such as ``0 %, 25 %, 75 %, 100 % by quarter``; months or quarters since the hire.

    Errors:
        NotANumberError: fewer than two shares, shares that fall or exceed full strength, or two
            possible ramps.
    """
    bare = text.strip().casefold()
    each = EACH.search(bare)
    body = bare[: each.start()] if each else bare
    readings = {_shares(body), _shares(COMMA.sub(".", body))} - {()}
    if not readings or all(len(one) < LEAST for one in readings):
        raise NotANumberError(
            "two or more shares of full strength from 0 to 100 % that never fall, such as "
            f"{EXAMPLES}"
        )
    if len(readings) > 1:
        either = " or ".join(sorted("/".join(f"{x * 100:g}" for x in one) for one in readings))
        raise NotANumberError(f"one schedule; this could be {either}: write decimals with a point")
    return tuple(share for share in readings.pop() for _ in range(MONTHS[each[1]] if each else 1))


def _shares(body: str) -> Shares:
    """The shares that a text lists; none where it is not a ramp."""
    parts = PARTED.split(re.sub(r"\s*%", " ", body).strip().strip("/;,").strip())
    if not all(SHARE.fullmatch(part) for part in parts):
        return ()
    numbers = [float(part) for part in parts]
    whole = 100 if "%" in body or numbers[-1] > 1 else 1
    ramp = numbers[-1] <= whole and numbers == sorted(numbers)
    return tuple(number / whole for number in numbers) if ramp else ()
