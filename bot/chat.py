"""`yosan chat`: one conversation, line by line, from a keyboard or a pipe."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from bot.asking import show_all
from bot.composition import Asker, opened_asker
from bot.exits import Exit
from bot.explaining import explained
from bot.listing import listed
from bot.settings import Settings
from bot.wording import terminal as words
from nlp.reading import Context

if TYPE_CHECKING:
    from prompt_toolkit.history import History


@dataclass(frozen=True, slots=True)
class Talked:
    """Where a conversation stands."""

    context: Context = field(default_factory=Context)
    before: Context = field(default_factory=Context)
    """What the last question was read with: `/explain` reads it again the same way."""
    question: str = ""
    """The last question; empty before the first."""
    over: bool = False


async def chat(settings: Settings, document: str | None) -> Exit:
    """Talk until `/quit` or the end of the input."""
    keyboard = sys.stdin.isatty() and sys.stdout.isatty()
    async with opened_asker(settings, document) as asker:
        if keyboard:
            click.echo(words.welcome(asker.desk.document))
        talked = Talked()
        async for line in _typed(settings) if keyboard else _piped():
            if line.strip():
                if not keyboard:
                    click.echo(words.asked(line))
                talked = await said(asker, talked, line.strip())
                click.echo()
            if talked.over:
                break
        if keyboard:
            click.echo(words.BYE)
    return Exit.DONE


async def said(asker: Asker, talked: Talked, line: str) -> Talked:
    """Do what one line says, print what comes of it, and return where the conversation stands then."""
    if line.startswith(("/", "／")):
        name, _, rest = line.replace("／", "/", 1).partition(" ")
        return await _commanded(asker, talked, name.lower(), rest.strip())
    turn = await asker.ask(line, talked.context)
    show_all([turn.reply])
    return Talked(context=turn.context, before=talked.context, question=line)


async def _commanded(asker: Asker, talked: Talked, name: str, rest: str) -> Talked:
    match name:
        case "/quit" | "/exit":
            return Talked(over=True)
        case "/reset":
            click.echo(words.FORGOTTEN)
            return Talked()
        case "/help":
            click.echo(words.command_lines())
            show_all([(await asker.ask(words.HELP_QUESTION, Context())).reply])
        case "/documents":
            for summary, _ in await listed(asker.engine):
                click.echo(words.document_line(summary, chosen=summary.ref.slug == asker.desk.document.slug))
        case "/explain" if rest or talked.question:
            question, context = (rest, talked.context) if rest else (talked.question, talked.before)
            _, lines = await explained(asker, question, context)
            click.echo("\n".join(lines))
        case "/explain":
            click.echo(words.NOTHING_TO_EXPLAIN)
        case _:
            click.echo(words.no_such_command(name))
    return talked


async def _piped() -> AsyncIterator[str]:
    while line := await asyncio.to_thread(sys.stdin.buffer.readline):
        yield line.decode("utf-8", errors="replace")


async def _typed(settings: Settings) -> AsyncIterator[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter

    session: PromptSession[str] = PromptSession(
        history=_history(settings),
        completer=WordCompleter(list(words.COMMANDS), sentence=True),
        complete_while_typing=False,
    )
    while True:
        try:
            yield await session.prompt_async(words.PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _history(settings: Settings) -> History:
    """What was typed in earlier chats, where it can be kept."""
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    try:
        settings.chat_history.parent.mkdir(parents=True, exist_ok=True)
        settings.chat_history.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(settings.chat_history)
