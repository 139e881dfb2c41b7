"""The sentences of a message to read and the end of them that asks: a story is read as far as its question needs."""

from __future__ import annotations

import re
from collections.abc import Callable

from nlp.vocabulary import vocabulary

_SENTENCE = re.compile(r"[^。!?\n]+[。!?\n]*")
_STATED = re.compile(r"(?:です|ます|んだ|でした|ました|でして|[一-鿿]中)(?:よ|ね|が|けど)?[。!\s]*$")
_OF_WHAT = re.compile(r"課|部|会計|戦略|新規|拡充|継続|[0-9]")
"""What is told that may say which rows are meant."""
_LEAVES_OUT = re.compile(r"(?:外|除|抜|省)(?:す|く|いて|して|こう|そう|きたい|したい)|除外|のぞ[くい]|はず[すし]|抜き")
"""«…がデカすぎるので外す。残りは?»: no story, but a condition."""
_SHORT = 30
"""Characters: what is shorter is one thought."""
_MOST_BEFORE = 3
"""Sentences before the asking one that may say what it is about."""
_ASKING = frozenset(
    {"noun.budget", "ask.amount", "noun.project", "ask.who", "ask.count", "noun.division", "ask.describe"}
)
SaysOfWhat = Callable[[str], bool]
"""Whether a sentence names or describes something of the document."""


def windows(text: str, says_of_what: SaysOfWhat) -> tuple[tuple[str, str], ...]:
    """The sentences to read and the end of them that asks, narrowest first: of long talk, the last that asks about
    a budget and says of what, with what follows; then with more of what went before. Short questions stay whole,
    unless they only tell something before."""
    sentences = [match.group() for match in _SENTENCE.finditer(text)]
    if len(sentences) < 2:
        return ((text, text),)
    if len(text) <= _SHORT:
        whole = ((text, text),)
        only_tells = all(_STATED.search(each) and not (_OF_WHAT.search(each) or _asks(each)) for each in sentences[:-1])
        # «仕事さがし中です。職業訓練の事業を教えて»
        return ((sentences[-1], sentences[-1]), *whole) if only_tells and says_of_what(sentences[-1]) else whole
    index = next((i for i in range(len(sentences) - 1, -1, -1) if _asks(sentences[i])), None)
    if index is None and not says_of_what(sentences[-1]):
        return ((text, text),)
    index = len(sentences) - 1 if index is None else index
    # What follows may ask more: «あれいくら？あと担当も».
    asking = "".join(sentences[index:])
    if any(_LEAVES_OUT.search(earlier) and says_of_what(earlier) for earlier in sentences[:index]):
        return ((text, text),)
    one_thought = any(_asks(earlier) for earlier in sentences[:index]) or not says_of_what(asking)
    if len(text) <= 2 * _SHORT and one_thought:
        return ((text, text),)
    start = index
    while start and not says_of_what("".join(sentences[start:])):
        start -= 1
    starts = range(start, max(-1, start - _MOST_BEFORE - 1), -1)
    return tuple(("".join(sentences[first:]), asking) for first in starts)


def _asks(sentence: str) -> bool:
    return any(_ASKING.intersection(hit.concepts) for hit in vocabulary().hits(sentence))
