"""Phrases: stretches of a question that say one condition as a whole («平均を上回る», «ほかの課と組んで»).

Each is looked for before the rules: what it says becomes a condition of the frame, and its words are gone, so that
every rule (list, count, sum, rank, group, share …) combines with it and none misreads a part of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nlp.frame import Frame
from nlp.phrases.amid import amid
from nlp.phrases.beyond import beyond
from nlp.phrases.counted import by_count, every_division, largest_left_out, nearest, next_to_the_first
from nlp.phrases.having import having
from nlp.phrases.headings import under_a_heading
from nlp.phrases.hearsay import hearsay
from nlp.phrases.in_order import in_order
from nlp.phrases.joint import joint
from nlp.phrases.moved_more import moved_more
from nlp.phrases.only import only
from nlp.phrases.places import (
    in_the_summary,
    nth_pillar,
    on_several_pillars,
    outside_the_outline,
    part_of_what,
    relisted,
    which_category,
    without_category,
)
from nlp.phrases.same_way import same_way
from nlp.phrases.unmoved import unmoved
from nlp.phrases.whose import whose
from nlp.phrases.work import work


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name for `yosan explain`, and the frame without the phrase; None where it is not said."""

    name: str
    read: Callable[[Frame], Frame | None]


PHRASES: tuple[Phrase, ...] = (
    Phrase("relisted", relisted),
    Phrase("same_way", same_way),
    Phrase("hearsay", hearsay),
    Phrase("amid", amid),
    Phrase("under_a_heading", under_a_heading),
    Phrase("only", only),
    Phrase("having", having),
    Phrase("joint", joint),
    Phrase("whose", whose),
    Phrase("nth_pillar", nth_pillar),
    Phrase("on_several_pillars", on_several_pillars),
    Phrase("outside_the_outline", outside_the_outline),
    Phrase("part_of_what", part_of_what),
    Phrase("in_the_summary", in_the_summary),
    Phrase("which_category", which_category),
    Phrase("without_category", without_category),
    Phrase("largest_left_out", largest_left_out),
    Phrase("next_to_the_first", next_to_the_first),
    Phrase("nearest", nearest),
    Phrase("in_order", in_order),
    Phrase("unmoved", unmoved),
    Phrase("work", work),
    Phrase("by_count", by_count),
    Phrase("every_division", every_division),
    Phrase("moved_more", moved_more),
    Phrase("beyond", beyond),
)


def rephrased(frame: Frame) -> tuple[Frame, tuple[str, ...]]:
    """The frame without its phrases, and the names of those it had."""
    found = []
    for phrase in PHRASES:
        rest = phrase.read(frame)
        if rest is not None:
            frame = rest
            found.append(f"phrase.{phrase.name}")
    return frame, tuple(found)
