"""«拡充または1億円以上»: two conditions of different kinds of which one is enough."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from nlp.conditions import AmountRange, Condition, Either, InCategory, InDivisions, InPolicy
from nlp.things import POLICY_KINDS, Kind

if TYPE_CHECKING:
    from nlp.frame import Frame
    from nlp.scan import Span

_WORD = r"(?:または|又は|もしくは|若しくは|あるいは|或いは|(?<![a-z])or(?![a-z]))"
_OR = re.compile(
    r"[\s、,]*(?:が担当(?:する|の)?|の(?:もの|事業)?|であるか|か|で|事業)?[\s、,]*"
    rf"(?:{_WORD}|か)[\s、,]*(?:(?:予算額?|金額|事業費|区分|担当課?)(?:が|は)\s*)?"
)
_SAID = re.compile(_WORD)


def alternatives(frame: Frame, conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The conditions, those that «または» joins put together as one."""
    said = _said(frame)
    for before, after in itertools.pairwise(said):
        if before[2] is not after[2] and _OR.fullmatch(frame.text, before[1], after[0]):
            pair = tuple(each for each in conditions if isinstance(each, (before[2], after[2])))
            if len(pair) > 1:
                return (*(each for each in conditions if each not in pair), Either(pair))
    return conditions


def one_or_other(frame: Frame) -> str:
    """«または» between two conditions of different kinds, whatever stands beside it; empty where none does."""
    for before, after in itertools.pairwise(_said(frame)):
        if before[2] is not after[2] and (found := _SAID.search(frame.text, before[1], after[0])):
            return found.group()
    return ""


def _said(frame: Frame) -> list[tuple[int, int, type]]:
    said = ((span.start, span.end, kind) for span in frame.scan.spans if (kind := _kind(frame, span)))
    return sorted(said, key=lambda each: each[:2])


def _kind(frame: Frame, span: Span) -> type | None:
    """The kind of condition a span says."""
    if span.amount:
        return AmountRange
    if frame.is_category(span):
        return InCategory
    if len(span.names) == 1:
        kind = span.names[0].kind
        return InDivisions if kind is Kind.DIVISION else InPolicy if kind in POLICY_KINDS else None
    return None
