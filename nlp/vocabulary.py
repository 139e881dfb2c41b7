"""The closed vocabulary: the field's terms and the ways people ask, from `vocabulary.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from nlp.normalize import fold, hiragana
from nlp.tokens import tokenize

IDLE = "idle.words"
_SHORTEST_READING = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A surface of the vocabulary found in folded text."""

    start: int
    end: int
    concepts: tuple[str, ...]


class Vocabulary:
    """Surfaces of concepts, matched all at once; overlapping matches are all returned."""

    def __init__(self, concepts: dict[str, tuple[str, ...]], terms: dict[str, str]) -> None:
        """Args:
        concepts: concept («ask.amount») → its surfaces, folded.
        terms: surface of a term that may be asked the meaning of → the term's key.
        """
        self._terms = terms
        by_surface: dict[str, list[str]] = {}
        for concept, surfaces in concepts.items():
            for surface in surfaces:
                owners = by_surface.setdefault(surface, [])
                if concept not in owners:
                    owners.append(concept)
        self._surfaces = tuple(by_surface)
        self._concepts = tuple(tuple(owners) for owners in by_surface.values())
        self._automaton = AhoCorasick(self._surfaces)

    def hits(self, text: str) -> list[Hit]:
        """Every surface in folded text, overlapping ones included.

        A surface in Latin letters counts only as whole words.
        """
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if _is_latin(text[start]) and start and _is_latin(text[start - 1]):
                continue
            if _is_latin(text[end - 1]) and end < len(text) and _is_latin(text[end]):
                continue
            found.append(Hit(start, end, self._concepts[index]))
        return found

    def term(self, text: str, *, last: bool = False) -> str | None:
        """The key of the term in folded text whose meaning may be asked: the one named last, the longest there.

        Args:
            text: folded.
            last: it must end the text.
        """
        text = text.rstrip(" 「」『』\"'")
        found = [(text.rfind(surface) + len(surface), len(surface), surface) for surface in self._terms if surface in text]
        if not found or (last and max(found)[0] < len(text)):
            return None
        return self._terms[max(found)[2]]


def _is_latin(character: str) -> bool:
    return "a" <= character <= "z"


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary shipped with the package, with the kana readings of its kanji surfaces."""
    tables = tomllib.loads(files("nlp").joinpath("vocabulary.toml").read_text("utf-8"))
    concepts: dict[str, tuple[str, ...]] = {}
    terms = {fold(surface): key for key, surfaces in tables.pop("term").items() for surface in surfaces}
    for group, table in tables.items():
        for name, surfaces in table.items():
            folded = [fold(surface) for surface in surfaces]
            spelled = [] if group == "idle" else [kana for surface in folded if (kana := _kana(surface))]
            concepts[f"{group}.{name}"] = tuple(dict.fromkeys(folded + spelled))
    return Vocabulary(concepts, terms)


def _kana(surface: str) -> str | None:
    """The surface's reading, where it has kanji and the reading is long enough not to hide in other words."""
    if not any("一" <= character <= "鿿" for character in surface):
        return None
    reading = hiragana("".join(token.reading for token in tokenize(surface)))
    return reading if len(reading) > _SHORTEST_READING else None
