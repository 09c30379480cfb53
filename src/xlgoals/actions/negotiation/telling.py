"""What became of some steps, in sentences."""

from xlgoals.actions.negotiation.desk import Taken

FEW = 4
"""So many goals are no longer named one by one."""
TURNS = {"manager": "the manager", "rep": "the rep answers", "both, to sign": "both sign"}


def told(found: Taken) -> list[str]:
    """A line for each rep, and a sentence for each refusal."""
    lines = []
    for rep_id in dict.fromkeys(event.rep_id for event in found.taken):
        own = [event for event in found.taken if event.rep_id == rep_id]
        what = ", ".join(event.line or "all goals" for event in own)
        what = what if len(own) < FEW else f"{len(own)} goals"
        now = found.desk.of(rep_id)
        turn = f" Next: {TURNS.get(now.turn, now.turn)}." if now.turn else ""
        done = f"{own[0].action} {what} – {now.state}, round {now.round}."
        lines.append(f"{found.desk.name(rep_id)}: {done}{turn}")
    if found.nothing_new:
        lines.append(f"{found.nothing_new} said what stands there already.")
    return [*lines, *(f"{found.desk.name(e.rep_id)}: {why}" for e, why in found.refused)]
