"""Whether two files say the same: numbers to nine digits, since processors differ in the last ones.

Everything else – parts, formulas, texts, styles, the order of all of it – is compared to the byte.
"""

import math
import re
import zipfile
from pathlib import Path

NEAR = 1e-9
VALUE = re.compile(rb"(<(?:\w+:)?v>)([^<]*)(?=</(?:\w+:)?v>)")
"""A cached value: of a cell, or of a point in a chart."""


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a package, in their order."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def differences(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """What differs, a line a part."""
    if list(before) != list(after):
        return [f"parts: {list(before)} became {list(after)}"]
    return [f"{name}: {what}" for name in before if (what := _differs(before[name], after[name]))]


def _differs(before: bytes, after: bytes) -> str:
    """How a part differs; empty where it does not."""
    if before == after:
        return ""
    if VALUE.sub(rb"\1", before) != VALUE.sub(rb"\1", after):
        return "more than cached values"
    pairs = zip(VALUE.findall(before), VALUE.findall(after), strict=True)
    for (_, one), (_, other) in pairs:
        if one != other and not _near(one, other):
            return f"{one.decode()} became {other.decode()}"
    return ""


def _near(one: bytes, other: bytes) -> bool:
    """Whether two texts are the same number."""
    try:
        return math.isclose(float(one), float(other), rel_tol=NEAR, abs_tol=NEAR)
    except ValueError:
        return False
