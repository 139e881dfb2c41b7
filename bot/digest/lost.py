"""A digest that somebody names and nobody finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)
class NoSuchDigest(Exception):
    """No digest has that id or a name with that in it, or several have."""

    wanted: str
    known: tuple[str, ...] = ()
    """Those that could be meant."""
