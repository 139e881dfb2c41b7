"""An answer to take away, as a file for the thread."""

from __future__ import annotations

from bot.answering import Turn
from bot.exports import to_csv, to_xlsx
from bot.slack.view.actions import Task
from bot.slack.view.escape import clean
from bot.slack.view.message import AskedRef, Attachment
from bot.wording import exports as words


def export_file(turn: Turn, asked: AskedRef, task: Task) -> Attachment:
    """The CSV or XLSX of an answer.

    Errors: `ValueError` for a task that is no file.
    """
    title = clean(words.title(turn.reply.reading or turn.reply.question))
    match task:
        case Task.CSV:
            return Attachment(f"yosan-{asked.id}.csv", title, to_csv(turn))
        case Task.XLSX:
            return Attachment(f"yosan-{asked.id}.xlsx", title, to_xlsx(turn))
        case _:
            raise ValueError(f"{task} makes no file")
