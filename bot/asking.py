"""`yosan ask`: questions from the command line or a file, replies to standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from bot.composition import opened_asker
from bot.conversations import read_conversations
from bot.exits import Exit
from bot.reply import Reply, Status
from bot.settings import Settings
from bot.wording import terminal as words


async def ask(settings: Settings, questions: tuple[str, ...], document: str | None, *, as_json: bool) -> Exit:
    """Answer the questions as one conversation; `DECLINED` where any of them was."""
    async with opened_asker(settings, document) as asker:
        turns = await asker.converse(questions)
    replies = [turn.reply for turn in turns]
    if as_json:
        for reply in replies:
            click.echo(json.dumps(reply.to_dict(), ensure_ascii=False))
    else:
        show_all(replies)
    return Exit.DECLINED if any(reply.status == Status.DECLINED for reply in replies) else Exit.DONE


async def ask_batch(settings: Settings, file: str, document: str | None) -> Exit:
    """Answer a file of conversations («-» is standard input), a line of JSON each, in order.

    Errors: `BadConversation` before anything is asked; `OSError` where the file cannot be read.
    """
    conversations = read_conversations(_lines(file))
    async with opened_asker(settings, document) as asker:
        for conversation in conversations:
            turns = await asker.converse(conversation.turns)
            replies = [turn.reply.to_dict() for turn in turns]
            sys.stdout.write(json.dumps({"id": conversation.id, "replies": replies}, ensure_ascii=False) + "\n")
    return Exit.DONE


def _lines(file: str) -> list[bytes]:
    return (sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()).split(b"\n")


def show_all(replies: Iterable[Reply]) -> None:
    """Replies for people: in colour and tables on a terminal, the plain text of each elsewhere."""
    several = list(replies)
    if sys.stdout.isatty():
        from bot.terminal import console, show

        screen = console()
        for reply in several:
            show(screen, reply, with_question=len(several) > 1)
        return
    for position, reply in enumerate(several):
        if len(several) > 1:
            click.echo(("\n" if position else "") + words.asked(reply.question))
        click.echo(reply.text)
