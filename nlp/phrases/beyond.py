"""Rows held against another row or their own mean: «平均より大きい事業», «雇用対策課を上回る課»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.frame import Frame
from nlp.numbers import NumberKind
from nlp.query import Beyond, Kind, Named, Statistic
from nlp.resolution import resolve_words
from nlp.scan import Span

_ITS = r"(?:[」』]?(?:値|額)?の?(?:当初)?(?:予算|事業費|金額|水準|額)*)"
_OF = r"(?:(?:も)?(?:当初)?(?:予算額?|事業費|金額|額|規模)(?:が|の|は|も)?)?"
_MORE = (
    r"(?:大き(?:い|な|く)|おおき(?:い|な)|多(?:い|く|額の?)|おおい|高(?:い|く|額の?)|たかい|でか(?:い|く)|上の?|重い"
    r"|かかる|かかっている|もらっている|ついている)"
)
_LESS = r"(?:小さ(?:い|な|く)|ちいさ(?:い|な)|少な(?:い|く)|すくない|低(?:い|く|額の?)|安(?:い|く)|やすい|下の?)"
_THAN = rf"(?:より|よりも)(?:も)?{_OF}"
_OVER = (
    r"(?:上回|超え|こえ|越え)(?:る|った|た|っている|ってる|ている|てる|って[いお]り?ま(?:す|した)|てい?ます?|ます)"
    r"|オーバーする"
)
_ABOVE = re.compile(rf"{_ITS}(?:{_THAN}{_MORE}|(?:を|より|も)(?:{_OVER})|超(?=の))")
_UNDER = r"下回(?:る|った|っている|ってる|って[いお]り?ま(?:す|した)|ります)|割(?:る|った|り込む|っている)"
_BELOW = re.compile(rf"{_ITS}(?:{_THAN}{_LESS}|(?:を|より)(?:{_UNDER})|未満|に(?:届か|満た|達し|及ば)ない)")
_AT_LEAST = re.compile(rf"{_ITS}(?:と同じか(?:それ)?)?以上(?:ある|の予算がある|もらっている)?")
_AT_MOST = re.compile(rf"{_ITS}(?:と同じか(?:それ)?)?以下")
_HEAD = re.compile(
    r"\s*(?:予算|金額|額|規模|事業費)?(?:額)?(?:の|を持つ|が付いた|がついている)?(?:主要)?"
    r"(?:事業|課|もの|モノ|やつ|ヤツ|ところ|とこ|会計|特別会計|拡充|新規|継続|の(?:は|って|を|が|も|$|、)|は(?:どこ|どれ|何|いくつ)|どこ|どれ|件数)"
    r"|(?:の)?、(?=.*(?:事業|課|会計|もの))"
)
"""What rows are looked for; without it two things are compared, or one is asked about."""
_STATISTICS = {"agg.mean": Statistic.MEAN, "agg.median": Statistic.MEDIAN}
_KINDS = frozenset({Kind.DIVISION, Kind.PROJECT, Kind.ACCOUNT, Kind.DEPARTMENT})
_RELATIONS = ((_ABOVE, True, False), (_BELOW, False, False), (_AT_LEAST, True, True), (_AT_MOST, False, True))
_WHOSE = re.compile(r"(?:課|事業|全体|全事業|各課)の?\s*$")


@dataclass(frozen=True, slots=True)
class _Said:
    start: int
    end: int
    condition: Beyond


def beyond(frame: Frame) -> Frame | None:
    """The rows above or below what is named, where rows are looked for."""
    places = (*frame.scan.spans, *_described(frame))
    said = next((found for span in places if (found := _measured_by(frame, span))), None)
    return None if said is None else frame.without([(said.start, said.end)], said.condition)


def _described(frame: Frame) -> tuple[Span, ...]:
    """Words that describe one project, as if it were named there: «アンテナショップより高い事業»."""
    found = []
    for word in frame.scan.words:
        words = resolve_words(frame.text, (word,))
        if len(words.by_name) == 1 and not words.unknown:
            found.append(Span(word.start, word.end, names=frame.topics.named(frozenset(words.by_name))))
    return tuple(found)


def _measured_by(frame: Frame, span: Span) -> _Said | None:
    of = _reference(frame, span)
    if of is None:
        return None
    for pattern, above, inclusive in _RELATIONS:
        match = pattern.match(frame.text, span.end)
        if match and _HEAD.match(frame.text, match.end()) and not _is_said_of_one(frame, span):
            start = span.start
            if isinstance(of, Statistic) and (whose := _WHOSE.search(frame.text, 0, start)):
                start = whose.start()
            return _Said(start, match.end(), Beyond(of, above, inclusive))
    return None


def _reference(frame: Frame, span: Span) -> Named | Statistic | None:
    for concept in span.concepts:
        if concept in _STATISTICS:
            return _STATISTICS[concept]
    if len(span.names) == 1 and span.names[0].kind in _KINDS:
        return span.names[0]
    number = span.number
    if number is not None and number.kind is NumberKind.PROJECT:
        entry = frame.lexicon.entries.get((Kind.PROJECT, str(number.value)))
        return entry.named if entry else None
    return None


def relation_after(text: str, position: int) -> tuple[bool, bool] | None:
    """Whether what stands before is said to be exceeded (or fallen short of), and whether equal is enough."""
    for pattern, above, inclusive in _RELATIONS:
        if pattern.match(text, position):
            return above, inclusive
    return None


_TOPIC = re.compile(r"(?:の(?:当初)?予算額?)?(?:は|って|も)")


def _is_said_of_one(frame: Frame, reference: Span) -> bool:
    """«雇用対策課は平均より多いのか»: one thing is asked about, no rows are looked for."""
    return any(
        span is not reference and span.start < reference.start and _TOPIC.match(frame.text, span.end)
        for span in frame.scan.names
        if span.names[0].kind in _KINDS
    )
