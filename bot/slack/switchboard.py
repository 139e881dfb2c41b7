"""Connects Bolt's listeners to ours, and knows what is listened to: the manifest is held to it."""

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
        self.events: set[str] = set()
        self.commands: set[str] = set()
        self.actions: set[Action] = set()
        self.submissions: set[Callback] = set()
        self.shortcuts: set[Callback] = set()

    def on_event(self, name: str, sorts: tuple[Sort, ...], handler: Handler) -> None:
        """Deliveries of an event that are of these sorts."""

        async def of_sort(context: Context) -> bool:
            return context[ENVELOPE].sort in sorts

        self.events.add(name)
        self._app.event(name, matchers=[of_sort])(self._listener(handler))

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
            call = Call(self._work, context[ENVELOPE], body, str(context.get("bot_user_id") or ""), context[ARRIVED])
            welcome = context[VERDICT] is Verdict.WELCOME
            answering = apologise_late if context.get(LATE) else handler
            self._work.crew.start(call.envelope.key, dealt_with(call, answering if welcome else refuse))

        return listen
