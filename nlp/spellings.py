"""What the tokenizer says of a document's words, worked out once per document: readings, parts of names, phrases.

Tokenizing a document touches a third of the dictionary (60 MB, a tenth of a second). The store keeps the result,
so that only a document's first question pays for it.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from nlp.catalogue import Catalogue
from nlp.normalize import fold
from nlp.query import Kind
from nlp.synonyms import general_synonyms
from nlp.tokens import DICTIONARY, Token, tokenize_all

_FORMAT = 5
_KANA = re.compile(r"[ぁ-ゖー]+")
_KATAKANA = re.compile(r"[ァ-ヶー]+")
_NOUNS = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞"})
_NOT_SPOKEN = frozenset({Kind.BREAKDOWN, Kind.OUTLINE})
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Spellings:
    readings: dict[str, str]
    """Kana → the word of the document it spells."""
    parts: dict[str, list[str]]
    """Names of divisions and accounts → their morphemes, marks and particles left out."""
    single: list[str]
    """Words of one character, each with its neighbours: «国» is a word in «の国の», not in «国際»."""
    kana: list[str]
    """Nouns the document writes in kana («ものづくり»): no term of the vocabulary is looked for inside."""
    threes: list[str]
    """Words of three kanji whose last two are another word: «学生» is not in «留学生», «社員» not in «正社員»."""
    phrases: dict[str, str]
    """Spellings of several words («女の人») → the one-word spelling the document has."""

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> Spellings:
        return Spellings(**json.loads(text))


def spellings_key() -> str:
    """Changes when kept spellings are no longer what would be worked out: the format, the dictionary, the synonyms."""
    state = repr((_FORMAT, DICTIONARY, general_synonyms()))
    return hashlib.sha256(state.encode()).hexdigest()[:16]


def spellings(catalogue: Catalogue) -> Spellings:
    """Work them out: a few thousand morphemes."""
    names = [
        (fold(name), entry.named.kind)
        for entry in catalogue.entries
        if entry.named.kind not in _NOT_SPOKEN
        for name in (entry.named.name, *entry.aliases)
    ]
    texts = [fold(entry.text) for entry in catalogue.entries if entry.text]
    groups = [[fold(word) for word in group] for group in (*general_synonyms(), *catalogue.synonyms)]
    words = [word for group in groups for word in group]
    tokens = tokenize_all([*(name for name, _ in names), *texts, *words])
    of_names, of_texts = tokens[: len(names)], tokens[len(names) : len(names) + len(texts)]
    of_words = dict(zip(words, tokens[len(names) + len(texts) :], strict=True))
    readings: dict[str, str] = {}
    for (_, kind), each in zip(names, of_names, strict=True):
        _add_readings(readings, each, whole=kind is not Kind.PROJECT)
    for each in of_texts:
        _add_readings(readings, each, whole=False)
    for word in {word for group in catalogue.synonyms for word in map(fold, group)}:
        _add_readings(readings, of_words[word], whole=True)
    printed = "\n".join((*(name for name, _ in names), *texts))
    return Spellings(
        readings,
        {
            name: [token.surface for token in each if token.pos not in {"補助記号", "空白", "助詞"}]
            for (name, kind), each in zip(names, of_names, strict=True)
            if kind in {Kind.DIVISION, Kind.ACCOUNT}
        },
        sorted({place for each in (*of_names, *of_texts) for place in _singles(each)}),
        sorted({run for each in (*of_names, *of_texts) for run in _kana_nouns(each)}),
        sorted({word for each in (*of_names, *of_texts) for word in _threes(each)}),
        _phrases(groups, of_words, printed) | _clipped((*of_names, *of_texts)),
    )


def _kana_nouns(tokens: tuple[Token, ...]) -> Iterable[str]:
    """Runs of nouns written in hiragana, four characters or more."""
    run = ""
    for token in (*tokens, None):
        if token is not None and token.pos in _NOUNS and _KANA.fullmatch(token.surface):
            run += token.surface
            continue
        if len(run) > _SHORTEST:
            yield run
        run = ""


def _singles(tokens: tuple[Token, ...]) -> Iterable[str]:
    for before, token, after in zip((None, *tokens), tokens, (*tokens[1:], None), strict=False):
        if len(token.surface) == 1:
            yield (before.surface[-1] if before else "\n") + token.surface + (after.surface[0] if after else "\n")


_THREE = re.compile(r"[一-鿿々]{3}")
_PLACES = frozenset("県国市町村府都道部課局本他約")
"""«県産品», «国保険»: whose, and no part of the word."""


def _threes(tokens: tuple[Token, ...]) -> Iterable[str]:
    for first, second in itertools.pairwise(tokens):
        said = first.surface[-2:] + second.surface
        if first.end != second.start or first.pos != "名詞" or not _THREE.fullmatch(said):
            continue
        prefixed = second.pos == "名詞" and len(first.surface) == 1 and first.surface not in _PLACES
        if prefixed or (second.pos == "接尾辞" and len(second.surface) == 1):
            yield said


def _phrases(groups: list[list[str]], tokens: dict[str, tuple[Token, ...]], printed: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for group in groups:
        word = next((word for word in group if word in printed), None)
        for spelling in group if word else ():
            if word and any(token.pos not in _NOUNS for token in tokens[spelling]):
                found[spelling] = word
    return found


def _clipped(tokens: Iterable[tuple[Token, ...]]) -> dict[str, str]:
    """Two words in katakana as people clip them: «サポステ» for サポートステーション."""
    found: dict[str, str] = {}
    for each in tokens:
        for first, second in itertools.pairwise(each):
            words = (first.surface, second.surface)
            if first.end == second.start and all(len(w) > _SHORTEST - 1 and _KATAKANA.fullmatch(w) for w in words):
                found.setdefault(first.surface[:2] + second.surface[:2], first.surface + second.surface)
    return {short: whole for short, whole in found.items() if not short.endswith("ー")}


def _add_readings(readings: dict[str, str], tokens: tuple[Token, ...], *, whole: bool) -> None:
    """Kana readings of the words in a name or text: single content morphemes and runs of up to four."""
    words = [token for token in tokens if token.surface.strip()]
    for start in range(len(words)):
        reading = surface = ""
        for token in words[start : start + 4]:
            if not token.is_content or token.pos in {"動詞", "形容詞", "副詞", "感動詞"}:
                break
            reading += token.reading
            surface += token.surface
            if len(reading) >= _SHORTEST and _KANA.fullmatch(reading) and not _KANA.fullmatch(surface):
                readings.setdefault(reading, surface)
    if whole:
        reading = "".join(token.reading for token in words).replace("・", "").replace("きごう", "")
        if len(reading) >= _SHORTEST and _KANA.fullmatch(reading):
            readings.setdefault(reading, "".join(token.surface for token in words))
