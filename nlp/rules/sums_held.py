"""A sum held against one thing: «AとBを合わせたらCを超える？», «Cの予算を、AとBの合計額は上回っていますか»."""

from __future__ import annotations

import re

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import TABLE_KINDS, Kind, LargerClaim, Operation, Scope, Selection

_SUMMED = re.compile(
    r"(?:の?(?:予算|当初|当初予算|額)*(?:の|を)?(?:合計|総額|合算)(?:した)?額?|(?:の?(?:予算|当初)額?)?(?:を|と|、)?(?:合わせ|あわせ|足し|合算し|足す|合わせる)"
    r"(?:たら|ると|た(?:額|ら|もの)?|て(?:も)?|と)?(?:額)?)"
)
_MORE = re.compile(r"超え|超す|越え|上回|より(?:も)?[^、。?]{0,8}?(?:多|大き|高|上)|を?抜[くいけ]|以上")
_LESS = re.compile(r"下回|及ば|届か|満た(?:な|ず)|より(?:も)?[^、。?]{0,8}?(?:少な|小さ|低|下)|以下|未満")
_AS_OBJECT = re.compile(r"額?(?:を|より|に)(?!合|足)")
_KINDS = TABLE_KINDS | {Kind.PROJECT}
_LEAST = 3


def sum_held(frame: Frame) -> Draft | None:
    """Yes or no, and both figures."""
    spans = [s for s in frame.scan.names if len(s.names) == 1 and s.names[0].kind in _KINDS and s not in frame.negated]
    if len(spans) < _LEAST or not frame.has("agg.sum") or frame.has("ask.which", "op.compare", "ask.amount"):
        return None
    if any(period.fiscal_year is not None for period in frame.scan.periods) or frame.scan.numbers():
        return None
    more, less = _MORE.search(frame.text), _LESS.search(frame.text)
    if bool(more) is bool(less):
        return None
    summed = next((i for i, s in enumerate(spans) if _SUMMED.match(frame.text, s.end)), None)
    if summed is None or summed not in {len(spans) - 2, len(spans) - 1}:
        return None
    # «AとBを合わせたらCを» begins with the sum, «Cを、AとBの合計は» ends with it.
    first = summed == len(spans) - 2
    group, single = (spans[:-1], spans[-1]) if first else (spans[1:], spans[0])
    said = _SUMMED.match(frame.text, spans[summed].end)
    is_object = bool(said and _AS_OBJECT.match(frame.text, said.end())) and not _SINGLE.match(frame.text, single.end)
    added = Selection(Scope.NAMED, tuple(s.names[0] for s in group))
    alone = Selection(Scope.NAMED, (single.names[0],))
    subject, other = (alone, added) if is_object else (added, alone)
    return Draft(Operation.CHECK, subject, other, claim=LargerClaim(bool(more)))


_SINGLE = re.compile(r"(?:の?(?:当初)?(?:予算|当初|額)額?)*を")
