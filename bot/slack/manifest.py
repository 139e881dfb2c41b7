"""The app's manifest: what Slack has to be told of the app, and the fewest scopes it can do with.

`python -m bot.slack.manifest` prints it; with the address of `yosan slack --http` it is one for HTTP.
"""

from __future__ import annotations

import json
import sys

import click

from bot.slack.listeners.commands import TOTAL, YOSAN
from bot.slack.listeners.digests import DIGEST
from bot.slack.view.actions import Callback
from bot.wording import manifest as words
from bot.wording import surface

EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im")
SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "im:history",
    "im:write",
)


def manifest(request_url: str = "") -> dict[str, object]:
    """The manifest, ready for JSON.

    Args:
        request_url: where Slack calls the bot; empty for Socket Mode.
    """
    url = {"request_url": request_url} if request_url else {}
    command_url = {"url": request_url} if request_url else {}
    commands = (
        (YOSAN, words.ASKING, words.ASKING_HINT),
        (TOTAL, words.TOTAL, words.TOTAL_HINT),
        (DIGEST, words.DIGEST, words.DIGEST_HINT),
    )
    shortcuts = (
        ("global", Callback.ASK_SHORTCUT, words.ASK, words.ASK_ABOUT),
        ("message", Callback.MESSAGE_SHORTCUT, words.ASK_THIS, words.ASK_THIS_ABOUT),
    )
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": surface.BOT_NAME,
            "description": words.SHORT,
            "long_description": words.LONG,
            "background_color": "#1d4f72",
        },
        "features": {
            "bot_user": {"display_name": surface.BOT_NAME, "always_online": True},
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "agent_view": {
                "agent_description": words.AGENT,
                "suggested_prompts": [{"title": title, "message": text} for title, text in words.PROMPTS.items()],
            },
            "slash_commands": [
                {"command": name, **command_url, "description": about, "usage_hint": hint, "should_escape": True}
                for name, about, hint in commands
            ],
            "shortcuts": [
                {"name": name, "type": kind, "callback_id": callback.value, "description": about}
                for kind, callback, name, about in shortcuts
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**url, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not request_url,
            "token_rotation_enabled": False,
        },
    }


def as_json(request_url: str = "") -> str:
    """The manifest's text, as it is pasted into Slack's page."""
    return json.dumps(manifest(request_url), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    click.echo(as_json(*sys.argv[1:2]), nl=False)
