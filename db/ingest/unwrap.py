"""Undoing line wraps: a wrapped cell keeps a space where its line ended, in the middle of a word.

Japanese is written without spaces, so between two Japanese characters a space is taken for a wrap unless there is
evidence that it was meant:

- the document prints the same words with the same space elsewhere, where the line began differently (a wrap would
  not fall on the same place twice), and nowhere without it;
- it stands inside a quotation, on a line that had room for more (the column is wider than what stands before it).

Beside Latin letters and digits a space is a wrap only where the line was full; between two Latin words, and before a
note («※…»), it always stays.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

_LEFT, _RIGHT = 3, 2
"""How many characters around a space tell the same words again."""
_SLACK = 4
"""A line is full when at most this (in half widths) is missing: a character and a mark that may not stand first."""
_NEVER_BEFORE_SPACE = "「『（〈【［《“、。，．・"
_NEVER_AFTER_SPACE = "」』）〉】］》”、。，．・"
_PAIRS = {"「": "」", "『": "』"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """How the document prints words elsewhere."""

    printed: str = ""
    """All texts, a line each."""
    spaced: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """Characters left and right of a space → the different line beginnings it was seen after."""

    def separates(self, left: str, right: str) -> bool:
        """Whether a space between these is seen in several places that no common wrap explains, and never missing."""
        key = left[-_LEFT:], right[:_RIGHT]
        return len(self.spaced.get(key, ())) > 1 and not self.joins(left, right)

    def joins(self, left: str, right: str) -> bool:
        """Whether the same words stand somewhere without a space."""
        return left[-_LEFT:] + right[:_RIGHT] in self.printed


def evidence(texts: Iterable[str]) -> Evidence:
    """Collect from every cell and line of a document."""
    lines = [line for text in texts for line in text.splitlines()]
    spaced: dict[tuple[str, str], set[str]] = {}
    for line in lines:
        chunks = line.split()
        for left, right in pairwise(chunks):
            if len(left) >= _LEFT and len(right) >= _RIGHT:
                spaced.setdefault((left[-_LEFT:], right[:_RIGHT]), set()).add(left)
    return Evidence("\n".join(lines), {key: frozenset(found) for key, found in spaced.items()})


def width(text: str) -> int:
    """Display width in half widths: a Japanese character is 2."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def widest_line(cells: Iterable[str]) -> int:
    """The widest unbroken line of a column's cells, in half widths."""
    return max((width(chunk) for cell in cells for chunk in cell.split(" ")), default=0)


def unwrap(cell: str, known: Evidence | None = None, column_width: int = 0) -> str:
    """The cell with its line wraps undone; spaces that were meant stay.

    `column_width` is the `widest_line` of the cells printed in the same column of the same page.
    """
    text, line = "", ""
    for chunk in cell.split():
        text += (" " if text and _meant(text, line, chunk, known or Evidence(), column_width) else "") + chunk
        line = chunk
    return text


def _meant(before: str, line: str, after: str, known: Evidence, column_width: int) -> bool:
    """Whether the space between what stands `before` it (its printed `line` alone) and `after` it was meant."""
    last, first = line[-1], after[0]
    if first in "※＊*":
        return True
    if last in _NEVER_BEFORE_SPACE or first in _NEVER_AFTER_SPACE:
        return False
    if last.isascii() and first.isascii():
        return True
    if known.joins(line, after):
        return False
    if known.separates(line, after):
        return True
    has_room = width(line) + _SLACK < column_width
    return has_room and (last.isascii() or first.isascii() or _in_quotation(before, after))


def _in_quotation(before: str, after: str) -> bool:
    """Whether a quotation opened before the space closes after it."""
    for opening, closing in _PAIRS.items():
        if before.rfind(opening) > before.rfind(closing) and closing in after:
            return True
    return False
