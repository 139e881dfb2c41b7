"""An order that was said by a word nobody read: from which end to rank is not known."""

from __future__ import annotations

from nlp.asking import only_asks
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import Operation
from nlp.vocabulary import IDLE
from nlp.words import overlaps


def unread_order(frame: Frame, draft: Draft) -> tuple[str, ...]:
    """«一番…い事業» with an adjective nobody read: from which end to rank is not known."""
    sized = frame.near is not None or frame.has("size.big", "size.small", "rank.descending", "rank.ascending")
    if draft.operation is not Operation.RANK or sized:
        return ()
    if frame.about_change:
        return _what_is_most(frame)
    if told := _by_what(frame) or _by_which_verb(frame):
        return (told,)
    taken = [(span.start, span.end) for span in frame.scan.spans]
    left = (token for token in frame.scan.tokens if token.pos == "形容詞" and token.detail == "一般")
    return tuple(t.surface for t in left if not overlaps(t.start, t.end, taken))[:1]


def _what_is_most(frame: Frame) -> tuple[str, ...]:
    """«下げ幅が一番緩やか»: of a change too an adjective that nobody read turns the order round."""
    taken = [(span.start, span.end) for span in frame.scan.spans]
    for most in frame.scan.all("rank.most", "rank.least"):
        after = next((t for t in frame.scan.tokens if t.start >= most.end and t.pos != "助詞"), None)
        adjective = after is not None and after.pos in {"形容詞", "形状詞"} and after.detail == "一般"
        if after and adjective and not overlaps(after.start, after.end, taken):
            return (after.surface,)
    return ()


def _by_which_verb(frame: Frame) -> str:
    """«一番喜ばれる事業»: ranked by what one does, which no figure tells."""
    taken = [(span.start, span.end) for span in frame.scan.spans]
    for most in frame.scan.all("rank.most", "rank.least"):
        verb = next((t for t in frame.scan.tokens if t.start == most.end), None)
        told = verb is not None and verb.pos == "動詞" and not only_asks(verb)
        if verb and told and not overlaps(verb.start, verb.end, taken):
            return verb.surface
    return ""


def _by_what(frame: Frame) -> str:
    """The noun right after «一番», which no span but an idle one took: «一番最近の事業» is not the largest."""
    read = [(s.start, s.end) for s in frame.scan.spans if s.names or s.period or set(s.concepts) - {IDLE}]
    for most in frame.scan.all("rank.most", "rank.least"):
        noun = next((t for t in frame.scan.tokens if t.start == most.end), None)
        if noun is None or noun.pos not in {"名詞", "形状詞"} or len(noun.surface) < _A_NOUN:
            continue
        if not overlaps(noun.start, noun.end, read):
            return noun.surface
    return ""


_A_NOUN = 2
