"""Which projects a word speaks of: an index of names and texts, with how telling each word is."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from nlp.catalogue import Entry
from nlp.lexicon import Lexicon
from nlp.normalize import fold
from nlp.query import Kind, Named
from nlp.spellings import Spellings

_WIDEST_GAP = 4
"""Characters between the halves of one compound."""
_HIRAGANA = "".join(chr(code) for code in range(ord("ぁ"), ord("ゖ") + 1))


@dataclass(frozen=True, slots=True)
class Word:
    """A content word (or compound) of the question and where it occurs."""

    start: int
    end: int
    surface: str
    spellings: tuple[str, ...]
    """The surface and what means the same."""
    in_names: frozenset[int]
    """Indices of projects whose name has it, or, of a word the document lacks, what means the same."""
    near_names: frozenset[int]
    """Indices of projects whose name has it or what means the same."""
    literal: frozenset[int]
    """Indices of projects whose name or text has the very word."""
    in_texts: frozenset[int]
    """Indices of projects whose name, summary or outline text has it."""
    weight: float
    """Inverse document frequency: how telling it is."""
    parts: tuple[Word, ...] = ()
    """For a compound that occurs nowhere as a whole: its morphemes."""
    verbal: bool = False
    """する makes a verb of it («措置», «集計»), or it is said of how and when."""

    @property
    def known(self) -> bool:
        return bool(self.in_texts)

    def or_else(self, other: Word) -> Word:
        """Either of two words, as one that spells both."""
        return Word(
            self.start,
            other.end,
            f"{self.surface}・{other.surface}",
            (*self.spellings, *other.spellings),
            self.in_names | other.in_names,
            self.near_names | other.near_names,
            self.literal | other.literal,
            self.in_texts | other.in_texts,
            min(self.weight, other.weight),
            verbal=self.verbal and other.verbal,
        )


class Topics:
    """Projects by the words of their names and texts."""

    def __init__(self, lexicon: Lexicon, spellings: Spellings, synonyms: tuple[tuple[str, ...], ...]) -> None:
        """Args:
        lexicon: whose projects are indexed.
        spellings: of the same document.
        synonyms: groups of words that mean the same, general ones and the document's own.
        """
        self.projects: tuple[Entry, ...] = lexicon.of_kind(Kind.PROJECT)
        self._names = ["\n".join(map(fold, (e.named.name, *e.aliases))) for e in self.projects]
        self._texts = [f"{name}\n{fold(e.text)}" for name, e in zip(self._names, self.projects, strict=True)]
        self._bigrams: dict[str, set[int]] = defaultdict(set)
        for index, text in enumerate(self._texts):
            for position in range(len(text) - 1):
                self._bigrams[text[position : position + 2]].add(index)
        self._same: dict[str, set[str]] = defaultdict(set)
        for group in synonyms:
            same = {fold(word) for word in group}
            for spelling in same:
                self._same[spelling] |= same
        self._parts = tuple(part for part in self._same if len(part) > 1)
        self._exchangeable = AhoCorasick(self._parts)
        self.phrases = spellings.phrases
        self.kana = spellings.kana
        self._singles = frozenset(spellings.single)
        self._single = frozenset(place[1] for place in spellings.single)
        self._threes: dict[str, list[str]] = defaultdict(list)
        for word in spellings.threes:
            self._threes[word[1:]].append(word)
        self._cache: dict[str, tuple[frozenset[int], frozenset[int]]] = {}

    def spellings(self, surface: str) -> tuple[str, ...]:
        """The surface first, then what means the same, including with one of its parts exchanged."""
        found = [surface, *sorted(self._same.get(surface, ()))]
        stem = surface.rstrip(_HIRAGANA)
        if 1 < len(stem) == len(surface) - 1:
            found.append(stem)  # «受入れ» and «受入»
        # In the order the groups are given in, each part once.
        parts = {index for index, _, _ in self._exchangeable.find_matches_as_indexes(surface, overlapping=True)}
        for part in (self._parts[index] for index in sorted(parts)):
            same = self._same[part]
            # «外国人» in «外国人材» is no part of it where both are words.
            if surface not in same:
                found.extend(surface.replace(part, other) for other in sorted(same) if other not in surface)
        return tuple(dict.fromkeys(found))

    def word(self, start: int, end: int, surface: str, parts: tuple[Word, ...] = (), *, verbal: bool = False) -> Word:
        """Look a word up.

        Args:
            start, end: its span in the folded question.
            surface: folded.
            parts: its morphemes, looked up, for a compound.
            verbal: whether する makes a verb of it.
        """
        spellings = (*self.spellings(surface), *self._spread(parts))
        names: set[int] = set()
        texts: set[int] = set()
        near: set[int] = set()
        literal = self._occurrences(surface)[1]
        for spelling in spellings:
            in_names, in_texts = self._occurrences(spelling)
            texts |= in_texts
            near |= in_names
            # Where the document has the very word, what only means the same is no name of it: 貸付 is not 融資.
            names |= in_names if spelling == surface or not literal else set()
        count = len(texts) or 1
        weight = math.log((len(self.projects) + 1) / count) + 0.1
        found = (frozenset(names), frozenset(near), literal, frozenset(texts))
        return Word(start, end, surface, spellings, *found, weight, parts, verbal)

    def occurs(self, surface: str) -> bool:
        """Whether the document itself writes it so."""
        return bool(self._occurrences(surface)[1])

    def _spread(self, parts: tuple[Word, ...]) -> tuple[str, ...]:
        """A compound as the document spreads it: «海外展開» is «海外事業展開», «海外への取引» is «海外取引»."""
        if len(parts) != 2 or not all(part.known for part in parts):
            return ()
        first, second = parts
        pattern = re.compile(f"{re.escape(first.surface)}[^、。\n]{{1,{_WIDEST_GAP}}}{re.escape(second.surface)}")
        found = (pattern.search(self._texts[index]) for index in sorted(first.in_texts & second.in_texts))
        return tuple(dict.fromkeys(match.group() for match in found if match))

    def named(self, indices: frozenset[int] | set[int]) -> tuple[Named, ...]:
        return tuple(self.projects[index].named for index in sorted(indices))

    def _occurrences(self, spelling: str) -> tuple[frozenset[int], frozenset[int]]:
        found = self._cache.get(spelling)
        if found is None:
            texts = frozenset(i for i in self._candidates(spelling) if self._stands_in(self._texts[i], spelling))
            found = frozenset(i for i in texts if self._stands_in(self._names[i], spelling)), texts
            if len(self._cache) < 4096:
                self._cache[spelling] = found
        return found

    def _stands_in(self, text: str, spelling: str) -> bool:
        """Not as the end of a longer word: «学生» is not in «留学生», «国» not in «国際»."""
        if len(spelling) == 1:
            around = f"\n{text}\n"
            places = (match.start() for match in re.finditer(re.escape(spelling), text))
            return any(around[place : place + 3] in self._singles for place in places)
        for longer in self._threes.get(spelling, ()):
            text = text.replace(longer, longer[0] + "\0" * len(spelling))
        return _has(text, spelling)

    def _candidates(self, spelling: str) -> set[int]:
        if len(spelling) < 2:
            # «空» is not in «航空機»: one character is a word only where it is a token of its own.
            return set(range(len(self._texts))) if spelling in self._single else set()
        sets = [self._bigrams.get(spelling[i : i + 2], set()) for i in range(len(spelling) - 1)]
        return set.intersection(*sets) if all(sets) else set()


_WHOLE = re.compile(r"[a-z0-9.+-]*[a-z][a-z0-9.+-]*|[ァ-ヶー]{1,2}|[ぁ-ゖー]{1,3}")


def _same_script(first: str, second: str) -> bool:
    """Two letters that one word may be written with."""
    return any(
        all(low <= letter <= high or letter == "ー" for letter in (first, second))
        for low, high in (("a", "z"), ("ァ", "ヶ"), ("ぁ", "ゖ"))
    )


def _has(text: str, spelling: str) -> bool:
    """Latin words, and short ones in kana, count only whole: «it» is not in «digital», «パー» not in «スーパー»."""
    position = text.find(spelling)
    while position >= 0:
        end = position + len(spelling)
        before = text[position - 1] if position else " "
        after = text[end] if end < len(text) else " "
        whole = _WHOLE.fullmatch(spelling)
        if not whole or not any(_same_script(a, b) for a, b in ((before, spelling[0]), (spelling[-1], after))):
            return True
        position = text.find(spelling, position + 1)
    return False
