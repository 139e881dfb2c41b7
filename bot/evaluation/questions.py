"""A question set: conversations and what each turn of them is expected to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.conversations import Flaw
from bot.evaluation.expectations import BadValue, Expectation, UnknownWord, Vocabulary, checked

BUNDLED = "bundled"
"""What a set calls the document that ships with the package."""


@dataclass(frozen=True, slots=True)
class Turn:
    ask: str
    expect: Expectation


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation."""

    id: str
    tag: str
    """«kind/more»: what stands before the slash is counted together."""
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    name: str
    """The file's, without its ending."""
    document: str | None
    """`BUNDLED`, or a slug or part of a title; None leaves it to whoever asks."""
    vocabulary: Vocabulary
    cases: tuple[Case, ...]


class Fault(StrEnum):
    """What is wrong with a place of a question set, beside the flaws of any file of conversations (`Flaw`)."""

    EMPTY = "empty"
    """No conversation in the whole file."""
    NOT_YAML = "not_yaml"
    NOT_A_CASE_FILE = "not_a_case_file"
    """Not a mapping with `document` and `cases`."""
    WRONG_KEYS = "wrong_keys"
    """A case with other keys than its form has; the facts are its keys."""
    TWICE = "twice"
    """A key, or the id of a conversation, said twice; the fact is which."""
    NOT_TEXT = "not_text"
    """The fact is what should be a text and is none."""
    NO_TAG = "no_tag"
    NOT_AS_MANY = "not_as_many"
    """Turns and expectations; the facts are their numbers."""
    NO_EXPECTATION = "no_expectation"
    UNKNOWN_WORD = "unknown_word"
    """The fact is the word of the expectation."""
    BAD_VALUE = "bad_value"
    """The facts are the word and its value."""


class BadQuestions(Exception):
    """A file that is no question set."""

    def __init__(self, file: str, line: int | None, why: Fault | Flaw, *facts: str) -> None:
        super().__init__(f"{file}, line {line}: {why} {facts}")
        self.file = file
        self.line = line
        """1-based; None where the file as a whole is meant."""
        self.why = why
        self.facts = facts


def expectation(value: object, vocabulary: Vocabulary, file: str, line: int) -> Expectation:
    """The expectation that stands on a line.

    Errors: `BadQuestions`.
    """
    try:
        return checked(value, vocabulary)
    except UnknownWord as error:
        raise BadQuestions(file, line, Fault.UNKNOWN_WORD, error.word) from error
    except BadValue as error:
        if not error.word:
            raise BadQuestions(file, line, Fault.NO_EXPECTATION) from error
        raise BadQuestions(file, line, Fault.BAD_VALUE, error.word, str(error.value)) from error
