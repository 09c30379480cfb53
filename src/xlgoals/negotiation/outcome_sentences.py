"""What became of some wishes, rep by rep, in sentences."""

from dataclasses import dataclass

from xlgoals.domain.problems import first
from xlgoals.negotiation.rules import TURNS
from xlgoals.negotiation.session import Taken

FEW = 4
"""So many goals are no longer named one by one, nor more refusals."""


@dataclass(frozen=True)
class RepOutcome:
    """What became of the wishes about one rep."""

    rep_id: str
    name: str
    done: str
    """What was taken, where the rep stands, and whose turn it is; empty where nothing was."""
    refused: tuple[str, ...]
    """Why the others were not taken, a sentence each."""


def outcomes(taken: Taken) -> tuple[RepOutcome, ...]:
    """What became of the wishes about each rep: first those of whom something was taken."""
    reps = [event.rep_id for event in taken.taken] + [wish.rep_id for wish, _ in taken.refused]
    return tuple(
        RepOutcome(
            rep_id,
            taken.session.name(rep_id),
            _done(taken, rep_id),
            tuple(why for wish, why in taken.refused if wish.rep_id == rep_id),
        )
        for rep_id in dict.fromkeys(reps)
    )


def _done(taken: Taken, rep_id: str) -> str:
    """What was taken of one rep, as a sentence."""
    own = [event for event in taken.taken if event.rep_id == rep_id]
    if not own:
        return ""
    goals = ", ".join(event.label or "all goals" for event in own)
    goals = goals if len(own) < FEW else f"{len(own)} goals"
    negotiation = taken.session.of(rep_id)
    turn = TURNS[negotiation.turn].next
    then = f" Next: {turn}." if turn else ""
    return f"{own[0].action} {goals} – {negotiation.state}, round {negotiation.round}.{then}"


def told(taken: Taken) -> list[str]:
    """What became of a step, a line for each rep, and a sentence for each of the first refusals."""
    reps = outcomes(taken)
    lines = [f"{one.name}: {one.done}" for one in reps if one.done]
    if taken.nothing_new:
        lines.append(f"{taken.nothing_new} said what stands there already.")
    for one in reps:
        refused = [f"{one.name}: {why}" for why in one.refused]
        lines += first(refused, FEW, f" for {one.name}")
    return lines
