"""Worked out once for a frame: what several rules ask of the same question."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

F = TypeVar("F")
T = TypeVar("T")


def once(look: Callable[[F], T]) -> Callable[[F], T]:
    """A pure function of a frame, whose result stays with that frame as its cached properties do.

    For what cannot be one of them because it is made of frames, not part of them.
    """
    key = f"{look.__module__}.{look.__qualname__}"

    @wraps(look)
    def looked(frame: F) -> T:
        kept = vars(frame)
        if key not in kept:
            kept[key] = look(frame)
        found: T = kept[key]
        return found

    return looked
