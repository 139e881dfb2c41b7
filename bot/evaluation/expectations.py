"""What an expectation is made of: words, each with the values it takes and whether a reply meets them.

Two vocabularies are built from it: `bot.evaluation.exact` for the project's own cases and `bot.evaluation.tolerant`
for question sets written by others. Everything here is a pure function of an expectation and a `Reply`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.reply import Reply, ReplyFigure, ReplyItem, Status

Expectation = Mapping[str, Any]
Found = tuple[bool, object]
"""Whether a reply meets one word of an expectation, and what it has there."""
Check = Callable[[Any, Reply, Expectation], Found]

_SECONDARY = ("breakdown", "outline")
"""Rows shown beside the answer: they are the answer only where nothing else is listed."""
_NESTED = ("any", "all")
TODO = "todo"
"""The word that stands where nobody knows yet what is expected; what is known may be noted with it."""


class Verdict(StrEnum):
    """What became of a turn."""

    RIGHT = "right"
    ASKED_BACK = "asked_back"
    """A question back where something else was expected."""
    DECLINED = "declined"
    WRONG = "wrong"
    """Something was asserted that is not the expected answer: the worst outcome."""
    UNFILLED = "unfilled"
    """Nobody has said yet what is expected."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a vocabulary."""

    takes: Callable[[object], bool]
    check: Check
    beside: str = ""
    """The word without which this one says nothing."""
    settles: Callable[[Any], bool] = lambda _: False
    """With such a value the word says itself whether the reply has to be an answer."""


Vocabulary = Mapping[str, Word]


@dataclass(frozen=True, slots=True)
class Complaint:
    """A word of an expectation that a reply does not meet."""

    word: str
    wanted: object
    found: object


class UnknownWord(ValueError):
    """An expectation says something its vocabulary has no word for."""

    def __init__(self, word: str) -> None:
        super().__init__(f"unknown expectation {word}")
        self.word = word


class BadValue(ValueError):
    """A word of an expectation has a value it cannot take."""

    def __init__(self, word: str, value: object) -> None:
        super().__init__(f"expectation {word} cannot be {value!r}")
        self.word = word
        """Empty where the expectation as a whole is none."""
        self.value = value


def checked(expected: object, vocabulary: Vocabulary) -> Expectation:
    """The expectation, if it is one.

    Errors: `UnknownWord`, `BadValue`.
    """
    if not isinstance(expected, Mapping) or not expected:
        raise BadValue("", expected)
    for word, value in expected.items():
        if word not in vocabulary:
            raise UnknownWord(str(word))
        if not vocabulary[word].takes(value) or vocabulary[word].beside not in ("", *expected):
            raise BadValue(word, value)
        for part in value if word in _NESTED else ():
            checked(part, vocabulary)
    return expected


def complaints(expected: Expectation, reply: Reply, vocabulary: Vocabulary) -> tuple[Complaint, ...]:
    """What of the expectation the reply does not meet. Unless a word settles it, an answer is expected.

    Errors: `UnknownWord`.
    """
    for word in expected:
        if word not in vocabulary:
            raise UnknownWord(word)
    settled = any(vocabulary[word].settles(value) for word, value in expected.items())
    told = dict(expected) if settled else {"status": "answered", **expected}
    judged = ((word, value, vocabulary[word].check(value, reply, expected)) for word, value in told.items())
    return tuple(Complaint(word, value, found) for word, value, (met, found) in judged if not met)


def unfilled(expected: Expectation) -> bool:
    """Whether nothing is expected yet."""
    return set(expected) == {TODO}


def verdict(reply: Reply, complained: tuple[Complaint, ...]) -> Verdict:
    """What a reply with these complaints comes to."""
    if not complained:
        return Verdict.RIGHT
    match reply.status:
        case Status.CLARIFY:
            return Verdict.ASKED_BACK
        case Status.DECLINED | Status.HELP:
            return Verdict.DECLINED
        case _:
            return Verdict.WRONG


def always(_: object) -> bool:
    return True


# What words take


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def is_flag(value: object) -> bool:
    return isinstance(value, bool)


def is_one_of(kinds: type[StrEnum]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in set(kinds)


def is_pattern(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(re.compile(value))
    except re.error:
        return False


def listed(takes: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(takes(each) for each in value)


def some(takes: Callable[[object], bool]) -> Callable[[object], bool]:
    """A list of at least one value that `takes` takes."""
    return lambda value: bool(value) and listed(takes)(value)


def one_or_some(takes: Callable[[object], bool]) -> Callable[[object], bool]:
    several = some(takes)
    return lambda value: takes(value) or several(value)


def is_note(value: object) -> bool:
    return isinstance(value, str | Mapping)


def is_part(value: object) -> bool:
    """An expectation within another; what it says is checked by itself."""
    return isinstance(value, Mapping)


# What a reply has


def number(figure: ReplyFigure) -> int | float:
    return figure.value if isinstance(figure.value, int) else float(figure.value)


def headline(reply: Reply) -> list[tuple[int | float, str]]:
    """Value and unit of each figure that was asked for."""
    return [(number(figure), figure.unit) for figure in reply.figures]


def of_unit(figures: Iterable[ReplyFigure], unit: str) -> list[int | float]:
    return [number(figure) for figure in figures if figure.unit == unit]


def item_figures(reply: Reply) -> list[ReplyFigure]:
    return [figure for item in reply.items for figure in item.figures]


def answering_items(reply: Reply) -> tuple[ReplyItem, ...]:
    """The rows that are the answer: breakdown and outline lines count only where nothing else is listed."""
    return tuple(item for item in reply.items if item.kind not in _SECONDARY) or reply.items


def names(reply: Reply) -> list[str]:
    return [item.name for item in answering_items(reply)]


def plain(text: str) -> str:
    """Text without what is not worth a difference: width, case, spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def says_yes(value: bool, reply: Reply, _: Expectation) -> Found:
    return reply.yes is value, reply.yes


def has_words(wanted: list[str], reply: Reply, _: Expectation) -> Found:
    """Every one of the words; an empty list is content with any reply."""
    return all(plain(words) in plain(reply.text) for words in wanted), reply.text


def met(_: object, __: Reply, ___: Expectation) -> Found:
    """Of a word that expects nothing."""
    return True, None


def any_of(vocabulary: Callable[[], Vocabulary]) -> Check:
    """One of the alternatives holds; the vocabulary is a thunk because `any` is itself one of its words."""

    def check(alternatives: list[Expectation], reply: Reply, _: Expectation) -> Found:
        every = [complaints(one, reply, vocabulary()) for one in alternatives]
        return any(not found for found in every), [found for several in every for found in several]

    return check


def all_of(vocabulary: Callable[[], Vocabulary]) -> Check:
    """Figures and names of one reply: each part speaks of its own."""

    def check(parts: list[Expectation], reply: Reply, _: Expectation) -> Found:
        every = [complaint for one in parts for complaint in complaints(one, reply, vocabulary())]
        return not every, every

    return check
