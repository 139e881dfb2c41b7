"""`yosan outbox`: answers that wait to be sent or were given up, and what an admin may do about those."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import click

from bot.composition import opened_notebook
from bot.exits import Exit
from bot.lost import NoSuchLetter
from bot.settings import Settings
from bot.slack.letters import Respond, as_json, read_letter
from bot.slack.posting import Spot
from bot.wording import upkeep as words
from db.talk.outbox import Outgoing, State, drop, outgoing, outgoing_by_id, revive


async def list_letters(settings: Settings) -> Exit:
    """Print what was not sent, oldest first. Errors: those of the store."""
    async with opened_notebook(settings) as notebook:
        found = await notebook.read(outgoing, (State.WAITING, State.DEAD))
    click.echo("\n".join(words.outbox_lines(found)))
    return Exit.DONE


async def show_letter(settings: Settings, number: int) -> Exit:
    """Print all that is known of one. Errors: NoSuchLetter; those of the store."""
    async with opened_notebook(settings) as notebook:
        out = await notebook.read(outgoing_by_id, number)
    if out is None:
        raise NoSuchLetter(number)
    letter = read_letter(out.letter)
    click.echo("\n".join(words.letter_lines(out, letter.message.text if letter else "")))
    return Exit.DONE


async def replay_letters(settings: Settings, numbers: tuple[int, ...], *, everything: bool) -> Exit:
    """Have what was given up sent after all, by the bot that runs or runs next. Errors: NoSuchLetter; of the store."""
    async with opened_notebook(settings) as notebook:
        dead = {out.id: out for out in await notebook.read(outgoing, (State.DEAD,))}
        for number in dead if everything else numbers:
            out = dead.get(number)
            if out is None or not await notebook.write(revive, replayable(out), datetime.now(UTC)):
                raise NoSuchLetter(number)
            click.echo(words.replayed(number))
    if everything and not dead:
        click.echo(words.NOTHING_DEAD)
    return Exit.DONE


async def drop_letters(settings: Settings, numbers: tuple[int, ...]) -> Exit:
    """Throw away what was given up. Errors: NoSuchLetter; those of the store."""
    async with opened_notebook(settings) as notebook:
        for number in numbers:
            if not await notebook.write(drop, number):
                raise NoSuchLetter(number)
            click.echo(words.dropped(number))
    return Exit.DONE


def replayable(out: Outgoing) -> Outgoing:
    """As it is sent after all: where nobody can look whether it is there, in a direct message instead."""
    letter = read_letter(out.letter)
    if letter is None or not (out.unsure and isinstance(letter.route, Respond)):
        return out
    direct = replace(letter, routes=(Spot(out.asker),))
    return replace(out, letter=as_json(direct), channel=out.asker, unsure=False)
