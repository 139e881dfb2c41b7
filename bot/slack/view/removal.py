"""A question was deleted: its asker may have the answer deleted, too."""

from __future__ import annotations

from bot.slack.view.actions import Action, Press, Task
from bot.slack.view.message import Message
from bot.slack.view.parts import button, paragraphs, row
from bot.wording import slack as said
from bot.wording import surface as words


def removal_offer(asked: int) -> Message:
    """For the asker's eyes. `asked` is the id of the stored question."""
    press = button(Action.MORE, said.DELETE, Press(asked, task=Task.DELETE))
    return Message(words.QUESTION_GONE, (*paragraphs([words.QUESTION_GONE]), *row([press])))
