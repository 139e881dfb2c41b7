"""Conversations from a JSON Lines file, as `yosan ask --batch` reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str | int
    turns: tuple[str, ...]


class Flaw(StrEnum):
    """What is wrong with a line."""

    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    NO_ID = "no_id"
    """`id` is missing, or neither a string nor an integer."""
    NO_TURNS = "no_turns"
    """`turns` is missing or empty, or not a list of strings."""


class BadConversation(Exception):
    """A line that is not a conversation."""

    def __init__(self, line: int, flaw: Flaw) -> None:
        super().__init__(f"line {line}: {flaw}")
        self.line = line
        """1-based."""
        self.flaw = flaw


def read_conversations(lines: Iterable[bytes]) -> tuple[Conversation, ...]:
    """All conversations of a file; empty lines are passed over, other keys ignored.

    The whole file is checked before anything is asked, so that a bad line never leaves half a result behind.
    Errors: `BadConversation`.
    """
    return tuple(conversation(number, json_line(number, line)) for number, line in enumerate(lines, 1) if said(line))


def said(line: bytes) -> bool:
    """Whether anything stands on the line."""
    return bool(line.strip(b" \t\r\n\xef\xbb\xbf"))


def json_line(number: int, line: bytes) -> object:
    """The value that stands on line `number`.

    Errors: `BadConversation`.
    """
    try:
        value: object = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise BadConversation(number, Flaw.NOT_UTF8) from error
    except (ValueError, RecursionError) as error:
        raise BadConversation(number, Flaw.NOT_JSON) from error
    return value


def conversation(number: int, value: object) -> Conversation:
    """The value of line `number` as a conversation.

    Errors: `BadConversation`.
    """
    match value:
        case {"id": str() | int() as identity, "turns": [_, *_] as turns} if not isinstance(identity, bool):
            if all(isinstance(turn, str) for turn in turns):
                return Conversation(identity, tuple(turns))
            raise BadConversation(number, Flaw.NO_TURNS)
        case {"id": str() | int()}:
            raise BadConversation(number, Flaw.NO_TURNS)
        case dict():
            raise BadConversation(number, Flaw.NO_ID)
        case _:
            raise BadConversation(number, Flaw.NOT_AN_OBJECT)
