"""What somebody asked to be dealt with, and is not there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)
class NoSuchLetter(Exception):
    """No answer of that number was given up."""

    number: int
