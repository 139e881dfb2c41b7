"""Numbers of several sets in one sentence: «雇用対策課の拡充の件数と、貿易振興課の新規の件数»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nlp.coordination import sides_of
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import Operation, Scope
from nlp.rules.asked import Outcome

_HELD_TOGETHER = (
    "op.difference", "op.compare", "op.ratio", "op.share", "op.percent", "ref.both", "neg.except", "ask.polar",
    "ask.confirm", "ask.why",
)  # fmt: skip
_OF_SETS = frozenset({Operation.COUNT, Operation.SUM, Operation.MEAN, Operation.MEDIAN, Operation.RANK, Operation.SHOW})


def sides_apart(frame: Frame, read: Callable[[Frame], Outcome]) -> Outcome:
    """The same is asked on both sides of an «と», of other rows: two questions.

    Args:
        frame: of the whole question.
        read: how each side is read.
    """
    if frame.has(*_HELD_TOGETHER):
        return None
    for end, start in sides_of(frame.scan):
        first, second = (_whole(read(frame.within(*side))) for side in ((0, end), (start, len(frame.text))))
        if first is None or second is None or _same_rows(first, second):
            continue
        shown = {first.operation, second.operation} & {Operation.SHOW}
        if not shown or frame.says_department:
            return replace(first, also=(*first.also, replace(second, also=()), *second.also))
    return None


def _whole(made: Outcome) -> Draft | None:
    if not isinstance(made, Draft) or made.operation not in _OF_SETS or made.selection is None:
        return None
    return made if made.selection.subjects or made.selection.scope is not Scope.NAMED else None


def _same_rows(first: Draft, second: Draft) -> bool:
    rows = [replace(side.selection, order=None, start=1, limit=None) for side in (first, second) if side.selection]
    return rows[0] == rows[1] and first.measure is second.measure
