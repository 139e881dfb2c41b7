"""The local Slack with the bot in it, driven as people would, and seen as they would see it."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import ClientSession, FormData

from bot.settings import Settings
from bot.slack.credentials import Credentials
from bot.slack.http import PATH
from bot.slack.local import free_port, running
from bot.slack.opening import opened_workplace
from bot.slack.pacing import Pacing
from bot.slack.patience import Patience
from bot.slack.permissions import Permissions
from bot.slack.playground import BOT, CHANNELS, CREDENTIALS, TEAM, USERS, credentials_at, workspace
from bot.slack.running import answering
from bot.slack.view.actions import Action
from bot.slack.workplace import Workplace
from tests.support.relay import HOST, INJECTED, Relay, relaying

T = TypeVar("T")
SATO, SUZUKI = USERS
YOSAN, GIKAI = CHANNELS
ADMIN = "U09ADMIN"
NAMED = f"<@{BOT}>"
Message = dict[str, Any]
IMPATIENT = Patience(first_seconds=0.05, settling_seconds=0.1)
"""Tries again at once; gives up no sooner than usual."""


@dataclass
class Stage:
    """One bot (or several) and one workspace."""

    relay: Relay
    slack: str
    """The local Slack's own address."""
    works: list[Workplace] = field(default_factory=list)
    _session: ClientSession | None = None

    @property
    def credentials(self) -> Credentials:
        """What the bots connect with."""
        return credentials_at(self.relay.address)

    @property
    def work(self) -> Workplace:
        return self.works[0]

    # What people do

    async def say(self, text: str, channel: str = YOSAN, user: str = SATO, thread: str = "") -> str:
        """A person posts a message; returns its ts."""
        said = {"channel": channel, "user": user, "text": text, **({"thread_ts": thread} if thread else {})}
        return str((await self._control("message", said))["message"]["ts"])

    async def send_files(self, files: Sequence[Path], channel: str, user: str = SATO) -> str:
        """A person posts files; returns the message's ts."""
        form = FormData({"channel": channel, "user": user})
        for file in files:
            form.add_field("file", file.read_bytes(), filename=file.name, content_type="text/plain")
        async with self._http().post(f"{self.slack}/_control/upload", data=form) as answer:
            return str((await answer.json())["message"]["ts"])

    async def command(self, command: str, text: str, channel: str = YOSAN, user: str = SATO) -> None:
        await self._control("command", {"channel": channel, "user": user, "command": command, "text": text})

    async def edit(self, ts: str, text: str, channel: str = YOSAN, user: str = SATO) -> None:
        await self._control("edit-message", {"channel": channel, "user": user, "ts": ts, "text": text})

    async def remove(self, ts: str, channel: str = YOSAN, user: str = SATO) -> None:
        await self._control("delete-message", {"channel": channel, "user": user, "ts": ts})

    async def open_home(self, user: str = SATO) -> None:
        await self._control("open-home", {"user": user})

    async def press(self, message: Message, action: Action, label: str = "", user: str = SATO) -> None:
        """Press the button (or pick the option) of that sort, and of that label where it is given."""
        await self._control(
            "interact",
            {
                "channel": message["channel"],
                "messageTs": message["ts"],
                "user": user,
                "action": pressed(message.get("blocks") or [], action, label),
            },
        )

    async def press_home(self, action: Action, label: str = "", user: str = SATO) -> list[int]:
        """Press something in one's home."""
        view = await self.home(user)
        return await self.relay.inject(
            "interactive",
            {
                "type": "block_actions",
                "team": {"id": TEAM},
                "user": {"id": user, "team_id": TEAM},
                "trigger_id": f"{INJECTED}-{time.monotonic_ns()}",
                "container": {"type": "view", "view_id": view["id"]},
                "view": view,
                "actions": [pressed(view["blocks"], action, label)],
            },
        )

    async def submit(self, values: Mapping[str, Mapping[str, Any]], user: str = SATO) -> None:
        """Submit the modal that is open."""
        async with self._http().ws_connect(f"{self.slack}/ui") as window:
            await window.receive_json()
            await window.send_json({"t": "view_submit", "user": user, "values": values})
            await asyncio.sleep(0.2)

    async def shortcut(self, callback: str, message: Message | None = None, user: str = SATO) -> None:
        """A global shortcut, or one on a message. Somebody has had to press or command something before."""
        payload: dict[str, Any] = {
            "type": "shortcut" if message is None else "message_action",
            "callback_id": callback,
            "trigger_id": f"{INJECTED}-{time.monotonic_ns()}",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "action_ts": str(time.time()),
        }
        if message is not None:
            payload |= {"message": message, "channel": {"id": message["channel"]}}
        await self.relay.inject("interactive", payload)

    # What people see

    async def messages(self, channel: str = YOSAN) -> list[Message]:
        async with self._http().get(f"{self.slack}/_control/messages/{channel}") as answer:
            return list((await answer.json())["messages"])

    async def replies(self, ts: str, channel: str = YOSAN) -> list[Message]:
        """The bot's messages in a thread."""
        return [one for one in await self.messages(channel) if one.get("thread_ts") == ts and one["user"] == BOT]

    async def reply(self, ts: str, channel: str = YOSAN, number: int = 1) -> Message:
        """The bot's first (second …) message in a thread, once it is there."""

        async def found() -> Message | None:
            several = await self.replies(ts, channel)
            return several[number - 1] if len(several) >= number else None

        return await self.until(found)

    async def direct(self, user: str = SATO) -> str:
        """The channel of someone's direct messages with the bot; empty until something was said in it."""
        async with self._http().get(f"{self.slack}/_control/state") as answer:
            channels = (await answer.json())["channels"]
        return str(next((one["id"] for one in channels if one.get("is_im") and user in one["members"]), ""))

    async def last(self, channel: str = YOSAN, after: str = "") -> Message:
        """The bot's latest message in a channel, posted after another."""

        async def found() -> Message | None:
            own = [one for one in await self.messages(channel) if one["user"] == BOT and one["ts"] > after]
            return own[-1] if own else None

        return await self.until(found)

    async def changed(self, message: Message) -> Message:
        """The message once it is another than it was."""

        async def found() -> Message | None:
            same = [one for one in await self.messages(message["channel"]) if one["ts"] == message["ts"]]
            differs = [
                one for one in same if (one["text"], one.get("blocks")) != (message["text"], message.get("blocks"))
            ]
            return differs[0] if differs else None

        return await self.until(found)

    async def gone(self, message: Message) -> bool:
        """Whether the message is gone, after a while."""

        async def found() -> bool:
            return all(one["ts"] != message["ts"] for one in await self.messages(message["channel"]))

        return await self.until(found)

    async def home(self, user: str = SATO) -> dict[str, Any]:
        """Someone's home as it is shown."""

        async def found() -> dict[str, Any] | None:
            homes = (await self._window())["homeViews"].get(user) or {}
            return next(iter(homes.values()), None)

        return await self.until(found)

    async def modal(self, callback: str) -> dict[str, Any]:
        """The modal that is open."""

        async def found() -> dict[str, Any] | None:
            stack = (await self._window())["modalStack"]
            return stack[-1] if stack and stack[-1].get("callback_id") == callback else None

        return await self.until(found)

    async def file(self, channel: str, name: str) -> tuple[Message, bytes]:
        """The message with a file whose name ends so, and what is in it."""

        async def found() -> Message | None:
            several = [one for one in await self.messages(channel) if (one.get("files") or [{}])[0].get("name")]
            return next((one for one in several if one["files"][0]["name"].endswith(name)), None)

        message = await self.until(found)
        headers = {"Authorization": f"Bearer {CREDENTIALS['botToken']}"}
        async with self._http().get(message["files"][0]["url_private_download"], headers=headers) as answer:
            return message, await answer.read()

    async def until(self, look: Callable[[], Awaitable[T | None]], seconds: float = 8) -> T:
        """What looking gives once it gives anything; fails where that takes too long."""
        deadline = time.monotonic() + seconds
        while not (found := await look()):
            assert time.monotonic() < deadline, "nothing came"
            await asyncio.sleep(0.03)
        return found

    async def quiet(self) -> None:
        """Wait until the bot has dealt with everything it was told."""
        await asyncio.sleep(0.1)
        for work in self.works:
            await self.until(lambda work=work: _is_idle(work))  # type: ignore[misc]
        await asyncio.sleep(0.05)

    async def _window(self) -> dict[str, Any]:
        async with self._http().ws_connect(f"{self.slack}/ui", max_msg_size=0) as window:
            return dict((await window.receive_json())["state"])

    async def _control(self, what: str, said: Mapping[str, Any]) -> dict[str, Any]:
        async with self._http().post(f"{self.slack}/_control/{what}", json=dict(said)) as answer:
            return dict(await answer.json())

    def _http(self) -> ClientSession:
        if self._session is None:
            self._session = ClientSession()
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


async def _is_idle(work: Workplace) -> bool:
    return work.crew.busy == 0


def pressed(blocks: Iterable[Mapping[str, Any]], action: Action, label: str = "") -> dict[str, Any]:
    """What pressing something sends: the first of its sort, or the one (or the option) of that label."""
    for block in blocks:
        elements = [*(block.get("elements") or ()), *([block["accessory"]] if "accessory" in block else ())]
        for element in elements:
            if str(element.get("action_id", "")).rstrip("0123456789").rstrip("_") != action:
                continue
            sent = {"type": element["type"], "action_id": element["action_id"], "block_id": block.get("block_id")}
            for option in element.get("options") or ():
                if label and label in option["text"]["text"]:
                    return {**sent, "selected_option": option}
            if "options" not in element and (not label or label in element["text"]["text"]):
                return {**sent, "value": element.get("value"), "text": element["text"]}
    raise AssertionError(f"nothing to press: {action} {label}")


@asynccontextmanager
async def staged(
    program: Path,
    store: str,
    *,
    http: bool,
    bots: int = 1,
    permissions: Permissions | None = None,
    people: Mapping[str, tuple[str, str]] | None = None,
    pace_seconds: float = 0.0,
    patience: Patience = IMPATIENT,
) -> AsyncIterator[Stage]:
    """A workspace with so many bots of one app connected to it, over one store.

    Args:
        store: URL of a database with a document in it.
        people: users beside the usual ones.
        pace_seconds: between two messages in one channel.
        patience: how soon, and how often, something is tried again.
    """
    relay = Relay(free_port())
    users = {**USERS, ADMIN: ("admin", "管理 係"), **(people or {})}
    ports = [free_port() for _ in range(bots)] if http else []
    async with AsyncExitStack() as stack:
        url = f"{relay.address}/slack/events" if http else ""
        relay.upstream = await stack.enter_async_context(running(program, workspace(url, users)))
        await stack.enter_async_context(relaying(relay))
        stage = Stage(relay, relay.upstream)
        stack.push_async_callback(stage.close)
        credentials = stage.credentials
        settings = Settings(store, Path(os.devnull))
        for number in range(bots):
            work = await stack.enter_async_context(
                opened_workplace(
                    settings,
                    credentials,
                    permissions or Permissions(admins=frozenset({ADMIN})),
                    Pacing(pace_seconds),
                    patience=patience,
                )
            )
            stage.works.append(work)
            address = (HOST, ports[number]) if http else None
            await stack.enter_async_context(answering(work, credentials, address))
        if http:
            relay.bot = f"http://{HOST}:{ports[0]}{PATH}"
        yield stage
