"""Telling who asked that there is no answer, and whether there may be one all the same."""

from __future__ import annotations

from datetime import datetime

from bot.slack.letters import Letter, Respond, Route, as_json
from bot.slack.posting import Spot
from bot.slack.view.escape import escape
from bot.slack.view.message import Message
from bot.wording import surface as words
from db.talk.outbox import Outgoing

_SORRY = "/sorry"


def sorry_key(key: str) -> str:
    """Of what is said instead of an answer; as the answer, it is said once."""
    return f"{key}{_SORRY}"


def sorry_letter(out: Outgoing, letter: Letter | None, now: datetime) -> Outgoing | None:
    """What is said in the place of something given up; None where that is such a saying itself."""
    if out.key.endswith(_SORRY) or not out.asker:
        return None
    text = (words.unsure if out.unsure else words.unsent)(out.question)
    # Where the answer could not be sent this cannot, most likely.
    other = () if letter is None or isinstance(letter.route, Respond) else (letter.route,)
    return apology(out.key, out.team, out.asker, out.question, text, (Spot(out.asker), *other), now)


def apology(
    key: str, team: str, asker: str, question: str, text: str, routes: tuple[Route, ...], now: datetime
) -> Outgoing:
    """Say so by the first of these ways that takes it, or in a direct message."""
    letter = Letter(tuple(dict.fromkeys((*routes, Spot(asker)))), Message(escape(text)))
    return Outgoing(sorry_key(key), team, letter.channel, asker, question, as_json(letter), now)
