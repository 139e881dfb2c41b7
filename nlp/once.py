"""Worked out once for a frame: what several rules ask of the same question."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, TypeVar, overload

F = TypeVar("F")
T = TypeVar("T")


class cached_property(Generic[T]):  # noqa: N801  (what it is elsewhere)
    """As in `functools`, whose own takes a lock each time up to Python 3.11: a question is read in one thread."""

    def __init__(self, look: Callable[[Any], T]) -> None:
        self.look = look
        self.name = look.__name__
        self.__doc__ = look.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> cached_property[T]: ...
    @overload
    def __get__(self, owner: object, kind: type) -> T: ...
    def __get__(self, owner: object | None, kind: type) -> cached_property[T] | T:
        if owner is None:
            return self
        found = vars(owner)[self.name] = self.look(owner)
        return found


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
