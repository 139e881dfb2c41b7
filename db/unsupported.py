"""A well-formed query whose parts do not go together in any budget document."""

from __future__ import annotations


class UnsupportedCombination(Exception):
    """`part` (a condition, scope, claim, dimension) means nothing for `place` (a kind of row, an operation)."""

    def __init__(self, part: object, place: str) -> None:
        super().__init__(f"{type(part).__name__} does not apply to {place}")
        self.part = part
        self.place = place
