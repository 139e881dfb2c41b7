"""What a message says beside its question: how the asker came to it, and what no budget answers.

«説明資料を作成しておりまして、…», «ニュースで見たんだけど、…はいくら», «二倍もらえるの？予算いくら».
"""

from __future__ import annotations

import re
from collections.abc import Callable

from nlp.reading import Decline, Refusal
from nlp.scan import Scan

_SOFT = frozenset({Refusal.APPLICATION, Refusal.CONTACT, Refusal.OUT_OF_SCOPE, Refusal.OPINION, Refusal.PERSON})
"""Refusals of what may be said in passing; that of another year or of the settlement changes which figure is asked."""
_CLAUSE_END = re.compile(r"[、,。?!\n]+|(?:けれども?|けど|んだが|ですが|ますが|ので|のに)(?=[^、,。?!\n])")
_ASKS_THEN = ("ask.amount", "ask.extent", "noun.budget", "ask.who", "ask.count", "ask.describe", "agg.sum")
_PREAMBLE = re.compile(
    r"[^、,。?!\n]{2,40}?(?:しており(?:まし|ます)|してい(?:まし|ます|る(?:の|ん)(?:です|だ))|してる(?:ん|の)(?:です|だ)|しますの"
    r"|恐れ入り(?:まし|ます)|恐縮(?:です|では)|申し訳(?:ありません|ございません|ない(?:です|ん|の)))"
    r"(?:て|が|ところ|けど|けれど|ので|で)?[、,]"
)
_NARROWS = ("cat.", "flag.", "rank.", "neg.", "by.", "move.", "agg.", "op.", "size.", "noun.project", "noun.division")
_DONE = re.compile(r"(?:を)?(?:いた)?し")


def without_aside(text: str, refused: Decline, says_of_what: Callable[[str], bool]) -> str | None:
    """The text without the clause that says what no budget answers, where another clause after it asks; else None.

    Args:
        text: folded.
        refused: why it was declined, and for which words.
        says_of_what: whether a piece names or describes something of the document.
    """
    if refused.why not in _SOFT or not refused.words:
        return None
    words = refused.words[0]
    at = text.find(words)
    ends = [0, *(match.end() for match in _CLAUSE_END.finditer(text))]
    start = max((end for end in ends if end <= at), default=0)
    end = min((end for end in ends if end >= at + len(words)), default=len(text))
    if at < 0 or end >= len(text.rstrip(" 。?!")):
        return None
    # What the clause is about is what the question is about.
    kept = f"{text[start:at]}、" if says_of_what(text[start:at]) else ""
    return f"{text[:start]}{kept}{text[end:]}"


def asks_of_a_budget(scanned: Scan) -> bool:
    """Whether a text asks for something of a named or described thing."""
    told = bool(scanned.names) or any(word.known for word in scanned.words)
    return told and scanned.has(*_ASKS_THEN)


def without_preamble(text: str, scanned: Callable[[str], Scan]) -> str:
    """The text without a first clause in which the asker tells of himself and that names and narrows nothing.

    Args:
        text: folded.
        scanned: what a piece says.
    """
    match = _PREAMBLE.match(text)
    if match is None:
        return text
    said = scanned(match.group())
    tells = bool(said.names or said.periods or said.amounts) or any(span.number for span in said.spans)
    tells = tells or any(concept.startswith(_NARROWS) for concept in said.concepts)
    tells = tells or any(
        (word.known and not (word.verbal and _DONE.match(said.text, word.end))) or not (word.known or word.verbal)
        for word in said.words
    )
    return text if tells else text[match.end() :]
