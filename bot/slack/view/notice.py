"""A message with a line above it that says why it is here."""

from __future__ import annotations

from dataclasses import replace

from bot.slack.view.message import Block, Message
from bot.slack.view.parts import small


def with_notice(message: Message, line: str) -> Message:
    """The line, plain text of ours, before all else; said once however often it is put there."""
    if message.text.startswith(line):
        return message

    def above(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return (*small([line]), *blocks) if blocks else ()

    return replace(
        message,
        text=f"{line}\n{message.text}",
        blocks=above(message.blocks),
        fallbacks=tuple(above(blocks) for blocks in message.fallbacks),
        sound=False,
    )
