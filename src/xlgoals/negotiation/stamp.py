"""What a rep's file carries to show what it is: whose, of which round, and what was proposed.

The seal is an HMAC with a secret that only the plan has. It shows that the plan made this stamp for
these proposals; it does not show who typed the answers.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from xlgoals.domain.events import Event
from xlgoals.negotiation.log_text import digits, plain
from xlgoals.negotiation.rules import DRAFT
from xlgoals.negotiation.state import Negotiation, after

BEGINS = "xlgoals rep file 1"
FIELD, RECORD = "\x1f", "\x1e"
"""Signs between what is sealed; no text that is compared can hold them."""


@dataclass(frozen=True)
class Stamp:
    """Which plan a file came from, for whom, and when in the negotiation."""

    plan: str
    """The plan's own name in rep files."""
    rep_id: str
    round: int
    event: int
    """Number of the rep's last event when the file was made."""
    seal: str = ""

    def __str__(self) -> str:
        """As it stands in a cell; the rep's id comes last, since it may hold any sign."""
        return ";".join(
            (BEGINS, self.plan, str(self.round), str(self.event), self.seal, self.rep_id)
        )


def stamp_in(text: str) -> Stamp | None:
    """The stamp in a cell's text; None where there is none."""
    parts = plain(text).split(";", 5)
    if len(parts) < 6 or parts[0] != BEGINS or not (_counts(parts[2]) and _counts(parts[3])):
        return None
    _, plan, number, event, seal, rep_id = parts
    return Stamp(plan, rep_id, int(number), int(event), seal)


def _counts(text: str) -> bool:
    """Whether a text is a number of a sensible size."""
    return text.isascii() and text.isdigit() and len(text) < 10


def stamped(secret: str, plan: str, rep_id: str, log: Iterable[Event]) -> Stamp:
    """The stamp for a rep's file as the negotiation stands.

    Args:
        log: All events, or those of the rep.
    """
    own = [event for event in log if event.rep_id == rep_id]
    negotiation = _stands(own)
    bare = Stamp(plan, rep_id, negotiation.round, own[-1].number if own else 0)
    return _sealed(secret, bare, negotiation, own[-1].hash if own else "")


def genuine(secret: str, stamp: Stamp, own: Sequence[Event]) -> bool:
    """Whether the plan made a stamp.

    Args:
        own: The events of the rep whom it names, in their order.
    """
    past = before(stamp, own)
    if not past or past[-1].number != stamp.event:
        return False
    bare = Stamp(stamp.plan, stamp.rep_id, stamp.round, stamp.event)
    seal = _sealed(secret, bare, _stands(past), past[-1].hash).seal
    return hmac.compare_digest(seal.encode(), stamp.seal.encode())


def before(stamp: Stamp, own: Sequence[Event]) -> list[Event]:
    """The events of the rep that had happened when the file was made."""
    return [event for event in own if event.number <= stamp.event]


def offers(negotiation: Negotiation) -> Mapping[str, tuple[str, str]]:
    """What is on the table, in comparable form: goal → value and reason."""
    return {
        plain(goal.label): (digits(line.proposed), plain(line.why))
        for goal, line in negotiation.lines.items()
        if line.state != DRAFT
    }


def when_sent(stamp: Stamp, own: Sequence[Event]) -> Negotiation:
    """The negotiation as it stood when the file was made."""
    return _stands(before(stamp, own))


def _stands(own: Iterable[Event]) -> Negotiation:
    """A rep's negotiation after some events."""
    return reduce(after, own, Negotiation())


def _sealed(secret: str, bare: Stamp, negotiation: Negotiation, hash_before: str) -> Stamp:
    """A stamp with its seal over itself, the log up to then, and what was proposed."""
    head = (BEGINS, bare.plan, bare.rep_id, str(bare.round), str(bare.event), hash_before)
    rows = [head, *((name, *said) for name, said in sorted(offers(negotiation).items()))]
    text = RECORD.join(FIELD.join(plain(part) for part in row) for row in rows)
    seal = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
    return Stamp(bare.plan, bare.rep_id, bare.round, bare.event, seal)
