"""The content words of a question that no span took: runs of nouns, looked up in the document."""

from __future__ import annotations

import re

from nlp.normalize import fold
from nlp.tokens import Token
from nlp.topics import Topics, Word

_NOUN_PARTS = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞", "記号"})
_VERBAL = frozenset({"サ変可能", "副詞可能", "形状詞可能", "サ変形状詞可能"})
_KANA = re.compile(r"[ぁ-ゖ]")
Extent = tuple[int, int]
"""Start and end in the folded question."""


def kana_nouns(text: str, topics: Topics) -> list[Extent]:
    """Where the text has nouns that the document writes in kana («ものづくり»)."""
    return [match.span() for noun in topics.kana if noun in text for match in re.finditer(re.escape(noun), text)]


_QUOTED = re.compile(r"「([^「」]{3,40})」|『([^『』]{3,40})』|\"([^\"]{3,40})\"")


def content_nouns(text: str, topics: Topics, known: list[Extent]) -> list[Extent]:
    """What is one word whatever the tokenizer takes it for: nouns in kana, and what is quoted from the document.

    Args:
        known: terms and names. A quoted one is that term; what is quoted around terms is a word all the same.
    """
    groups = ((match, match.lastindex or 0) for match in _QUOTED.finditer(text))
    spans = [match.span(group) for match, group in groups if topics.occurs(match[group])]
    quoted = [(start, end) for start, end in spans if not any(s <= start and end <= e for s, e in known)]
    return [*quoted, *(noun for noun in kana_nouns(text, topics) if not inside(*noun, quoted))]


def content_words(
    tokens: tuple[Token, ...], covered: list[Extent], idle: set[Extent], nouns: list[Extent], topics: Topics
) -> tuple[Word, ...]:
    """Runs of adjacent nouns, looked up; a run that occurs nowhere whole keeps its parts.

    Args:
        tokens: of the question.
        covered: what spans took.
        idle: words that carry nothing. They do not part a compound: «県» in «県産品» is not the «県» of «県の予算».
        nouns: nouns the document writes in kana, which the tokenizer shatters, and what is quoted from it.
        topics: where words are looked up.
    """
    runs: list[list[Token]] = []
    joints = _joints(tokens, topics)
    for token in tokens:
        if inside(token.start, token.end, nouns) or overlaps(token.start, token.end, covered):
            continue
        noun = token.pos in _NOUN_PARTS and token.detail not in {"非自立可能", "数詞"} and not _is_mark(token)
        if not noun and token.start not in joints:
            continue
        if _is_particle(token):
            continue
        if runs and runs[-1][-1].end == token.start:
            runs[-1].append(token)
        else:
            runs.append([token])
    words = [word for run in runs if (word := _word(run, idle, topics)) is not None]
    words += [
        topics.word(start, end, fold("".join(t.surface for t in tokens if start <= t.start and t.end <= end)))
        for start, end in nouns
        if not overlaps(start, end, covered)
    ]
    words += _with_digits(tokens, covered, words, topics)
    return tuple(sorted(words, key=lambda word: word.start))


_WITH_DIGITS = re.compile(r"(?<![a-z0-9.,])[0-9]+[a-z]{1,3}(?![a-z0-9])")


def _with_digits(tokens: tuple[Token, ...], covered: list[Extent], words: list[Word], topics: Topics) -> list[Word]:
    """«5g»: digits with letters, which the tokenizer takes for a number."""
    text = "".join(token.surface for token in tokens)
    taken = [*covered, *((word.start, word.end) for word in words)]
    found = (match for match in _WITH_DIGITS.finditer(text) if not overlaps(*match.span(), taken))
    return [topics.word(match.start(), match.end(), match.group()) for match in found]


def inside(start: int, end: int, extents: list[Extent]) -> bool:
    for s, e in extents:  # noqa: SIM110  (asked a hundred times a question: a generator takes thrice as long)
        if s <= start and end <= e:
            return True
    return False


def overlaps(start: int, end: int, extents: list[Extent]) -> bool:
    for s, e in extents:  # noqa: SIM110
        if start < e and s < end:
            return True
    return False


def _joints(tokens: tuple[Token, ...], topics: Topics) -> frozenset[int]:
    """Where a mark joins two words into one that the document writes so: «u・iターン»."""
    return frozenset(
        mark.start
        for before, mark, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
        # «AI・ロボット» are two, each a word by itself.
        if mark.surface in {"・", "-"}
        and min(len(before.surface), len(after.surface)) == 1
        and topics.occurs(f"{before.surface}{mark.surface}{after.surface}")
    )


def _is_mark(token: Token) -> bool:
    return not any(character.isalnum() for character in token.surface)


def _is_particle(token: Token) -> bool:
    """One kana after a noun is the dialect's particle («研究所さ金»), whatever the tokenizer takes it for."""
    return token.pos == "接尾辞" and len(token.surface) == 1 and bool(_KANA.fullmatch(token.surface))


def _word(run: list[Token], idle: set[Extent], topics: Topics) -> Word | None:
    run = _trimmed(run, idle)
    if not run:
        return None
    surface = fold("".join(token.surface for token in run))
    verbal = run[-1].use in _VERBAL
    if len(run) == 1:
        single = topics.word(run[0].start, run[0].end, surface, verbal=verbal)
        return single if len(surface) > 1 or "一" <= surface <= "鿿" else None
    parts = [topics.word(token.start, token.end, token.surface) for token in run]
    told = tuple(part for part in parts if len(part.surface) > 1)
    return topics.word(run[0].start, run[-1].end, surface, told, verbal=verbal)


_OF_A_FIELD = frozenset({"系", "等", "類", "関連", "関係", "絡み", "がらみ"})
"""«Uターン系»: whatever is about it."""


def _trimmed(run: list[Token], idle: set[Extent]) -> list[Token]:
    """The run without idle words at its ends, unless they are part of a longer token there."""
    while run and any(start <= run[0].start and run[0].end <= end for start, end in idle) and len(run[0].surface) > 1:
        run = run[1:]
    while len(run) > 1 and run[-1].surface in _OF_A_FIELD:
        run = run[:-1]
    while len(run) > 1 and any(start <= run[-1].start and run[-1].end <= end for start, end in idle):
        if len(run[-1].surface) == 1:
            break  # a suffix: «外国人»
        run = run[:-1]
    if len(run) == 1 and any(start <= run[0].start and run[0].end <= end for start, end in idle):
        return []
    return run
