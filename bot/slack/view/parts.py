"""The smallest pieces of Block Kit, as plain dicts.

Lines are `mrkdwn`, the only form whose line breaks every client shows: what could be parsed in it is escaped or
replaced, so that no mention, link or markup comes of what is said. Labels are `plain_text`, which parses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.slack.view.actions import Action, Press, action_id, press_value
from bot.slack.view.escape import clean, cut, escape, head
from bot.slack.view.limits import LIMITS
from bot.slack.view.message import Block

_WIDE = tuple(zip("*_~`", "＊＿～｀", strict=True))
_MOST_BOLD = 300
_MOST_LINES = 2_800
"""Characters of one block of lines: under every limit of a text."""


def plain(text: str, most: int = LIMITS["text"]) -> Block:
    """A plain_text object; an empty one, which Slack refuses, as a dash."""
    return {"type": "plain_text", "text": cut(clean(text).strip(), most) or "—", "emoji": False}


def mrkdwn(text: str, most: int = LIMITS["text"]) -> Block:
    """A mrkdwn object of text that is already escaped."""
    return {"type": "mrkdwn", "text": cut(text, most)}


def lead(lines: Sequence[str]) -> list[Block]:
    """The sentences that answer: the first line in bold, nothing else marked up."""
    first, rest = next((line for line in lines if clean(line).strip()), ""), list(lines)
    if first:
        rest = rest[rest.index(first) + 1 :]
    head = [f"*{piece.strip()}*" for piece in chunks([unmarked(first)])]
    return _sections(chunks([*head, *map(unmarked, rest)]))


def paragraphs(lines: Iterable[str]) -> list[Block]:
    """Lines as sections, as many as they need."""
    return _sections(chunks(map(unmarked, lines)))


def small(lines: Iterable[str]) -> list[Block]:
    """Lines in small grey letters."""
    found = chunks(map(unmarked, lines), LIMITS["context.text"])
    return [{"type": "context", "elements": [verbatim(chunk)]} for chunk in found]


def _sections(texts: Iterable[str]) -> list[Block]:
    return [{"type": "section", "text": verbatim(text)} for text in texts]


def verbatim(text: str) -> Block:
    """A mrkdwn object in which addresses and names stay text."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def heading(text: str) -> Block:
    return {"type": "header", "text": plain(text, LIMITS["header.text"])}


def bold(text: str) -> Block:
    """A section whose one line is bold."""
    return _sections(chunks([f"*{unmarked(cut(text, _MOST_BOLD)).strip() or '—'}*"]))[0]


def unmarked(text: str) -> str:
    """Escaped, and without the signs that mark text up, which become their wide twins."""
    text = escape(text)
    for sign, wide in _WIDE:
        text = text.replace(sign, wide)
    return text


def button(action: Action, label: str, press: Press, number: int = 0, *, style: str = "") -> Block:
    """A button whose value is the press."""
    made: Block = {
        "type": "button",
        "action_id": action_id(action, number),
        "text": plain(label, LIMITS["button.text"]),
        "value": press_value(press),
    }
    return {**made, "style": style} if style else made


def option(label: str, press: Press) -> Block:
    return {"text": plain(label, LIMITS["option.text"]), "value": press_value(press)}


def row(elements: Iterable[Block]) -> list[Block]:
    """A row of buttons and menus; nothing where there are none."""
    found = list(elements)[: LIMITS["actions.elements"]]
    return [{"type": "actions", "elements": found}] if found else []


def question_buttons(action: Action, questions: Iterable[tuple[str, str]], asked: int, start: int = 1) -> list[Block]:
    """A button a question: its label, and the question it asks. One too long to be carried is left out."""
    made = (
        button(action, label, Press(asked, question=question), number)
        for number, (label, question) in enumerate(questions, start)
    )
    return row(each for each in made if len(str(each["value"])) <= LIMITS["button.value"])


def chunks(lines: Iterable[str], most: int = _MOST_LINES) -> Iterator[str]:
    """Lines joined into texts of at most `most` characters; a longer line is broken, never within an entity."""
    held = ""
    for line in lines:
        text = clean(line).rstrip()
        while text:
            piece = head(text, most)
            text = text[len(piece) :]
            if len(held) + 1 + len(piece) > most:
                if held.strip():
                    yield held
                held = ""
            held = f"{held}\n{piece}" if held else piece
    if held.strip():
        yield held
