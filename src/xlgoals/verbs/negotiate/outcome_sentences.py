"""What became of some steps, in sentences."""

from xlgoals.negotiation.session import Taken

FEW = 4
"""So many goals are no longer named one by one, nor more refusals."""
TURNS = {
    "manager": "the manager",
    "rep": "the rep answers",
    "both, to sign": "both sign",
    "manager, to sign": "the manager signs",
    "rep, to sign": "the rep signs",
}


def told(found: Taken) -> list[str]:
    """What became of a step, a line for each rep, and a sentence for each refusal."""
    lines = []
    for rep_id in dict.fromkeys(event.rep_id for event in found.taken):
        own = [event for event in found.taken if event.rep_id == rep_id]
        what = ", ".join(event.line or "all goals" for event in own)
        what = what if len(own) < FEW else f"{len(own)} goals"
        now = found.session.of(rep_id)
        turn = f" Next: {TURNS.get(now.turn, now.turn)}." if now.turn else ""
        done = f"{own[0].action} {what} – {now.state}, round {now.round}."
        lines.append(f"{found.session.name(rep_id)}: {done}{turn}")
    if found.nothing_new:
        lines.append(f"{found.nothing_new} said what stands there already.")
    return [*lines, *_refusals(found)]


def _refusals(found: Taken) -> list[str]:
    """Each refusal as a sentence; where one order meets many of a rep's goals, the first few."""
    lines = []
    for rep_id in dict.fromkeys(event.rep_id for event, _ in found.refused):
        name = found.session.name(rep_id)
        whys = [why for event, why in found.refused if event.rep_id == rep_id]
        lines += [f"{name}: {why}" for why in whys[:FEW]]
        if len(whys) > FEW:
            lines.append(f"{name}: and {len(whys) - FEW} more of the same kind.")
    return lines
