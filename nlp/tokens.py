"""Sudachi behind one small wrapper: the only module that knows the tokenizer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from sudachipy import Dictionary, Morpheme, SplitMode

from nlp.normalize import hiragana

DICTIONARY = "20261015"
"""The dictionary's pinned version; a test holds it to what is installed (asking at run time costs 30 ms)."""

MAX_BYTES = 49_149
"""Longer input makes Sudachi raise."""

_BATCH = 4_000
"""Characters a call: well under `MAX_BYTES` in any script."""

CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "接尾辞", "感動詞"})
"""Parts of speech that can carry meaning of their own."""


@dataclass(frozen=True, slots=True)
class Token:
    """One morpheme of the shortest division (mode A)."""

    start: int
    end: int
    surface: str
    pos: str
    """Major part of speech: 名詞, 動詞, 助詞 …"""
    detail: str
    """Its first division: 普通名詞, 固有名詞, 格助詞 …"""
    use: str
    """Its second division: サ変可能 (a noun that する makes a verb), 副詞可能, 人名, 地名 …"""
    katakana: str
    """Sudachi's reading."""
    lemma: str
    """Its dictionary form: 削る for 削ら, する for さ."""

    @property
    def reading(self) -> str:
        """In hiragana."""
        return hiragana(self.katakana)

    @property
    def is_content(self) -> bool:
        return self.pos in CONTENT


@lru_cache(maxsize=1)
def _dictionary() -> Dictionary:
    # 0.2 s and 90 MB: loaded once, on first use, never at import.
    return Dictionary(dict="core")


@cache
def _part_of_speech(identifier: int) -> tuple[str, str, str]:
    """Major part of speech and its first two divisions; asking Sudachi per morpheme costs more than tokenizing."""
    pos = _dictionary().pos_of(identifier)
    return (pos[0], pos[1], pos[2]) if pos else ("", "", "")


def tokenize(text: str) -> tuple[Token, ...]:
    """The morphemes of folded text, in order.

    A tokenizer may not be shared between threads and costs a quarter of a microsecond: one is made per call.

    Raises:
        ValueError: the text is longer than `MAX_BYTES`.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise ValueError(f"text over {MAX_BYTES} bytes")
    return tuple(_token(m, 0) for m in _dictionary().tokenizer().tokenize(text, SplitMode.A))


def tokenize_all(texts: Iterable[str]) -> list[tuple[Token, ...]]:
    """The morphemes of each of many short texts; one call to Sudachi for thousands of characters.

    A call costs more than the words in it: a document's names take a fifth of the time this way.
    """
    found: list[tuple[Token, ...]] = []
    for batch in _batches(texts):
        starts = list(accumulate((len(text) + 1 for text in batch), initial=0))
        pieces: list[list[Token]] = [[] for _ in batch]
        index = 0
        for morpheme in _dictionary().tokenizer().tokenize("\n".join(batch), SplitMode.A):
            while morpheme.begin() >= starts[index + 1]:
                index += 1
            if morpheme.surface() != "\n":
                pieces[index].append(_token(morpheme, starts[index]))
        found.extend(map(tuple, pieces))
    return found


def _batches(texts: Iterable[str]) -> Iterable[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        text = text.replace("\n", " ")
        if batch and size + len(text) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text) + 1
    if batch:
        yield batch


def _token(morpheme: Morpheme, offset: int) -> Token:
    return Token(
        morpheme.begin() - offset,
        morpheme.end() - offset,
        morpheme.surface(),
        *_part_of_speech(morpheme.part_of_speech_id()),
        morpheme.reading_form(),
        morpheme.dictionary_form(),
    )
