"""The manifest says what the code does: events, commands, shortcuts, and the scopes of what it calls, no more."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.slack.app import build_app
from bot.slack.credentials import Credentials
from bot.slack.manifest import EVENTS, SCOPES, as_json, manifest
from bot.slack.opening import opened_workplace
from bot.slack.permissions import Permissions
from bot.slack.switchboard import Switchboard
from bot.slack.view.actions import Action, Callback
from bot.wording.manifest import PROMPTS
from tests.support.library import Library

ROOT = Path(__file__).resolve().parents[2]
OF_METHOD = {
    "assistant_threads_setStatus": {"assistant:write"},
    "assistant_threads_setSuggestedPrompts": {"assistant:write"},
    "auth_test": set(),
    "chat_delete": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history"},
    "files_upload_v2": {"files:write"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
"""What Slack asks for each method, for the conversations the bot is in."""
OF_EVENT = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
}


@pytest.fixture
async def board(tmp_path: Path) -> Switchboard:
    settings = Settings(f"sqlite:///{tmp_path / 'bot.db'}", tmp_path)
    credentials = Credentials("xoxb-none")
    async with opened_workplace(settings, credentials, Permissions()) as work:
        _, board = build_app(credentials, work)
    return board


def test_the_file_is_what_the_code_says() -> None:
    """`python -m bot.slack.manifest > deploy/slack/manifest.json` writes it anew."""
    assert (ROOT / "deploy" / "slack" / "manifest.json").read_text("utf-8") == as_json()


def test_events_are_those_listened_to(board: Switchboard) -> None:
    assert {event.split(".")[0] for event in EVENTS} == board.events
    assert set(EVENTS) == set(OF_EVENT)


def test_commands_and_shortcuts_are_those_answered(board: Switchboard) -> None:
    features = json.loads(as_json())["features"]
    assert {each["command"] for each in features["slash_commands"]} == board.commands
    assert {each["callback_id"] for each in features["shortcuts"]} == board.shortcuts


def test_everything_that_can_be_pressed_or_submitted_is_answered(board: Switchboard) -> None:
    assert board.actions == set(Action)
    answered = {*board.submissions, *board.shortcuts}
    # The home tab, the printed cells and the list of digests are looked at; nothing is submitted there.
    assert answered == set(Callback) - {Callback.HOME, Callback.SOURCES, Callback.DIGESTS}


def test_scopes_are_those_of_what_is_called_and_no_more() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot" / "slack").rglob("*.py"))
    called = set(re.findall(r"(?:client|poster)\.([a-z]+_\w+)\(", source))
    assert called == set(OF_METHOD)
    assert "url_private_download" in source, "documents are fetched: files:read"
    needed = {"commands", "files:read"}.union(*(OF_METHOD[name] for name in called), *OF_EVENT.values())
    assert set(SCOPES) == needed
    assert list(SCOPES) == sorted(SCOPES)


def test_over_http_everything_has_an_address() -> None:
    url = "https://bot.example.org/slack/events"
    told = json.dumps(manifest(url))
    # Events, interactions, and each command.
    assert told.count(url) == 5
    assert '"socket_mode_enabled": false' in told
    assert url not in as_json()


def test_suggested_prompts_are_answered(library: Library) -> None:
    from bot.slack.view.wishes import wish

    for question in PROMPTS.values():
        (reply,) = library.ask("bundled", [wish(question).question])
        assert reply["status"] == "answered", question
