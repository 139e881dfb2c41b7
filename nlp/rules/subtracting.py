"""One sum less another: «部の予算から一般会計を引いたら», «雇用対策課の主要事業の合計と課の予算の差»."""

from __future__ import annotations

import re

from nlp.draft import Ambiguous, Draft, Unknown
from nlp.frame import Frame
from nlp.query import InDivisions, Kind, Named, Operation, Scope, Selection
from nlp.rules.asked import Outcome
from nlp.rules.shares import says_something
from nlp.selecting import selection
from nlp.subjects import subjects

_FROM = re.compile(r"から(?:は|、)?")
_TAKEN = re.compile(
    r"(?:の?(?:分|額|予算))?を?、?(?:全部|まるごと)?(?:差し引|引[いくけきこ]|ひい(?:て|た)|ひく|控除|マイナス)"
)
LESS = re.compile(r"(?<=[課部計費業額算」)])\s*-\s*(?=no|#|[^0-9a-z\s])")
"""«主要事業計−No.44»: a sign between two things, none of a place («3-2») or a column."""
_AND = re.compile(r"と、?")
_APART = re.compile(r"(?:と)?(?:の|で)?(?:差額?|開き|ズレ|ずれ|隔たり|ひらき|差分|違い|差引)")
_ITS_DIVISION = re.compile(r"(?:その|同|当該|所管|担当)?課(?:全体)?の?(?:当初)?(?:予算|合計|総額)")
Rows = Selection | Ambiguous | Unknown | None


def subtracted(frame: Frame) -> Outcome:
    """The first less what is taken from it; of a difference of two, where one of them is a sum of projects."""
    for (start, border), (after, end) in _sides(frame):
        one, other = frame.within(start, border), frame.within(after, end)
        # What is taken «から» something is part of it; of two things apart only bare «主要事業» are the other's.
        part = frame.text[border:after].startswith("から")
        rows = [_rows(one, other, part=part), _rows(other, one, part=part)]
        unclear = next((row for row in rows if isinstance(row, (Ambiguous, Unknown))), None)
        if unclear is not None:
            return unclear
        first, second = rows
        if isinstance(first, Selection) and isinstance(second, Selection) and first != second:
            return Draft(Operation.DIFFERENCE, first, second)
    return None


def _sides(frame: Frame) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the two may stand."""
    names = [(span.start, span.end) for span in frame.scan.names]
    found = [
        ((0, sign.start()), (sign.end(), len(frame.text)))
        for sign in LESS.finditer(frame.text)
        if not any(start < sign.end() and sign.start() < stop for start, stop in names)
    ]
    for border, end in ((_FROM, _TAKEN), (_AND, _APART)):
        for match in border.finditer(frame.text):
            if any(start < match.end() and match.start() < stop for start, stop in names):
                continue
            last = end.search(frame.text, match.end())
            if last and last.start() > match.end():
                found.append(((0, match.start()), (match.end(), last.start())))
    return found


def _rows(side: Frame, beside: Frame, *, part: bool) -> Rows:
    if side.bounded_amounts or ((side.speaks_of_projects or side.nodes) and not side.projects):
        rows = selection(side, Scope.PROJECTS)
        whose = _divisions(beside) if part or not rows.conditions else ()
        if whose and not side.divisions and not any(isinstance(c, InDivisions) for c in rows.conditions):
            # «課の予算から主要事業の合計を引くと»
            return Selection(Scope.PROJECTS, (), (InDivisions(whose), *rows.conditions))
        return rows
    found = subjects(side)
    if isinstance(found, (Ambiguous, Unknown)) or found:
        return found if not isinstance(found, tuple) else Selection(subjects=found)
    if _ITS_DIVISION.search(side.text) and (whose := _divisions(beside)):
        return Selection(subjects=whose)
    return Selection(subjects=(side.department,)) if side.says_department else None


def _divisions(frame: Frame) -> tuple[Named, ...]:
    return () if frame.speaks_of_projects and len(frame.divisions) != 1 else frame.divisions


def is_row_and_sum(made: Draft) -> bool:
    """«雇用対策課の予算と拡充事業の合計の差»: no two sets of one kind."""
    sides = [side for side in (made.selection, made.other) if side is not None]
    return len([side for side in sides if side.subjects]) == 1


def is_of_sums(frame: Frame) -> bool:
    """Whether a sum of projects, or the whole department, is one of the two."""
    kinds = {span.names[0].kind for span in frame.scan.names}
    return says_something(frame) and (frame.speaks_of_projects or frame.says_department or Kind.DEPARTMENT in kinds)
