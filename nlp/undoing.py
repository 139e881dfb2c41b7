"""«最初の条件に戻して», «一つ前に戻して»: an earlier question of the conversation again."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.asked_of import over
from nlp.carried import Carried, Followup, again, whole
from nlp.query import Operation
from nlp.reading import Exchange
from nlp.rules.ranking import aggregate_operation
from nlp.said import names_rows

_FIRST = re.compile(r"最初|はじめ|初め|元の質問")
_BEFORE_IT = re.compile(r"元に|元の条件|もとに")
"""«元に戻して»: to what the rows were before, whatever was asked of them since."""


def undone(turn: Followup) -> Carried | None:
    """«最初の条件に戻して», «一つ前に戻して»: an earlier question again, or what the turn asks over its rows."""
    frame = turn.frame
    if not frame.has("ref.back") or names_rows(frame) or frame.scan.words or frame.timing.periods or frame.timing.base:
        return None
    if frame.categories or frame.scan.amounts or not re.search(r"戻|もど", frame.text):
        return None
    back = turn.exchanges[1:]
    if not back:
        return again(turn.last, "subject", "operation")
    wanted = back[0].queries[-1]
    if _BEFORE_IT.search(frame.text):
        rows = whole(turn.last.selection)
        wanted = next((q for e in back if whole((q := e.queries[-1]).selection) != rows), wanted)
    if _FIRST.search(frame.text):
        wanted = _opening(turn.exchanges).queries[-1]
    earlier = again(wanted, "subject", "conditions")
    if aggregate_operation(frame) or frame.has("ask.count"):
        return replace(earlier, draft=over(frame, whole(wanted.selection), Operation.LIST))
    return earlier


def _opening(exchanges: tuple[Exchange, ...]) -> Exchange:
    """The turn that the last ones lean on."""
    return next((exchange for exchange in exchanges if exchange.opened), exchanges[-1])
