"""The `yosan` command: what can be typed, and the exit code each ending has.

Nothing but click is imported before a command is known; a command imports what it needs. `asyncio.run` is called once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.exits import Exit
from bot.settings import Settings, read_settings
from bot.usage import Command, Group, Misuse, usage_error
from bot.wording import commands as words


def _options(*names: str) -> Callable[[Callable[..., Exit]], Callable[..., Exit]]:
    """The options several commands share, in the order given."""
    shared = {
        "document": click.option("--document", metavar=words.FRAGMENT, help=words.DOCUMENT),
        "database": click.option("--database", metavar=words.URL, help=words.DATABASE),
    }

    def decorate(command: Callable[..., Exit]) -> Callable[..., Exit]:
        for name in reversed(names):
            command = shared[name](command)
        return command

    return decorate


@click.group("yosan", cls=Group, help=words.YOSAN)
@click.version_option(package_name="yosan", message="yosan %(version)s", help=words.VERSION_OPTION)
def cli() -> None:
    """All commands."""


@cli.command("ask", cls=Command, help=words.ASK)
@click.argument("questions", nargs=-1, metavar=f"[{words.QUESTION}]…")
@click.option("--json", "as_json", is_flag=True, help=words.JSON_REPLIES)
@click.option("--batch", metavar=words.FILE, help=words.BATCH)
@_options("document", "database")
def _ask(
    questions: tuple[str, ...], as_json: bool, batch: str | None, document: str | None, database: str | None
) -> Exit:
    if bool(questions) == (batch is not None):
        raise Misuse(words.NOT_BOTH if questions else words.QUESTION_OR_BATCH, click.get_current_context())
    from bot.asking import ask, ask_batch

    if batch is not None:
        return _run(ask_batch(_settings(database), batch, document))
    return _run(ask(_settings(database), questions, document, as_json=as_json))


@cli.command("chat", cls=Command, help=words.CHAT)
@_options("document", "database")
def _chat(document: str | None, database: str | None) -> Exit:
    from bot.chat import chat

    return _run(chat(_settings(database), document))


@cli.command("load", cls=Command, help=words.LOAD)
@click.argument("file", metavar=words.FILE, type=click.Path(path_type=Path))
@click.option("--accept", is_flag=True, help=words.ACCEPT)
@click.option("--data", metavar=words.FILE, type=click.Path(path_type=Path), help=words.DATA)
@_options("database")
def _load(file: Path, accept: bool, data: Path | None, database: str | None) -> Exit:
    from bot.loading import load_file

    return _run(load_file(_settings(database), file, data, accept=accept))


@cli.command("documents", cls=Command, help=words.DOCUMENTS)
@click.option("--json", "as_json", is_flag=True, help=words.JSON_DOCUMENTS)
@_options("database")
def _documents(as_json: bool, database: str | None) -> Exit:
    from bot.listing import list_documents

    return _run(list_documents(_settings(database), as_json=as_json))


@cli.command("explain", cls=Command, help=words.EXPLAIN)
@click.argument("questions", nargs=-1, required=True, metavar=f"{words.QUESTION}…")
@_options("document", "database")
def _explain(questions: tuple[str, ...], document: str | None, database: str | None) -> Exit:
    from bot.explaining import explain

    return _run(explain(_settings(database), questions, document))


@cli.command("eval", cls=Command, help=words.EVAL)
@click.argument("files", nargs=-1, required=True, metavar=f"{words.FILE}…", type=click.Path(path_type=Path))
@click.option("--save", metavar=words.FILE, type=click.Path(path_type=Path), help=words.SAVE)
@click.option("--against", metavar=words.FILE, type=click.Path(path_type=Path), help=words.AGAINST)
@click.option("--show", is_flag=True, help=words.SHOW)
@click.option("--tag", default="", metavar=words.PREFIX, help=words.TAG)
@_options("document", "database")
def _eval(
    files: tuple[Path, ...],
    save: Path | None,
    against: Path | None,
    show: bool,
    tag: str,
    document: str | None,
    database: str | None,
) -> Exit:
    if save is not None and save.resolve() in {file.resolve() for file in files}:
        raise Misuse(words.SAVE_OVER_QUESTIONS, click.get_current_context())
    from bot.evaluating import Wanted, evaluate

    return _run(evaluate(_settings(database), files, document, Wanted(save, against, show, tag)))


@cli.command("slack", cls=Command, help=words.SLACK)
@click.option("--http", is_flag=True, help=words.HTTP)
@click.option("--host", metavar=words.HOST_NAME, default="127.0.0.1", help=words.HOST)
@click.option("--port", metavar=words.NUMBER, type=click.IntRange(0, 65535), default=3000, help=words.PORT)
@_options("database")
def _slack(http: bool, host: str, port: int, database: str | None) -> Exit:
    from bot.slack.credentials import read_credentials, with_env_file
    from bot.slack.permissions import read_permissions
    from bot.slack.running import run as run_in_slack

    environment = with_env_file(os.environ, Path(".env"))
    credentials = read_credentials(environment, http=http)
    settings = read_settings(environment, database)
    address = (host, port) if http else None
    return _run(run_in_slack(settings, credentials, read_permissions(environment), click.echo, address))


@cli.command("playground", cls=Command, help=words.PLAYGROUND)
@click.option("--port", metavar=words.NUMBER, type=click.IntRange(0, 65535), default=3000, help=words.WINDOW_PORT)
@_options("database")
def _playground(port: int, database: str | None) -> Exit:
    from bot.slack.playground import playground

    return _run(playground(_settings(database), os.environ, click.echo, port))


@cli.group("digest", cls=Group, help=words.DIGEST, invoke_without_command=True)
@click.pass_context
def _digest(context: click.Context) -> Exit:
    """All commands about digests; without one, what they are."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return Exit.DONE


@_digest.command("list", cls=Command, help=words.DIGEST_LIST)
@_options("database")
def _digest_list(database: str | None) -> Exit:
    from bot.digest.listing import list_digests, moment

    return _run(list_digests(_settings(database), moment()))


@_digest.command("preview", cls=Command, help=words.DIGEST_PREVIEW)
@click.argument("digest", required=False, metavar=f"[{words.DIGEST_NAME}]")
@click.option("--topic", "topics", multiple=True, metavar=words.TOPIC_NAME, help=words.TOPIC)
@click.option("--date", "on", metavar=words.DAY, type=click.DateTime(["%Y-%m-%d"]), help=words.DATE)
@_options("database")
def _digest_preview(digest: str | None, topics: tuple[str, ...], on: datetime | None, database: str | None) -> Exit:
    from bot.digest.listing import moment, preview
    from bot.wording.digest_terminal import NAMES

    if unknown := [topic for topic in topics if topic not in NAMES]:
        raise Misuse(words.no_such_topic(unknown[0]), click.get_current_context())
    wanted = [NAMES[topic] for topic in topics]
    return _run(preview(_settings(database), digest, wanted, on.date() if on else None, moment()))


@_digest.command("run", cls=Command, help=words.DIGEST_RUN)
@_options("database")
def _digest_run(database: str | None) -> Exit:
    from bot.slack.credentials import read_bot_credentials, with_env_file
    from bot.slack.running import post_due

    environment = with_env_file(os.environ, Path(".env"))
    return _run(post_due(read_settings(environment, database), read_bot_credentials(environment), click.echo))


@_digest.command("history", cls=Command, help=words.DIGEST_HISTORY)
@click.argument("digest", required=False, metavar=f"[{words.DIGEST_NAME}]")
@click.option("--most", metavar=words.NUMBER, type=click.IntRange(1), default=20, help=words.MOST_RUNS)
@_options("database")
def _digest_history(digest: str | None, most: int, database: str | None) -> Exit:
    from bot.digest.listing import show_history

    return _run(show_history(_settings(database), digest, most))


@cli.group("outbox", cls=Group, help=words.OUTBOX, invoke_without_command=True)
@click.pass_context
def _outbox(context: click.Context) -> Exit:
    """All commands about answers on their way; without one, what they are."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return Exit.DONE


@_outbox.command("list", cls=Command, help=words.OUTBOX_LIST)
@_options("database")
def _outbox_list(database: str | None) -> Exit:
    from bot.slack.letterbox import list_letters

    return _run(list_letters(_settings(database)))


@_outbox.command("show", cls=Command, help=words.OUTBOX_SHOW)
@click.argument("number", metavar=words.NUMBER, type=int)
@_options("database")
def _outbox_show(number: int, database: str | None) -> Exit:
    from bot.slack.letterbox import show_letter

    return _run(show_letter(_settings(database), number))


@_outbox.command("replay", cls=Command, help=words.OUTBOX_REPLAY)
@click.argument("numbers", nargs=-1, metavar=f"[{words.NUMBER}]…", type=int)
@click.option("--all", "everything", is_flag=True, help=words.REPLAY_ALL)
@_options("database")
def _outbox_replay(numbers: tuple[int, ...], everything: bool, database: str | None) -> Exit:
    if bool(numbers) == everything:
        raise Misuse(words.NUMBERS_OR_ALL, click.get_current_context())
    from bot.slack.letterbox import replay_letters

    return _run(replay_letters(_settings(database), numbers, everything=everything))


@_outbox.command("drop", cls=Command, help=words.OUTBOX_DROP)
@click.argument("numbers", nargs=-1, required=True, metavar=f"{words.NUMBER}…", type=int)
@_options("database")
def _outbox_drop(numbers: tuple[int, ...], database: str | None) -> Exit:
    from bot.slack.letterbox import drop_letters

    return _run(drop_letters(_settings(database), numbers))


@cli.group("feedback", cls=Group, help=words.FEEDBACK, invoke_without_command=True)
@click.pass_context
def _feedback(context: click.Context) -> Exit:
    """All commands about how answers were liked; without one, what they are."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return Exit.DONE


@_feedback.command("export", cls=Command, help=words.FEEDBACK_EXPORT)
@click.argument("file", metavar=words.FILE, type=click.Path(path_type=Path))
@click.option("--days", metavar=words.DAYS, type=click.IntRange(1), default=365, help=words.FEEDBACK_DAYS)
@_options("document", "database")
def _feedback_export(file: Path, days: int, document: str | None, database: str | None) -> Exit:
    from bot.feedback import export_feedback

    return _run(export_feedback(_settings(database), file, document, days, datetime.now(UTC)))


@cli.command("unknown", cls=Command, help=words.UNKNOWN)
@click.option("--days", metavar=words.DAYS, type=click.IntRange(1), default=90, help=words.UNKNOWN_DAYS)
@click.option("--most", metavar=words.NUMBER, type=click.IntRange(1), default=20, help=words.UNKNOWN_MOST)
@_options("database")
def _unknown(days: int, most: int, database: str | None) -> Exit:
    from bot.unknown import show_unknown

    return _run(show_unknown(_settings(database), days, most, datetime.now(UTC)))


def _settings(database_url: str | None) -> Settings:
    return read_settings(os.environ, database_url)


def _run(doing: Coroutine[object, object, Exit]) -> Exit:
    import asyncio

    # What was imported lives as long as the process: it is never garbage, and need not be looked through again.
    gc.freeze()
    gc.enable()
    try:
        ending = asyncio.run(doing)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who read us has seen enough; Python's own flush at exit must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    return ending


def run(arguments: list[str]) -> int:
    """Do what a command line says and return the exit code. Whatever goes wrong becomes a sentence on stderr."""
    try:
        return int(cli.main(arguments or ["--help"], prog_name="yosan", standalone_mode=False) or Exit.DONE)
    except click.UsageError as error:
        click.echo(usage_error(error), err=True)
        return Exit.MISUSED
    except (click.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except Exception as error:  # the last resort: no traceback ever reaches a user
        from bot.failures import report

        return report(error, os.environ)


def main() -> None:
    """The console script."""
    # Imports make many objects and no garbage; looking for it in vain is a sixth of a start.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Japanese goes out as UTF-8 wherever it is piped to; a terminal that cannot show a character shows «?».
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    ending = run(sys.argv[1:])
    # Likewise at the end: what dies with the process need not be taken apart first.
    gc.freeze()
    sys.exit(ending)
