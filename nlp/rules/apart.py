"""Numbers of several sets in one sentence: «雇用対策課の拡充の件数と、貿易振興課の新規の件数»."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from nlp.coordination import sides_of
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import Joint, Operation, Scope
from nlp.rules.asked import Outcome
from nlp.selecting import both_ends

_HELD_TOGETHER = (
    "op.difference", "op.compare", "op.ratio", "op.share", "op.percent", "ref.both", "neg.except", "ask.polar",
    "ask.confirm", "ask.why",
)  # fmt: skip
_NUMBERS = frozenset({Operation.COUNT, Operation.SUM, Operation.MEAN, Operation.MEDIAN})
_MOST_SIDES = 6
"""Each is read by all the rules, with the sides after it."""
_OF_SETS = _NUMBERS | {Operation.RANK, Operation.SHOW, Operation.LIST}


def opposites(frame: Frame, read: Callable[[Frame], Outcome]) -> Outcome:
    """«単独所管／共管 それぞれ件数»: the same of both, which no row is at once."""
    alone = next((at for at, said in frame.placed if isinstance(said, Joint) and said.negated), None)
    jointly = frame.scan.first("flag.joint")
    if alone is None or jointly is None or frame.has(*_HELD_TOGETHER) or frame.has("cat.new", "cat.expanded"):
        return None
    first = _whole(read(frame.without([(jointly.start, jointly.end)])))
    second = _whole(read(frame.without([(alone, alone + 1)])))
    if first is None or second is None or not {first.operation, second.operation} <= _NUMBERS:
        return None
    ordered = (first, second) if alone < jointly.start else (second, first)
    return replace(ordered[0], also=(*ordered[0].also, replace(ordered[1], also=()), *ordered[1].also))


def amounts_apart(frame: Frame, read: Callable[[Frame], Outcome]) -> Outcome:
    """«1億円以上と1億円未満はそれぞれ何件»: no row is in both ranges, so both are asked about."""
    said = [span for span in frame.scan.spans if span.amount and not span.amount.is_exact]
    if len(said) != 2 or frame.has(*_HELD_TOGETHER) or not _no_row_in_both(frame):
        return None
    (one, other) = said
    if not _AND.fullmatch(frame.text, one.end, other.start):
        return None
    drafts = [_whole(read(frame.without([(span.start, span.end)]))) for span in (other, one)]
    first, second = drafts
    if first is None or second is None or not {first.operation, second.operation} <= _NUMBERS:
        return None
    return replace(first, also=(*first.also, replace(second, also=()), *second.also))


_AND = re.compile(r"(?:の(?:もの|事業))?\s*(?:と|、|・|/|及び|および)+\s*")


def _no_row_in_both(frame: Frame) -> bool:
    first, second = frame.bounded_amounts
    lows = [each.low_thousand_yen for each in (first, second) if each.low_thousand_yen is not None]
    highs = [each.high_thousand_yen for each in (first, second) if each.high_thousand_yen is not None]
    return bool(lows and highs) and max(lows) >= min(highs)


def sides_apart(frame: Frame, read: Callable[[Frame], Outcome]) -> Outcome:
    """The same is asked on both sides of an «と», of other rows: two questions.

    Args:
        frame: of the whole question.
        read: how each side is read.
    """
    if frame.has(*_HELD_TOGETHER):
        return None
    borders = sides_of(frame.scan)
    for end, start in borders if len(borders) <= _MOST_SIDES else ():
        if both_ends(frame) and not frame.within(0, end).has("noun.project", "noun.division", "noun.account"):
            continue  # «最大と最小の事業»: of the same rows
        first, second = _whole(read(frame.within(0, end))), _whole(read(_second(frame, end, start)))
        if first is None or second is None or _same_rows(first, second):
            continue
        if first.operation is Operation.LIST and second.operation is Operation.COUNT:
            first = replace(first, operation=Operation.COUNT)  # «増えた課と減った課の数»
        shown = {first.operation, second.operation} & {Operation.SHOW}
        if not shown or frame.says_department:
            return replace(first, also=(*first.also, replace(second, also=()), *second.also))
    return None


def _second(frame: Frame, end: int, start: int) -> Frame:
    """«雇用対策課の拡充の件数と新規の件数»: the second is of the same division where it names nothing itself."""
    rest = frame.within(start, len(frame.text))
    own = rest.scan.names or rest.scan.words or rest.says_department or rest.has("noun.division")
    names = [span for span in frame.scan.names if span.end <= end and span not in frame.negated]
    return rest if own or not names else frame.without([(names[-1].end, start)])


def _whole(made: Outcome) -> Draft | None:
    if not isinstance(made, Draft) or made.operation not in _OF_SETS or made.selection is None:
        return None
    return made if made.selection.subjects or made.selection.scope is not Scope.NAMED else None


def _same_rows(first: Draft, second: Draft) -> bool:
    rows = [replace(side.selection, order=None, start=1, limit=None) for side in (first, second) if side.selection]
    return rows[0] == rows[1] and first.measure is second.measure
