"""«拡充との差は», «貿易振興課と比べると» after a number of a set: the same number of another set, held against it."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.carried import PROJECT_SETS, Carried, Followup, whole
from nlp.draft import Draft
from nlp.groups import SIDES
from nlp.query import Facet, LargerClaim, Measure, Operation, Order
from nlp.reading import AskBack, Unclear
from nlp.said import conditions, leaves_out, narrowed

_AGAINST = re.compile(
    r"と(?:の|は)?(?:事業)?(?:予算|件数|合計|額|金額)?の?(?:差|違い|違う|違っ|開き|比較|比べ|くらべ|比率)"
    r"|より(?:も|は)?(?:いくら|どれくらい|どれだけ|どのくらい|何|なんぼ|大|多|高|小|少|低|安|上|下)|(?:の|に対して)(?:何倍|なん倍)"
    r"|とでは|と(?:どっち|どちら)"
)
_BEYOND = re.compile(r"より(?:も)?(?:大き|多|高|小さ|少な|低|安)")
_WHICH = re.compile(r"どっち|どちら|いずれ|どれが")


def opposed(turn: Followup) -> Carried | AskBack | None:
    """The last set against the one that the turn says in its place."""
    frame, last = turn.frame, turn.last
    if last.selection.scope not in PROJECT_SETS or not _AGAINST.search(frame.text) or frame.timing.base:
        return None
    new = conditions(turn)
    if not new or frame.timing.periods or any(leaves_out(condition) for condition in new):
        return None
    kinds = {type(condition) for condition in last.selection.conditions}
    if last.operation not in SIDES or last.selection.limit is not None or last.measure is not Measure.BUDGET:
        return AskBack(Unclear.NO_MEASURE)
    if any(type(condition) not in kinds for condition in new):
        return AskBack(Unclear.NO_SUBJECT)
    rows, other = last.selection, narrowed(whole(last.selection), new, add=False)
    if other == rows:
        return AskBack(Unclear.NO_SUBJECT)
    sides = SIDES[last.operation]
    if frame.has("op.ratio"):
        made = Draft(Operation.RATIO, rows, other, aggregates=sides)
    elif _WHICH.search(frame.text):
        ordered = replace(rows, order=Order(not frame.has("size.small")))
        made = Draft(Operation.COMPARE, ordered, other, facets=(Facet.NAME,), aggregates=sides)
    elif _BEYOND.search(frame.text) and not frame.has("ask.extent", "ask.amount", "ask.count"):
        claimed = LargerClaim(not frame.has("size.small"))
        made = Draft(Operation.CHECK, rows, other, claim=claimed, aggregates=sides)
    else:
        made = Draft(Operation.DIFFERENCE, rows, other, aggregates=sides)
    return Carried(made, ("selection",), last.period, None, last.unit)
