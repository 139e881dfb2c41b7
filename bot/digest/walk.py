"""Walking through things so that none comes again before all have come."""

from __future__ import annotations

from collections.abc import Sequence


def next_of(things: Sequence[str], told: Sequence[str]) -> str | None:
    """What to tell of next: what was never told of, in order; else what was longest ago. None where there is nothing.

    Args:
        things: everything there is to tell of now, in the order to walk.
        told: what was told of, longest ago first; may hold what is there no more.
    """
    known = set(told)
    fresh = next((thing for thing in things if thing not in known), None)
    if fresh is not None:
        return fresh
    there = set(things)
    return next((thing for thing in told if thing in there), None)
