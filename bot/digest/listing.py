"""`yosan digest list`, `preview` and `history`: digests in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import click

from bot.answering import Desk
from bot.composition import opened_asker, opened_notebook
from bot.digest.lost import NoSuchDigest
from bot.digest.making import Maker
from bot.digest.run import Occasion
from bot.digest.schedule import next_post
from bot.exits import Exit
from bot.settings import Settings
from bot.wording import digest as words
from bot.wording import digest_terminal as terminal
from bot.wording import digest_windows as windows
from bot.wording import surface
from db.digests.definitions import Block, Digest, Schedule, Topic, all_digests
from db.digests.ledger import history, last_made, last_planned, told_of
from db.talk.notebook import Notebook

_SAMPLE_SINCE = timedelta(days=7)


async def list_digests(settings: Settings, now: datetime) -> Exit:
    """Print every digest and when it is posted next."""
    async with opened_notebook(settings) as notebook:
        digests = await notebook.read(all_digests)
        for digest in digests:
            post = next_post(digest.schedule, now, await notebook.read(last_planned, digest.id))
            click.echo(terminal.digest_line(digest, post.at if post else None))
        if not digests:
            click.echo(surface.NO_DIGESTS)
    return Exit.DONE


async def preview(
    settings: Settings, wanted: str | None, topics: Sequence[Topic], on: date | None, now: datetime
) -> Exit:
    """Print what a digest would say now; without any named, one that tells of the topics.

    Raises NoSuchDigest.
    """
    async with opened_asker(settings) as asker:
        notebook = Notebook(asker.engine)

        async def desk() -> Desk:
            return asker.desk

        try:
            occasion = await _occasion(notebook, wanted, topics, on, now)
            click.echo(words.edition_text(await Maker(notebook, desk)(occasion)))
        finally:
            notebook.close()
    return Exit.DONE


async def show_history(settings: Settings, wanted: str | None, most: int) -> Exit:
    """Print what became of due posts, latest first. Raises NoSuchDigest."""
    async with opened_notebook(settings) as notebook:
        digests = {digest.id: digest for digest in await notebook.read(all_digests)}
        chosen = None if wanted is None else _chosen(tuple(digests.values()), wanted).id
        runs = await notebook.read(history, chosen, most)
        for run in runs:
            click.echo(terminal.run_line(run, digests[run.due.digest_id]))
        if not runs:
            click.echo(terminal.NO_RUNS)
    return Exit.DONE


async def _occasion(
    notebook: Notebook, wanted: str | None, topics: Sequence[Topic], on: date | None, now: datetime
) -> Occasion:
    if wanted is None:
        blocks = tuple(Block(topic) for topic in topics or Topic)
        sample = Digest("", "", windows.NAME, "", Schedule(time(9)), blocks, since=now - _SAMPLE_SINCE)
        return Occasion(sample, on or now.date(), now, sample.since)
    digest = _chosen(await notebook.read(all_digests), wanted)
    coming = next_post(digest.schedule, now, await notebook.read(last_planned, digest.id))
    day = on or (coming.date if coming else now.date())
    before = await notebook.read(last_made, digest.id, day)
    return Occasion(digest, day, now, before or digest.since, await notebook.read(told_of, digest.id, day))


def _chosen(digests: tuple[Digest, ...], wanted: str) -> Digest:
    found = [digest for digest in digests if str(digest.id) == wanted]
    found = found or [digest for digest in digests if wanted in digest.name]
    if len(found) != 1:
        raise NoSuchDigest(wanted, tuple(f"{digest.id} {digest.name}" for digest in found or digests))
    return found[0]


def moment() -> datetime:
    """Now, UTC: the clock of who types a command."""
    return datetime.now(UTC)
