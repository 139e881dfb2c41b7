"""From content words to projects: which ones a phrase can mean, by name and by text."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from nlp.topics import Word

GENERIC = frozenset(
    [
        "支援",
        "事業",
        "推進",
        "促進",
        "対策",
        "関連",
        "関係",
        "振興",
        "運営",
        "管理",
        "費",
        "プロジェクト",
        "活用",
        "強化",
        "整備",
        "開発",
        "取組",
        "補助",
        "助成",
        "補助金",
        "助成金",
        "実施",
        "活動",
        "系",
        "向け",
        "経費",
        "予算",
        "方針",
        "県内",
        "県産",
        "企業",
        "会社",
        "応援",
        "後押し",
        "手助け",
        "補助事業",
        "金",
        "コラボ",
        "タイアップ",
    ]
)
"""Words so common in names of projects that they tell none apart."""
_GENERIC_COMPOUND = re.compile("(?:" + "|".join(sorted(GENERIC, key=len, reverse=True)) + ")+")


def is_generic(surface: str) -> bool:
    """«支援», «管理運営費»: made of words that tell no project apart."""
    return bool(_GENERIC_COMPOUND.fullmatch(surface))


_ALTERNATIVE = re.compile(
    r"^\s*(?:と|や|とか|だの|やら|なり|、|,|・|or|and|および|及び|または|又は|もしくは|か|&|\+|/|も)\s*$"
)
_MANNER = frozenset({"合同", "共同", "連携", "協働", "提携", "協力", "一体", "一体的"})
"""«宮城県と合同»: «と» is with, not or."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a set of words can mean."""

    words: tuple[Word, ...] = ()
    """The words that took part."""
    topics: tuple[tuple[str, ...], ...] = ()
    """Their spellings, for a topic condition."""
    any_of: bool = False
    """The words are alternatives («AIとかロボット»)."""
    by_name: tuple[int, ...] = ()
    """Projects whose name has all (or, of alternatives, any) of them."""
    by_text: tuple[int, ...] = ()
    """Projects whose name or text has them."""
    unknown: tuple[Word, ...] = ()
    """Words the document does not have at all."""
    dropped: tuple[Word, ...] = ()
    """Words it has, but nowhere together with the others."""

    @property
    def generic(self) -> bool:
        """Only words that any project may have."""
        return all(is_generic(word.surface) for word in self.words)

    @property
    def found(self) -> bool:
        return bool(self.by_text)


def resolve_words(text: str, words: tuple[Word, ...]) -> Resolution:
    """The projects the words speak of together, or the largest telling part of the words does."""
    pieces: list[Word] = []
    unknown: list[Word] = []
    for word in words:
        if word.known:
            pieces.append(word)
        elif word.parts and all(part.known or is_generic(part.surface) for part in word.parts):
            # «活用支援»: parts any project may have narrow nothing, and miss nothing.
            pieces.extend(part for part in word.parts if part.known)
        elif is_generic(word.surface):
            continue
        else:
            unknown.append(word)
            # «照明器具» is about 照明; «待機児童» is no kind of 児童 that a budget without it speaks of.
            known = itertools.takewhile(lambda part: part.known, word.parts)
            pieces.extend(part for part in known if not is_generic(part.surface))
    pieces = [word for word in pieces if not _is_one_of(text, word, unknown)] or pieces
    # «ロボット導入したい、ロボットの事業»: the wider of the two is looked for.
    pieces = [word for word in pieces if not any(_is_within(other, word) for other in pieces)]
    telling = [word for word in pieces if not is_generic(word.surface)] or pieces
    if not telling:
        return Resolution(unknown=tuple(unknown))
    if len(telling) > 1 and _alternatives(text, telling):
        return _any(telling, unknown)
    return _all(_merged(text, telling), unknown)


def _is_within(part: Word, word: Word) -> bool:
    """A telling word said by itself after a compound of it."""
    inside = len(part.surface) < len(word.surface) and part.surface in word.surface
    return inside and part.start >= word.end and len(part.surface) > 1 and not is_generic(part.surface)


def _is_one_of(text: str, word: Word, unknown: list[Word]) -> bool:
    """«学生や高校生のインターン»: where either will do and one is unknown, the other must not be required."""
    return any(
        _OF_EITHER.fullmatch(text, min(word.end, other.end), max(word.start, other.start))
        for other in unknown
        if other.end <= word.start or word.end <= other.start
    )


_OF_EITHER = re.compile(r"\s*(?:や|とか|または|又は|もしくは|か|・)\s*")


def _merged(text: str, words: list[Word]) -> list[Word]:
    """«設備や機械を貸与»: what «や» joins is one word of which either spelling will do."""
    merged: list[Word] = []
    for word in words:
        last = merged[-1] if merged else None
        if last is not None and word.start >= last.end and _OF_EITHER.fullmatch(text, last.end, word.start):
            merged[-1] = last.or_else(word)
        else:
            merged.append(word)
    return merged


def _alternatives(text: str, words: list[Word]) -> bool:
    if any(word.surface in _MANNER for word in words[1:]):
        return False
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(words)]
    return all(_ALTERNATIVE.match(gap) for gap in gaps)


def _any(words: list[Word], unknown: list[Word]) -> Resolution:
    names: set[int] = set().union(*(word.in_names for word in words))
    texts: set[int] = set().union(*(word.in_texts for word in words))
    return Resolution(
        tuple(words),
        tuple(word.spellings for word in words),
        True,
        tuple(sorted(names)),
        tuple(sorted(texts)),
        tuple(unknown),
    )


def _all(words: list[Word], unknown: list[Word]) -> Resolution:
    names = set.intersection(*(set(word.in_names) for word in words))
    texts = set.intersection(*(set(word.in_texts) for word in words))
    dropped: list[Word] = []
    if not texts and len(words) > 1:
        kept = _best_subset(words)
        dropped = [word for word in words if word not in kept]
        words = kept
        names = set.intersection(*(set(word.in_names) for word in words))
        texts = set.intersection(*(set(word.in_texts) for word in words))
    return Resolution(
        tuple(words),
        tuple(dict.fromkeys(word.spellings for word in words)),
        False,
        tuple(sorted(names)),
        tuple(sorted(texts)),
        tuple(unknown),
        tuple(dropped),
    )


_OF_AN_ACTION = 0.7
"""«留学生の採用»: what is done tells less than of whom."""


def _best_subset(words: list[Word]) -> list[Word]:
    """The words the best covered project has: names count more, telling words count more."""
    scores: dict[int, float] = {}
    for word in words:
        for index in word.in_texts:
            told = word.weight * (_OF_AN_ACTION if word.verbal else 1.0)
            scores[index] = scores.get(index, 0.0) + told * (1.5 if index in word.in_names else 1.0)
    best = max(scores, key=lambda index: (scores[index], -index))
    return [word for word in words if best in word.in_texts]
