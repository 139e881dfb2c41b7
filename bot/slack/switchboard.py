"""Connects what comes in to our handlers, and knows what is listened to: the manifest is held to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.slack.call import Call
from bot.slack.envelopes import Sort
from bot.slack.failing import apologise_late
from bot.slack.intake import ARRIVED, ENVELOPE, LATE, VERDICT, Context, Handler, dealt_with
from bot.slack.permissions import Verdict
from bot.slack.refusing import refuse
from bot.slack.view.actions import Action, Callback, pattern
from bot.slack.workplace import Workplace


class Switchboard:
    """Registers handlers. Each runs after the acknowledgement, in the crew, and to its end."""

    def __init__(self, app: AsyncApp, work: Workplace) -> None:
        self._app = app
        self._work = work
        self._of_event: dict[tuple[str, Sort], Handler] = {}
        self.commands: set[str] = set()
        self.actions: set[Action] = set()
        self.submissions: set[Callback] = set()
        self.shortcuts: set[Callback] = set()

    def on_event(self, name: str, sorts: tuple[Sort, ...], handler: Handler) -> None:
        """Deliveries of an event that are of these sorts."""
        self._of_event.update({(name, sort): handler for sort in sorts})

    @property
    def events(self) -> frozenset[str]:
        """Names of those that are listened to."""
        return frozenset(name for name, _ in self._of_event)

    def begin(self, body: dict[str, Any], context: Context) -> bool:
        """Start what is to be done about an event; False for anything else, and for one nobody listens to."""
        event = body.get("event") or {}
        handler = self._of_event.get((str(event.get("type")), context[ENVELOPE].sort))
        if handler is not None:
            self._start(handler, body, context)
        return handler is not None

    def on_command(self, name: str, handler: Handler) -> None:
        self.commands.add(name)
        self._app.command(name)(self._listener(handler))

    def on_action(self, action: Action, handler: Handler) -> None:
        self.actions.add(action)
        self._app.action(pattern(action))(self._listener(handler))

    def on_submission(self, callback: Callback, handler: Handler) -> None:
        self.submissions.add(callback)
        self._app.view_submission(str(callback))(self._listener(handler))

    def on_shortcut(self, callback: Callback, handler: Handler) -> None:
        self.shortcuts.add(callback)
        self._app.shortcut(str(callback))(self._listener(handler))

    def _listener(self, handler: Handler) -> Callable[..., Awaitable[None]]:
        async def listen(ack: Callable[[], Awaitable[object]], body: dict[str, Any], context: Context) -> None:
            await ack()
            self._start(handler, body, context)

        return listen

    def _start(self, handler: Handler, body: dict[str, Any], context: Context) -> None:
        call = Call(self._work, context[ENVELOPE], body, str(context.get("bot_user_id") or ""), context[ARRIVED])
        welcome = context[VERDICT] is Verdict.WELCOME
        answering = apologise_late if context.get(LATE) else handler
        self._work.crew.start(call.envelope.key, dealt_with(call, answering if welcome else refuse))
