"""Whether a follow-up was heard: that it asks something at all, and that nothing it says was passed over.

A turn that names nothing is completed from the conversation, so what is left unread in it would be answered with the
last figure again: «面白いのは?», «いつ始まった?», «2倍にしたら?».
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from nlp.asking import only_asks
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.normalize import fold
from nlp.query import OF_WORDS, Kind, Named, Operation
from nlp.tokens import tokenize
from nlp.topics import Word

_LONGEST = 40
"""Characters; longer turns tell a story."""
_SHORT = 15
_ASKING = ("ask.", "agg.", "op.", "rank.", "move.", "by.", "noun.", "size.", "cat.", "flag.", "unit.", "neg.")
_REFERRING = frozenset({"ref.those", "ref.both", "ref.others", "ref.back", "ref.same_division", "ref.narrow"})
_NOTHING = frozenset({"ask.polar", "ask.confirm", "noun.thing", "ask.all", "ask.tell"})
_MEANT = frozenset({"動詞", "形容詞", "形状詞", "名詞", "副詞", "代名詞"})
_INDEPENDENT = frozenset({"一般", "普通名詞", "固有名詞", "*"})
_QUESTIONS = frozenset({"いつ", "誰", "だれ", "なぜ", "何故", "どうして"})
_MOSTLY = 0.7
_SLIP = 80.0


def asks_nothing(frame: Frame) -> bool:
    """«うーん», «まじか», «それな»: nothing said asks for anything."""
    if frame.timing.periods or frame.timing.base or frame.scan.amounts or frame.scan.names or frame.scan.words:
        return False
    numbers = any(span.number for span in frame.scan.spans)
    asked = frame.scan.concepts - _NOTHING
    return not numbers and not any(c.startswith(_ASKING) or c in _REFERRING for c in asked)


def unheard(frame: Frame, placed: tuple[tuple[int, int], ...] = ()) -> tuple[str, ...]:
    """Content of a short follow-up that nothing took up: verbs, adjectives, digits, a question for when or who.

    Args:
        frame: the turn.
        placed: stretches of it that were read as a whole.
    """
    if len(frame.text) > _LONGEST:
        return ()
    taken = [(span.start, span.end) for span in frame.scan.spans] + [(w.start, w.end) for w in frame.scan.words]
    taken += placed
    free = [t for t in frame.scan.tokens if not any(s < t.end and t.start < e for s, e in taken)]
    digits = [t.surface for t in free if t.surface.isdigit()]
    meant = [
        t.surface
        for t in free
        if t.surface in _QUESTIONS
        or (t.pos in _MEANT and t.detail in _INDEPENDENT and t.pos != "代名詞" and not only_asks(t))
    ]
    return tuple(dict.fromkeys((*digits, *meant)))[:3]


def passed_over(frame: Frame, draft: Draft) -> tuple[str, ...]:
    """What a short question says and its reading leaves aside, of rows that no words describe.

    Where words describe a project, verbs tell its story; where none do, every verb may be a condition or an operation:
    «一番高い事業ほったらかして全部でいくら».
    """
    if frame.context.queries:
        return (*misread(frame, draft), *unheard(frame))
    if frame.scan.words or frame.projects or draft.operation in OF_WORDS or draft.partial_words:
        return ()
    aside = {token.surface for token in frame.scan.tokens if token.pos == "副詞" or not token.surface[0].isalnum()}
    held = draft.claim is not None or draft.operation is Operation.COMPARE
    missed = (*unheard(frame), *(_own_verbs(frame) if len(frame.text) <= _LONGEST else ()))
    return tuple(said for said in missed if said not in aside and not (held and _HELD_AGAINST.match(said)))


def _own_verbs(frame: Frame) -> tuple[str, ...]:
    """Verbs that may only help another but stand by themselves: «今年度で終わる事業»."""
    tokens = frame.scan.tokens
    taken = [(span.start, span.end) for span in frame.scan.spans]
    return tuple(
        token.surface
        for before, token in zip((None, *tokens), tokens, strict=False)
        if token.pos == "動詞"
        and token.detail == "非自立可能"
        and (before is None or (before.pos in {"助詞", "名詞"} and before.surface != "て"))
        and not any(start < token.end and token.start < end for start, end in taken)
        and not only_asks(token)
    )


_HELD_AGAINST = re.compile(r"上回|下回|以上|以下|未満|超")


def misread(frame: Frame, draft: Draft) -> tuple[str, ...]:
    """What a short turn says of a project that is none of its words: «業者は?» is not «小規模事業者»."""
    rows = draft.selection
    if rows is None or len(frame.text) > _SHORT or not frame.scan.words or frame.scan.names:
        return ()
    if draft.operation is not Operation.SHOW:
        return ()
    if not only_does(frame) and all(is_said_of(frame, subject) for subject in rows.subjects):
        return ()
    return tuple(word.surface for word in frame.scan.words)


def only_does(frame: Frame) -> bool:
    """«利用できる人は», «開設は»: words of doing that are in no name describe no project."""
    words = frame.scan.words
    return bool(words) and not frame.scan.names and all(word.verbal and not word.in_names for word in words)


def is_said_of(frame: Frame, subject: Named) -> bool:
    """Whether the words that describe a project are its own: most of each word, as whole words of its text."""
    entry = frame.lexicon.entry(subject)
    if subject.kind is not Kind.PROJECT or entry is None:
        return True
    names = fold("\n".join((entry.named.name, *entry.aliases)))
    text = f"{names}\n{fold(entry.text)}"
    starts = {token.start for token in tokenize(text)}
    words = (*frame.resolution.words, *frame.resolution.dropped, *frame.resolution.unknown)
    return all(_stands_in(word, text, starts) or _is_a_slip_of(names, word) for word in words)


def _is_a_slip_of(names: str, word: Word) -> bool:
    return not word.known and fuzz.partial_ratio(word.surface, names) >= _SLIP


def _stands_in(word: Word, text: str, starts: set[int]) -> bool:
    if any(_begins_a_word(spelling, text, starts) for spelling in word.spellings):
        return True
    parts = [part for part in word.parts if any(_begins_a_word(s, text, starts) for s in part.spellings)]
    return sum(len(part.surface) for part in parts) >= _MOSTLY * len(word.surface)


def _begins_a_word(spelling: str, text: str, starts: set[int]) -> bool:
    """Not as the end of a compound, where the word is a short one: «業者» is said of no «製造業者»."""
    tail = len(spelling) <= _SHORT_WORD
    return any(
        match.start() in starts and not (tail and _IN_KANJI.match(text, match.start() - 1))
        for match in re.finditer(re.escape(spelling), text)
        if match.start()
    ) or text.startswith(spelling)


_SHORT_WORD = 2
_IN_KANJI = re.compile(r"[一-鿿][一-鿿]")
