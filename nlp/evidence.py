"""How well each project fits words that no project has all of: scored evidence, and when it is enough."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.resolution import is_generic
from nlp.topics import Word

_IN_NAME = 1.6
"""A word of a project's name tells more than one of its summary."""
_SAME_MEANING = 0.75
_PART = 0.8
"""A morpheme of a compound tells less than a word said by itself."""
_GENERIC = 0.15
_UNKNOWN = 2.2
"""What a word counts that no project has: it may have been meant to tell projects apart."""
_VERBAL = 0.7
"""Such a word that is said of what is done («措置», «相談»)."""
_ENOUGH = 3.3
_AHEAD = 1.3
"""Times the second's score."""
_OUTWEIGHS = 0.75
"""Times the weight of what was not found."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one project."""

    index: int
    score: float
    lost: float
    """The weight of the words this project has not."""

    @property
    def enough(self) -> bool:
        return self.score >= _ENOUGH and self.score >= _OUTWEIGHS * self.lost


def ranked(words: tuple[Word, ...]) -> tuple[Evidence, ...]:
    """Projects by how much of the words they have, best first; those that have none left out."""
    total = sum(weight for word in words for _, weight in _pieces(word))
    scores: dict[int, float] = {}
    found: dict[int, float] = {}
    for word in words:
        for piece, weight in _pieces(word):
            for index in piece.in_texts:
                scores[index] = scores.get(index, 0.0) + weight * _how_telling(piece, index)
                found[index] = found.get(index, 0.0) + weight
        for part in word.parts if word.known else ():
            # A project without the compound may have what it is made of.
            weight = _weight(part) * _PART * _PART
            for index in part.in_texts - word.in_texts:
                scores[index] = scores.get(index, 0.0) + weight * _how_telling(part, index)
                found[index] = found.get(index, 0.0) + weight
    order = sorted(scores, key=lambda index: (-scores[index], index))
    return tuple(Evidence(index, scores[index], total - found[index]) for index in order)


def _how_telling(word: Word, index: int) -> float:
    """The very word tells more than one that means the same, and a name more than a text."""
    return (_IN_NAME if index in word.near_names else 1.0) * (1.0 if index in word.literal else _SAME_MEANING)


def clear_winner(evidence: tuple[Evidence, ...]) -> int | None:
    """The project that has enough for it and is well ahead of the next."""
    if not evidence or not evidence[0].enough:
        return None
    if len(evidence) > 1 and evidence[0].score < _AHEAD * evidence[1].score:
        return None
    return evidence[0].index


def rivals_of_the_best(evidence: tuple[Evidence, ...], ahead: float = _AHEAD) -> tuple[int, ...]:
    """The best and all that are not well behind it (`ahead` times)."""
    return tuple(each.index for each in evidence if each.score * ahead > evidence[0].score)


def _pieces(word: Word) -> list[tuple[Word, float]]:
    """A word the document has, or the morphemes of one it has not, with what each counts."""
    if word.known or not word.parts:
        return [(word, _weight(word))]
    return [(part, _weight(part) * _PART) for part in word.parts]


def _weight(word: Word) -> float:
    if is_generic(word.surface):
        return _GENERIC
    if word.known:
        return word.weight
    return _VERBAL if word.verbal else _UNKNOWN
