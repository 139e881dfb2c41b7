"""What goes wrong, by type: the sentence people see and the exit code scripts see, in one table."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.conversations import BadConversation
from bot.digest.lost import NoSuchDigest
from bot.evaluation.questions import BadQuestions
from bot.evaluation.run import NoSuchTag
from bot.evaluation.saved import BadRun
from bot.exits import Exit
from bot.lost import NoSuchLetter
from bot.settings import read_settings
from bot.slack import credentials
from bot.wording import failures as words
from bot.wording import surface
from db import errors

_TOLD: dict[type[Exception], tuple[Callable[[Any], str], Exit]] = {
    errors.UnreadableDocument: (words.unreadable_document, Exit.MISUSED),
    errors.ContradictingTotals: (words.contradicting_totals, Exit.MISUSED),
    errors.BadDataFile: (words.bad_data_file, Exit.MISUSED),
    errors.NoSuchDocument: (words.no_such_document, Exit.MISUSED),
    errors.AmbiguousDocument: (words.ambiguous_document, Exit.MISUSED),
    errors.StoreUnavailable: (words.store_unavailable, Exit.STORE_FAILED),
    errors.StoreTooNew: (words.store_too_new, Exit.STORE_FAILED),
    errors.StoreError: (lambda _: words.store_failed(), Exit.STORE_FAILED),
    BadConversation: (words.bad_conversation, Exit.MISUSED),
    BadQuestions: (words.bad_questions, Exit.MISUSED),
    BadRun: (words.bad_run, Exit.MISUSED),
    NoSuchTag: (words.no_such_tag, Exit.MISUSED),
    credentials.BadCredentials: (surface.bad_credentials, Exit.MISUSED),
    credentials.RefusedCredentials: (surface.refused_credentials, Exit.MISUSED),
    credentials.Unreachable: (surface.unreachable, Exit.MISUSED),
    credentials.AddressUnavailable: (surface.address_unavailable, Exit.MISUSED),
    NoSuchDigest: (surface.no_such_digest, Exit.MISUSED),
    credentials.NoLocalSlack: (surface.no_local_slack, Exit.MISUSED),
    NoSuchLetter: (words.no_such_letter, Exit.MISUSED),
    OSError: (words.file_failed, Exit.MISUSED),
}
"""What is told of each; an error is looked up along its bases, most special first."""


def report(error: Exception, environment: Mapping[str, str]) -> Exit:
    """Say on standard error what went wrong, and return the exit code for it."""
    sentence, ending = told(error)
    settings = read_settings(environment)
    if settings.debug:
        _keep(error, settings.failure_log)
    if ending is Exit.FAILED:
        sentence = words.unexpected(settings.failure_log if settings.debug else None)
    click.echo(sentence, err=True)
    return ending


def told(error: Exception) -> tuple[str, Exit]:
    """The sentence for an error and its exit code; an unforeseen one is a defect: `FAILED`, and an empty sentence."""
    for kind in type(error).__mro__:
        if kind in _TOLD:
            say, ending = _TOLD[kind]
            return say(error), ending
    if _from_driver(error):
        return words.store_failed(), Exit.STORE_FAILED
    return "", Exit.FAILED


def _from_driver(error: Exception) -> bool:
    """Raised by the database or its driver. Imported only now: by then SQLAlchemy has been, too."""
    from sqlalchemy.exc import SQLAlchemyError

    return isinstance(error, SQLAlchemyError)


def _keep(error: Exception, log: Path) -> None:
    """Append the traceback to the log; where even that fails there is nothing left to do."""
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n")
            file.writelines(traceback.format_exception(error))
    except OSError:
        return
