"""An answer as a message: text that is whole by itself, and blocks."""

from __future__ import annotations

from bot.answering import Turn
from bot.slack.view.escape import cut, escape
from bot.slack.view.message import AskedRef, Look, Message
from nlp.catalogue import Catalogue

_MOST_TEXT = 3000


def answer_message(turn: Turn, asked: AskedRef, look: Look, catalogue: Catalogue) -> Message:
    """The message that answers one turn.

    Args:
        turn: the question answered, its unit and base as `look` has them.
        asked: the stored question the buttons lead back to.
        look: page, chart, who sees it.
        catalogue: the document's names, for questions to ask next.
    """
    text = cut(escape(turn.reply.text), _MOST_TEXT)
    return Message(text, ({"type": "section", "text": {"type": "mrkdwn", "text": text}},))
