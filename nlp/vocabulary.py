"""The closed vocabulary: the field's terms and the ways people ask, from `vocabulary.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from nlp.normalize import fold, hiragana
from nlp.tokens import Token

_BESIDES = frozenset({"term", "verbs"})
"""Tables of other things than surfaces."""
IDLE = "idle.words"
_MOST_PARTS = 3
"""Morphemes of a compound verb: 落ち・込む, 上乗せ・する."""
READINGS = "readings.toml"
_HIRAGANA = re.compile(r"[ぁ-ゖー]{2,}")
_KATAKANA = re.compile(r"[ァ-ヶー]{2,}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A surface of the vocabulary found in folded text."""

    start: int
    end: int
    concepts: tuple[str, ...]


class Vocabulary:
    """Surfaces of concepts, matched all at once; overlapping matches are all returned."""

    def __init__(
        self, concepts: dict[str, tuple[str, ...]], terms: dict[str, str], verbs: dict[str, tuple[str, ...]]
    ) -> None:
        """Args:
        concepts: concept («ask.amount») → its surfaces, folded.
        terms: surface of a term that may be asked the meaning of → the term's key.
        verbs: verb in its dictionary form → its concepts.
        """
        self._terms = terms
        self._verbs = verbs
        by_surface: dict[str, list[str]] = {}
        for concept, surfaces in concepts.items():
            for surface in surfaces:
                owners = by_surface.setdefault(surface, [])
                if concept not in owners:
                    owners.append(concept)
        self._surfaces = tuple(by_surface)
        self._concepts = tuple(tuple(owners) for owners in by_surface.values())
        self._indices = {surface: index for index, surface in enumerate(self._surfaces)}
        self._automaton = AhoCorasick(self._surfaces)
        # The few that may run on into another word.
        self._latin = frozenset(i for i, s in enumerate(self._surfaces) if s and (_is_latin(s[0]) or _is_latin(s[-1])))

    def hits(self, text: str) -> list[Hit]:
        """Every surface in folded text, overlapping ones included.

        A surface in Latin letters counts only as whole words.
        """
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if index in self._latin:
                if _is_latin(text[start]) and start and _is_latin(text[start - 1]):
                    continue
                if _is_latin(text[end - 1]) and end < len(text) and _is_latin(text[end]):
                    continue
            found.append(Hit(start, end, self._concepts[index]))
        return found + self._in_katakana(text)

    def _in_katakana(self, text: str) -> list[Hit]:
        """Whole runs of katakana that say an ordinary word: «ナンボ»."""
        return [
            Hit(match.start(), match.end(), self._concepts[self._indices[spoken]])
            for match in _KATAKANA.finditer(text)
            if (spoken := hiragana(match.group())) in self._indices
        ]

    def verbs(self, tokens: Sequence[Token]) -> list[Hit]:
        """Every verb of the vocabulary in whatever form: «積み増されて» for 積み増す, «上乗せした» for 上乗せする."""
        found = []
        for last, token in enumerate(tokens):
            if token.pos != "動詞" or _says_what_for(tokens, last):
                continue
            said = token.lemma
            for first in range(last, max(last - _MOST_PARTS, -1), -1):
                if first < last:
                    said = tokens[first].surface + said
                if said in self._verbs:
                    found.append(Hit(tokens[first].start, token.end, self._verbs[said]))
        return found

    def term(self, text: str, *, last: bool = False) -> str | None:
        """The key of the term in folded text whose meaning may be asked: the one named last, the longest there.

        Args:
            text: folded.
            last: it must end the text.
        """
        text = text.rstrip(" 「」『』\"'")
        found = [
            (text.rfind(surface) + len(surface), len(surface), surface) for surface in self._terms if surface in text
        ]
        if not found or (last and max(found)[0] < len(text)):
            return None
        return self._terms[max(found)[2]]


_AIMS = frozenset({"ため", "たい", "よう", "こと"})


def _says_what_for(tokens: Sequence[Token], index: int) -> bool:
    """«所得を増やす事業», «減らしたい»: what something is for, not what became of a budget."""
    verb, after = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None:
        return False
    if after.surface in _AIMS:
        return True
    return verb.surface == verb.lemma and after.pos in {"名詞", "接頭辞"} and after.surface != "課"


def _is_latin(character: str) -> bool:
    return "a" <= character <= "z"


def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("nlp").joinpath("vocabulary.toml").read_text("utf-8"))


def _folded(tables: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    return {
        f"{group}.{name}": [fold(surface) for surface in surfaces]
        for group, table in tables.items()
        if group not in _BESIDES
        for name, surfaces in table.items()
    }


def surfaces_to_spell() -> tuple[str, ...]:
    """The surfaces with kanji whose readings `readings.toml` holds, so that no start has to work them out."""
    folded = _folded(_tables())
    spoken = (s for concept, surfaces in folded.items() if concept != IDLE for s in surfaces)
    return tuple(s for s in dict.fromkeys(spoken) if any("一" <= character <= "鿿" for character in s))


@lru_cache(maxsize=1)
def spoken_surfaces() -> frozenset[str]:
    """Surfaces that are written in hiragana to begin with («でしょうか», «のうち»): ordinary speech."""
    return frozenset(s for surfaces in _folded(_tables()).values() for s in surfaces if _HIRAGANA.fullmatch(s))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary shipped with the package, with the kana readings of its kanji surfaces."""
    tables = _tables()
    concepts: dict[str, tuple[str, ...]] = {}
    terms = {fold(surface): key for key, surfaces in tables["term"].items() for surface in surfaces}
    folded = _folded(tables)
    readings: dict[str, str] = tomllib.loads(files("nlp").joinpath(READINGS).read_text("utf-8"))["readings"]
    for concept, surfaces in folded.items():
        spelled = [] if concept == IDLE else [readings[surface] for surface in surfaces if surface in readings]
        concepts[concept] = tuple(dict.fromkeys(surfaces + spelled))
    verbs: dict[str, list[str]] = {}
    for concept, lemmas in tables["verbs"].items():
        for lemma in lemmas:
            verbs.setdefault(lemma, []).append(concept)
    return Vocabulary(concepts, terms, {lemma: tuple(owners) for lemma, owners in verbs.items()})
