"""What Slack delivers, told apart: what sort of thing it is, whose, and what makes it the same one delivered again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Body = Mapping[str, Any]
"""A delivery as Slack's JSON has it."""

_SPOKEN = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of messages in which a person says something."""


class Sort(StrEnum):
    MENTION = "mention"
    """Said to the bot by name, in a channel."""
    DIRECT = "direct"
    """Said in a direct message."""
    IN_THREAD = "in_thread"
    """Said in a thread, to whomever."""
    EDIT = "edit"
    DELETION = "deletion"
    HOME = "home"
    """Somebody opened the app's home or its messages."""
    COMMAND = "command"
    PRESS = "press"
    SUBMISSION = "submission"
    SHORTCUT = "shortcut"
    NOTHING = "nothing"
    """Nothing the bot has to do with."""


@dataclass(frozen=True, slots=True)
class Sender:
    team: str
    """The workspace that is served."""
    channel: str
    """Empty where there is none (home, modals)."""
    user: str
    home: str = ""
    """The user's own workspace; empty where it is not told."""
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Envelope:
    sort: Sort
    key: str
    """The same for every delivery of the same thing."""
    sender: Sender
    ts: str = ""
    """Of the message said, edited or deleted."""
    thread: str = ""
    """Of the thread it stands in; empty where it stands in none."""
    text: str = ""


def envelope(body: Body, bot_user: str) -> Envelope:
    """What was delivered."""
    if body.get("type") == "event_callback":
        return _event(body, body.get("event") or {}, bot_user)
    if "command" in body:
        sender = Sender(_text(body, "team_id"), _text(body, "channel_id"), _text(body, "user_id"))
        return Envelope(Sort.COMMAND, f"command/{_text(body, 'trigger_id')}", sender, text=_text(body, "text"))
    return _interaction(body)


def _event(body: Body, event: Body, bot_user: str) -> Envelope:
    match event.get("type"):
        case "message" | "app_mention":
            return _message(body, event, bot_user)
        case "app_home_opened":
            sender = Sender(_team(body, event), _text(event, "channel"), _text(event, "user"))
            return Envelope(Sort.HOME, f"event/{_text(body, 'event_id')}", sender)
        case _:
            return Envelope(Sort.NOTHING, "", Sender("", "", ""))


def _message(body: Body, event: Body, bot_user: str) -> Envelope:
    team, channel = _team(body, event), _text(event, "channel")
    match event.get("subtype"):
        case "message_changed":
            return _edit(team, channel, event, bot_user)
        case "message_deleted":
            before = event.get("previous_message") or {}
            sender = _sender(team, channel, before, bot_user)
            ts = _text(event, "deleted_ts")
            return _unless_bot(Envelope(Sort.DELETION, f"deleted/{team}/{channel}/{ts}", sender, ts))
        case subtype if subtype not in _SPOKEN:
            return Envelope(Sort.NOTHING, "", Sender(team, channel, ""))
    ts, text, thread = _text(event, "ts"), _text(event, "text"), _text(event, "thread_ts")
    if event.get("channel_type") == "im" or channel.startswith("D"):
        sort = Sort.DIRECT
    elif event.get("type") == "app_mention" or mentions(text, bot_user):
        sort = Sort.MENTION
    else:
        sort = Sort.IN_THREAD if thread else Sort.NOTHING
    # A mention comes as two events with ids of their own: what was said is told by where and when.
    key = said_key(team, channel, ts)
    return _unless_bot(Envelope(sort, key, _sender(team, channel, event, bot_user), ts, thread, text))


def _edit(team: str, channel: str, event: Body, bot_user: str) -> Envelope:
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    sender = _sender(team, channel, now, bot_user)
    ts, text = _text(now, "ts"), _text(now, "text")
    if text == _text(before, "text"):
        # A link was unfurled, a reply was counted: nobody said anything.
        return Envelope(Sort.NOTHING, "", sender)
    edited = _text(now.get("edited") or {}, "ts") or _text(event, "ts")
    key = f"edited/{team}/{channel}/{ts}/{edited}"
    return _unless_bot(Envelope(Sort.EDIT, key, sender, ts, _text(now, "thread_ts"), text))


def _interaction(body: Body) -> Envelope:
    sort = {
        "block_actions": Sort.PRESS,
        "view_submission": Sort.SUBMISSION,
        "shortcut": Sort.SHORTCUT,
        "message_action": Sort.SHORTCUT,
    }.get(str(body.get("type")), Sort.NOTHING)
    user = body.get("user") or {}
    sender = Sender(
        team=_text(body.get("team") or {}, "id") or _text(user, "team_id"),
        channel=_text(body.get("channel") or {}, "id"),
        user=_text(user, "id"),
        home=_text(user, "team_id"),
    )
    message = body.get("message") or {}
    return Envelope(
        sort,
        f"{sort}/{_text(body, 'trigger_id')}",
        sender,
        ts=_text(message, "ts") or _text(body.get("container") or {}, "message_ts"),
        thread=_text(message, "thread_ts"),
        text=_text(message, "text"),
    )


def said_key(team: str, channel: str, ts: str) -> str:
    """The key under which a message arrives."""
    return f"said/{team}/{channel}/{ts}"


def mentions(text: str, user: str) -> bool:
    """Whether a message's text names a user."""
    return bool(user) and (f"<@{user}>" in text or f"<@{user}|" in text)


def _sender(team: str, channel: str, said: Body, bot_user: str) -> Sender:
    user = _text(said, "user")
    return Sender(
        team,
        channel,
        user,
        home=_text(said, "user_team") or _text(said, "source_team") or _text(said, "team"),
        bot=bool(said.get("bot_id")) or said.get("subtype") == "bot_message" or user == bot_user,
    )


def _unless_bot(found: Envelope) -> Envelope:
    """Bots, this one among them, say nothing that has to be written down."""
    sender = found.sender
    return Envelope(Sort.NOTHING, "", sender) if sender.bot or not sender.user else found


def _team(body: Body, event: Body) -> str:
    return _text(body, "team_id") or _text(event, "team")


def _text(found: Body, name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""
