"""The smallest pieces of Block Kit, as plain dicts. Text that is not ours goes in unparsed forms only.

`rich_text` and `plain_text` parse nothing: no mention, link or markup can come of what is said in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.slack.view.actions import Action, Press, action_id, press_value
from bot.slack.view.escape import clean, cut, escape
from bot.slack.view.limits import LIMITS
from bot.slack.view.message import Block

_MOST_LINES = 2_800
"""Characters of one block of lines: under every limit of a text."""


def plain(text: str, most: int = LIMITS["text"]) -> Block:
    """A plain_text object; an empty one, which Slack refuses, as a dash."""
    return {"type": "plain_text", "text": cut(clean(text).strip(), most) or "—", "emoji": False}


def emoji(text: str) -> Block:
    """A plain_text object of our own in which «:+1:» is a picture."""
    return {"type": "plain_text", "text": text, "emoji": True}


def mrkdwn(text: str, most: int = LIMITS["text"]) -> Block:
    """A mrkdwn object of text that is already escaped."""
    return {"type": "mrkdwn", "text": cut(text, most)}


def lead(lines: Sequence[str]) -> list[Block]:
    """The sentences that answer: the first in bold."""
    blocks: list[Block] = []
    for number, chunk in enumerate(chunks(lines)):
        head, _, rest = chunk.partition("\n")
        elements: list[Block] = [{"type": "text", "text": head or "—"}]
        if number == 0:
            elements = [{"type": "text", "text": head or "—", "style": {"bold": True}}]
        if rest.strip():
            elements.append({"type": "text", "text": f"\n{rest}"})
        blocks.append({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]})
    return blocks


def paragraphs(lines: Sequence[str]) -> list[Block]:
    """Lines as plain sections, as many as they need."""
    return [{"type": "section", "text": plain(chunk)} for chunk in chunks(lines)]


def small(lines: Sequence[str]) -> list[Block]:
    """Lines in small grey letters."""
    return [
        {"type": "context", "elements": [plain(chunk, LIMITS["context.text"])]}
        for chunk in chunks(lines, LIMITS["context.text"])
    ]


def heading(text: str) -> Block:
    return {"type": "header", "text": plain(text, LIMITS["header.text"])}


def bold(text: str) -> Block:
    """A section whose one line is bold; the text is escaped here, and loses what would end the bold."""
    return {"type": "section", "text": mrkdwn(f"*{escape(text).replace('*', '＊')}*")}


def button(
    action: Action, label: str, press: Press, number: int = 0, *, style: str = "", picture: bool = False
) -> Block:
    """A button whose value is the press; `picture` where the label is an emoji of our own."""
    made: Block = {
        "type": "button",
        "action_id": action_id(action, number),
        "text": emoji(label) if picture else plain(label, LIMITS["button.text"]),
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
    """Lines joined into texts of at most `most` characters; a longer line is broken."""
    held = ""
    for line in lines:
        text = clean(line).rstrip()
        while text:
            piece, text = text[:most], text[most:]
            if held and len(held) + 1 + len(piece) > most:
                yield held
                held = ""
            held = f"{held}\n{piece}" if held else piece
    if held.strip():
        yield held
