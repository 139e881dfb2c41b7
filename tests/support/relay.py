"""Stands between the bot and the local Slack: passes everything on, notes it, and can be told to be as bad as Slack.

What the local Slack has not (shortcuts, rate limits, refused blocks, the agent's view) is done here; that every
message and view keeps Slack's limits is checked here, for every test.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from time import perf_counter, time
from typing import Any
from urllib.parse import parse_qsl, urlencode

from aiohttp import ClientSession, WSMsgType, web
from slack_sdk.signature import SignatureVerifier

from bot.slack.local import free_port
from bot.slack.playground import CREDENTIALS
from bot.slack.view.limits import check_message, check_view

HOST = "127.0.0.1"
INJECTED = "injected"
"""How triggers begin that the local Slack did not give out."""


class Fault(StrEnum):
    """What becomes of a post; those «taken» are there all the same."""

    LIMITED = "429 with Retry-After"
    TROUBLE = "500"
    TROUBLE_TAKEN = "500, taken"
    HANGS = "no answer"
    HANGS_TAKEN = "no answer, taken"
    CUT = "connection cut"
    CUT_TAKEN = "connection cut, taken"
    ARCHIVED = "is_archived"


_TAKEN = (Fault.TROUBLE_TAKEN, Fault.HANGS_TAKEN, Fault.CUT_TAKEN)
_HANG_SECONDS = 2.0
_SAYING = ("chat.postMessage", "chat.update", "chat.postEphemeral")


@dataclass
class Relay:
    """What passed through, and what is to go wrong next."""

    port: int
    upstream: str = ""
    bot: str = ""
    """Where the bot listens over HTTP; empty in Socket Mode."""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Web API methods called, with their arguments, in order."""
    ack_seconds: list[float] = field(default_factory=list)
    faults: list[object] = field(default_factory=list)
    """Messages and views that Slack would not have taken."""
    refused: frozenset[str] = frozenset()
    """Types of blocks the workspace does not take."""
    rate_limited: int = 0
    """So many posts are answered by «later»."""
    lost_answers: int = 0
    """So many posts are taken, and their answer is lost."""
    down: bool = False
    """Posts meet an error of Slack's."""
    plan: list[Fault] = field(default_factory=list)
    """What becomes of the next posts, and of what is said to the next response addresses."""
    closed: frozenset[str] = frozenset()
    """Channels that meet an error of Slack's with every post."""
    archived: frozenset[str] = frozenset()
    """Channels that take nothing any more."""
    revoked: bool = False
    """Slack does not know the bot's token any more."""
    blind: bool = False
    """Nothing that was posted can be looked at."""
    silent: bool = False
    """Nothing goes down the line."""
    trigger: str = ""
    """The last one the local Slack gave out."""
    metadata: dict[str, Any] = field(default_factory=dict)
    """What was posted with messages, by ts; the local Slack forgets it."""
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    waiting: dict[str, tuple[float, asyncio.Future[Any]]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def called(self, method: str) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.calls if name == method]

    # What the bot says

    async def api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        raw = await request.read()
        arguments = _arguments(request, raw)
        self.calls.append((method, arguments))

        async def taken() -> web.StreamResponse:
            return await self._api(method, arguments, raw, request)

        if self.revoked and method != "apps.connections.open":
            return web.json_response({"ok": False, "error": "token_revoked"})
        if self.blind and method.startswith("conversations."):
            return web.json_response({"ok": False, "error": "internal_error"}, status=500)
        return await self._meeting(self._fault(method, str(arguments.get("channel"))), request, taken)

    def _fault(self, method: str, channel: str) -> Fault | None:
        if method != "chat.postMessage":
            return None
        if channel in self.archived:
            return Fault.ARCHIVED
        if channel in self.closed:
            return Fault.TROUBLE
        return self.plan.pop(0) if self.plan else None

    async def _meeting(
        self, fault: Fault | None, request: web.Request, taken: Callable[[], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """What the bot gets to see."""
        if fault is None:
            return await taken()
        if fault in _TAKEN:
            await taken()
        match fault:
            case Fault.LIMITED:
                limited = {"ok": False, "error": "ratelimited"}
                return web.json_response(limited, status=429, headers={"Retry-After": "1"})
            case Fault.ARCHIVED:
                return web.json_response({"ok": False, "error": "is_archived"})
            case Fault.TROUBLE | Fault.TROUBLE_TAKEN:
                return web.json_response({"ok": False, "error": "internal_error"}, status=500)
            case Fault.HANGS | Fault.HANGS_TAKEN:
                await asyncio.sleep(_HANG_SECONDS)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _api(
        self, method: str, arguments: dict[str, Any], raw: bytes, request: web.Request
    ) -> web.StreamResponse:
        if method in _SAYING:
            if self.down:
                return web.json_response({"ok": False, "error": "internal_error"}, status=500)
            if self.rate_limited > 0 and method == "chat.postMessage":
                self.rate_limited -= 1
                return web.json_response(
                    {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"}
                )
            blocks = arguments.get("blocks") or []
            self.faults += check_message(arguments.get("text") or "", blocks)
            if any(block["type"] in self.refused for block in blocks):
                return web.json_response({"ok": False, "error": "invalid_blocks"})
        if method.startswith("views."):
            self.faults += check_view(arguments["view"])
            if any(block["type"] in self.refused for block in arguments["view"]["blocks"]):
                return web.json_response({"ok": False, "error": "invalid_blocks"})
        if method.startswith("assistant."):
            return web.json_response({"ok": True})
        if str(arguments.get("trigger_id")).startswith(INJECTED):
            real = {**arguments, "trigger_id": self.trigger}
            raw = (json.dumps(real) if request.content_type == "application/json" else urlencode(_plain(real))).encode()
        answer = await self._upstream("POST", f"/api/{method}?{request.query_string}", raw, request)
        if method == "apps.connections.open":
            url = json.loads(answer.body or b"{}")["url"]  # type: ignore[arg-type]
            return web.json_response({"ok": True, "url": f"ws://{HOST}:{self.port}/line?to={url}"})
        if method == "chat.postMessage" and "metadata" in arguments:
            self.metadata[json.loads(answer.body or b"{}").get("ts", "")] = arguments["metadata"]  # type: ignore[arg-type]
        if method in ("conversations.replies", "conversations.history"):
            found = json.loads(answer.body or b"{}")  # type: ignore[arg-type]
            for message in found.get("messages") or ():
                message["metadata"] = self.metadata.get(message["ts"], {})
            return web.json_response(found)
        if method == "chat.postMessage" and self.lost_answers > 0:
            self.lost_answers -= 1
            assert request.transport is not None
            request.transport.abort()
        return answer

    async def hook(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        said = json.loads(raw)
        self.calls.append(("response_url", said))

        async def taken() -> web.StreamResponse:
            return await self._hook(said, raw, request)

        return await self._meeting(self.plan.pop(0) if self.plan else None, request, taken)

    async def _hook(self, said: dict[str, Any], raw: bytes, request: web.Request) -> web.StreamResponse:
        blocks = said.get("blocks") or []
        self.faults += check_message(said.get("text") or "", blocks)
        if any(block["type"] in self.refused for block in blocks):
            return web.Response(status=400, text="invalid_blocks")
        return await self._upstream("POST", request.path_qs, raw, request)

    async def file(self, request: web.Request) -> web.StreamResponse:
        return await self._upstream("GET", request.path_qs, b"", request)

    async def _upstream(self, method: str, path: str, raw: bytes, request: web.Request) -> web.Response:
        headers = {name: request.headers[name] for name in ("Content-Type", "Authorization") if name in request.headers}
        async with (
            ClientSession() as session,
            session.request(method, self.upstream + path, data=raw, headers=headers) as answer,
        ):
            return web.Response(body=await answer.read(), status=answer.status, content_type=answer.content_type)

    # What the bot is told

    async def line(self, request: web.Request) -> web.WebSocketResponse:
        """One socket of the bot's, and the local Slack's at the other end."""
        near = web.WebSocketResponse()
        await near.prepare(request)
        self.sockets.append(near)
        async with ClientSession() as session, session.ws_connect(request.query["to"]) as far:

            async def down() -> None:
                async for message in far:
                    if message.type is WSMsgType.TEXT and not self.silent:
                        self._note_sent(json.loads(message.data))
                        await near.send_str(self._through_here(message.data))

            passing = asyncio.create_task(down())
            async for message in near:
                if message.type is WSMsgType.TEXT and not self._note_ack(json.loads(message.data)):
                    await far.send_str(message.data)
            passing.cancel()
        self.sockets.remove(near)
        return near

    def _note_sent(self, envelope: dict[str, Any]) -> None:
        self._note_trigger(envelope.get("payload") or {})
        if "envelope_id" in envelope:
            future = asyncio.get_running_loop().create_future()
            self.waiting.setdefault(envelope["envelope_id"], (perf_counter(), future))

    def _note_trigger(self, payload: Mapping[str, Any]) -> None:
        trigger = str(payload.get("trigger_id") or "")
        if trigger and not trigger.startswith(INJECTED):
            self.trigger = trigger

    def _note_ack(self, answer: dict[str, Any]) -> bool:
        """Time it; True where it answers something the local Slack knows nothing of."""
        sent_at, future = self.waiting.get(answer.get("envelope_id", ""), (0.0, None))
        if future is None:
            return False
        self.ack_seconds.append(perf_counter() - sent_at)
        if not future.done():
            future.set_result(answer.get("payload"))
        return str(answer["envelope_id"]).startswith("injected")

    async def deliver(self, request: web.Request) -> web.Response:
        """A signed delivery over HTTP, on its way to the bot."""
        raw = await request.read()
        found = _delivered(request.headers["Content-Type"], raw)
        self._note_trigger(found)
        rewritten = self._through_here(raw.decode()).encode()
        return await self._to_bot(rewritten, request.headers["Content-Type"])

    async def inject(self, kind: str, payload: dict[str, Any], times: int = 1) -> list[int]:
        """Deliver something as Slack would, so many times at once; status codes (200 where acknowledged)."""
        if not self.bot:
            return await asyncio.gather(*(self._inject(kind, payload) for _ in range(times)))
        if kind == "events_api":
            raw, content_type = json.dumps(payload).encode(), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            raw, content_type = urlencode(form).encode(), "application/x-www-form-urlencoded"
        answers = await asyncio.gather(*(self._to_bot(raw, content_type) for _ in range(times)))
        return [answer.status for answer in answers]

    async def bring(self, payload: dict[str, Any], times: int = 100, gap_seconds: float = 0.2) -> None:
        """Deliver an event as Slack does, in Socket Mode: again until it is acknowledged, and to whoever is there."""
        for number in range(times):
            with suppress(TimeoutError, ConnectionError, IndexError):
                await self._inject("events_api", payload, retry_attempt=min(number, 2), patience=gap_seconds)
                return
            await asyncio.sleep(gap_seconds)
        raise AssertionError("nobody took it")

    async def bring_once(self, payload: dict[str, Any], retry_attempt: int, patience: float = 5.0) -> int:
        """Deliver an event in Socket Mode for the first, second … time. Raises TimeoutError without acknowledgement."""
        return await self._inject("events_api", payload, retry_attempt, patience)

    async def _inject(self, kind: str, payload: dict[str, Any], retry_attempt: int = 0, patience: float = 5.0) -> int:
        envelope: dict[str, Any] = {"envelope_id": f"injected-{uuid.uuid4()}", "type": kind, "payload": payload}
        if retry_attempt:
            envelope |= {"retry_attempt": retry_attempt, "retry_reason": "timeout"}
        self._note_sent(envelope)
        await self.sockets[0].send_str(json.dumps(envelope))
        await asyncio.wait_for(self.waiting[str(envelope["envelope_id"])][1], patience)
        return 200

    async def _to_bot(self, raw: bytes, content_type: str) -> web.Response:
        stamp = str(int(time()))
        signature = SignatureVerifier(CREDENTIALS["signingSecret"]).generate_signature(timestamp=stamp, body=raw)
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature or "",
        }
        start = perf_counter()
        async with ClientSession() as session, session.post(self.bot, data=raw, headers=headers) as answer:
            body = await answer.read()
            self.ack_seconds.append(perf_counter() - start)
            return web.Response(body=body, status=answer.status, content_type=answer.content_type)

    def _through_here(self, text: str) -> str:
        """Response addresses lead through here, too, however they are written."""
        here, there = self.address, self.upstream
        for safe in ("", "/"):
            here_, there_ = _quoted(here, safe), _quoted(there, safe)
            text = text.replace(there_, here_)
        return text.replace(there, here)


def _quoted(address: str, safe: str) -> str:
    from urllib.parse import quote

    return quote(address, safe=safe)


@asynccontextmanager
async def relaying(relay: Relay) -> AsyncIterator[Relay]:
    """The relay, listening."""
    app = web.Application(client_max_size=2**26)
    app.router.add_route("*", "/api/{method}", relay.api)
    app.router.add_post("/_hooks/{rest:.*}", relay.hook)
    app.router.add_get("/files-pri/{rest:.*}", relay.file)
    app.router.add_get("/line", relay.line)
    app.router.add_post("/slack/events", relay.deliver)
    runner = web.AppRunner(app, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, HOST, relay.port).start()
    try:
        yield relay
    finally:
        await runner.cleanup()


def _arguments(request: web.Request, raw: bytes) -> dict[str, Any]:
    found: dict[str, Any] = dict(request.query)
    found |= _delivered(request.content_type, raw) if raw else {}
    for name in ("blocks", "view", "metadata", "prompts", "files"):
        if isinstance(found.get(name), str):
            found[name] = json.loads(found[name])
    return found


def _delivered(content_type: str, raw: bytes) -> dict[str, Any]:
    if content_type.startswith("application/json"):
        return dict(json.loads(raw))
    form = dict(parse_qsl(raw.decode("utf-8", "replace")))
    return dict(json.loads(form["payload"])) if "payload" in form else form


def _plain(arguments: Mapping[str, Any]) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in arguments.items()}


__all__ = ["HOST", "INJECTED", "Relay", "free_port", "relaying"]
