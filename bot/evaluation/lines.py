"""Question sets as JSON Lines: {"id", "tag", "turns": [question, …], "expect": [expectation, …]}, one a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.conversations import BadConversation, conversation, json_line, said
from bot.evaluation.expectations import Expectation
from bot.evaluation.questions import BadQuestions, Case, Fault, QuestionSet, Turn, expectation
from bot.evaluation.tolerant import TOLERANT


def read_lines(content: bytes, file: str, name: str) -> QuestionSet:
    """Errors: `BadQuestions`."""
    return QuestionSet(name, None, TOLERANT, tuple(_cases(content.split(b"\n"), file)))


def _cases(lines: Sequence[bytes], file: str) -> Iterator[Case]:
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not said(line):
            continue
        case = _case(number, line, file)
        if case.id in seen:
            raise BadQuestions(file, number, Fault.TWICE, case.id)
        seen.add(case.id)
        yield case


def _case(number: int, line: bytes, file: str) -> Case:
    try:
        value = json_line(number, line)
        read = conversation(number, value)
    except BadConversation as error:
        raise BadQuestions(file, error.line, error.flaw) from error
    match value:
        case {"tag": str() as tag, "expect": list() as expected}:
            return Case(str(read.id), tag, tuple(_turns(read.turns, expected, file, number)))
        case {"tag": str()}:
            raise BadQuestions(file, number, Fault.NO_EXPECTATION)
        case _:
            raise BadQuestions(file, number, Fault.NO_TAG)


def _turns(asked: tuple[str, ...], expected: list[object], file: str, line: int) -> Iterator[Turn]:
    if len(asked) != len(expected):
        raise BadQuestions(file, line, Fault.NOT_AS_MANY, str(len(asked)), str(len(expected)))
    for ask, value in zip(asked, expected, strict=True):
        wanted: Expectation = expectation(value, TOLERANT, file, line)
        yield Turn(ask, wanted)
