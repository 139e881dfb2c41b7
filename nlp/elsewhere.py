"""What a question's words are said of: another place than the document's, another sentence than the asking one."""

from __future__ import annotations

import re

from nlp.frame import Frame
from nlp.resolution import is_generic
from nlp.scan import Span
from nlp.topics import Word

_AMOUNT_ASKED = frozenset({"noun.budget", "ask.amount", "ask.extent"})
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_WHERE = re.compile(
    r"(?:市|町|村|県|駅前|地方|方面)?(?:で(?:の|やる|やって|開)|の(?!話|こと|ほう|方|人)|にある|への|向けの?)"
)


def is_of_another(frame: Frame, word: Word) -> bool:
    """«大阪の物産展»: a name that the document lacks tells which one is meant."""
    if word.known or any(part.known for part in word.parts) or not _WHERE.match(frame.text, word.end):
        return False
    return any(
        token.detail == "固有名詞" and len(token.surface) > 1
        for token in frame.scan.tokens
        if word.start <= token.start < word.end
    )


def outside_the_question(frame: Frame, words: list[Word]) -> tuple[str, ...]:
    """«待機児童対策はなんぼ?子ども預けられなくて»: what is asked about is unknown, the rest a story."""
    asked = next((span for span in _amounts(frame) if "ask.amount" in span.concepts), None)
    if asked is None:
        return ()
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(frame.text)), len(frame.text)]
    start = max(end for end in ends if end <= asked.start)
    end = min(end for end in ends if end >= asked.end)
    inside = [word for word in words if start <= word.start < end and not is_generic(word.surface)]
    told = [word for word in words if word.known and not start <= word.start < end]
    strange = tuple(word.surface for word in inside if not (word.known or _HIRAGANA.fullmatch(word.surface)))
    return strange if told and len(strange) == len(inside) else ()


def is_told_before(frame: Frame, word: Word) -> bool:
    """«…、会議所が指導してくれるやつ。予算額は?»: another sentence asks."""
    return any(
        span.start > word.end and _SENTENCE_END.search(frame.text, word.end, span.start) for span in _amounts(frame)
    )


def _amounts(frame: Frame) -> list[Span]:
    return [span for span in frame.scan.spans if _AMOUNT_ASKED.intersection(span.concepts)]


_SENTENCE_END = re.compile(r"[。?!\n]|\.\.\.")
