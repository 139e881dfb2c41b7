"""`yosan playground`: a workspace on this machine with the bot in it, to try and to show without an account."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.exits import Exit
from bot.settings import Settings
from bot.slack.credentials import Credentials
from bot.slack.local import local_slack, running
from bot.slack.opening import opened_workplace
from bot.slack.permissions import Permissions
from bot.slack.running import answering
from bot.slack.stopping import stop_signals
from bot.wording import surface as words

_UNDRAWN = frozenset({"data_table", "data_visualization", "table", "rich_text", "markdown"})
"""What the local Slack's window writes in brackets; there the plainer forms are shown."""
TEAM = "T01YOSAN"
BOT = "U0YOSAN"
CREDENTIALS = {"botToken": "xoxb-playground", "appToken": "xapp-playground", "signingSecret": "playground"}
USERS = {"U01SATO": ("sato", "佐藤 花子"), "U02SUZUKI": ("suzuki", "鈴木 太郎")}
CHANNELS = {"C01YOSAN": "予算", "C02GIKAI": "議会対応"}


async def playground(settings: Settings, environment: Mapping[str, str], say: Callable[[str], None], port: int) -> Exit:
    """Run until told to stop. Raises NoLocalSlack, and what the store raises."""
    program = await local_slack(environment, settings.data_dir / "playground")
    with stop_signals() as told:
        async with running(program, workspace(), port) as address:
            credentials = credentials_at(address)
            async with (
                opened_workplace(settings, credentials, Permissions(admins=frozenset(USERS)), undrawn=_UNDRAWN) as work,
                answering(work, credentials, None),
            ):
                say(words.playground(address))
                await told.wait()
    return Exit.DONE


def credentials_at(address: str) -> Credentials:
    """What the playground's bot connects with."""
    return Credentials(
        CREDENTIALS["botToken"], CREDENTIALS["appToken"], CREDENTIALS["signingSecret"], api=f"{address}/api/"
    )


def workspace(
    request_url: str = "",
    users: Mapping[str, tuple[str, str]] = USERS,
    channels: Mapping[str, str] = CHANNELS,
    outside: Sequence[str] = (),
) -> dict[str, object]:
    """A workspace with the bot installed, as the local Slack reads it.

    Args:
        request_url: where events are delivered; empty for Socket Mode.
        users: by id, their handle and their name.
        channels: by id, their name; everybody is in each.
        outside: users of none of the channels.
    """
    members = [user for user in users if user not in outside]
    delivery = {"mode": "events", "requestUrl": request_url} if request_url else {"mode": "socket"}
    return {
        "workspace": {"name": words.WORKSPACE, "domain": "yosan", "teamId": TEAM},
        "app": {"appId": "A01YOSAN", "botUserId": BOT, "botName": words.BOT_NAME, **CREDENTIALS, **delivery},
        "users": [{"id": user, "name": name, "real_name": real} for user, (name, real) in users.items()],
        "channels": [{"id": each, "name": name, "members": [*members, BOT]} for each, name in channels.items()],
    }
