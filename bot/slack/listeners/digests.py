"""`/yosan-digest` and its windows: digests listed, made, changed, paused, tried, deleted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from slack_sdk.errors import SlackApiError

from bot.digest.making import Maker
from bot.digest.run import Occasion
from bot.digest.schedule import next_post
from bot.slack.call import Call
from bot.slack.digest_forms import digest_id, filled_in, new_digest
from bot.slack.envelopes import Sender
from bot.slack.permissions import Verdict
from bot.slack.posting import Spot
from bot.slack.setbacks import absent
from bot.slack.switchboard import Switchboard
from bot.slack.view.actions import Action, Callback, Task
from bot.slack.view.digest_windows import Form, Listed, delete_modal, digest_form, digests_modal
from bot.slack.view.digests import digest_message
from bot.slack.view.escape import escape
from bot.slack.view.message import Message
from bot.slack.view.modals import View
from bot.slack.workplace import Workplace
from bot.wording import digest_windows as words
from db.digests.definitions import (
    Digest,
    all_digests,
    change_digest,
    create_digest,
    delete_digest,
    digest_by_id,
    pause_digest,
)
from db.digests.ledger import last_made, last_planned, told_of
from nlp.query import Kind

DIGEST = "/yosan-digest"


def register(board: Switchboard) -> None:
    board.on_command(DIGEST, on_open)
    board.on_action(Action.DIGESTS, on_open)
    board.on_action(Action.DIGEST_NEW, on_new)
    board.on_action(Action.DIGEST_DO, on_do)
    board.on_action(Action.DIGEST_WHEN, on_when)
    board.on_submission(Callback.DIGEST, on_save)
    board.on_submission(Callback.DIGEST_DELETE, on_delete)


async def on_open(call: Call) -> None:
    view = await _list(call, call.envelope.sender.channel)
    await call.work.posting.client.views_open(trigger_id=call.trigger, view=view)


async def on_new(call: Call) -> None:
    sender = call.envelope.sender
    digest = new_digest(sender.team, sender.user, str(call.view.get("private_metadata") or ""), call.work.clock())
    await _push(call, await _form(call.work, digest))


async def on_do(call: Call) -> None:
    """What was picked from a digest's menu in the list."""
    press = call.press
    digest = await _own(call, press.asked) if press else None
    if press is None or digest is None:
        return
    if press.task is Task.TRY:
        await _try(call, digest)
        return
    if not call.work.permissions.may_change(call.envelope.sender.user, digest.owner):
        await _say(call, words.NOT_YOURS)
        return
    await _DOING.get(press.task, _nothing)(call, digest)


async def on_when(call: Call) -> None:
    """The form says at once when it is posted next."""
    digest = await _edited(call)
    view = await _form(call.work, filled_in(call.view, digest))
    await call.work.posting.client.views_update(view_id=str(call.view.get("id")), view=view)


async def on_save(call: Call) -> None:
    """Keep it, and tell its owner when it comes."""
    work, sender = call.work, call.envelope.sender
    before = await _edited(call)
    digest = filled_in(call.view, before)
    there = Sender(sender.team, digest.channel, sender.user)
    if not digest.channel or work.permissions.judge(there) is not Verdict.WELCOME:
        await _say(call, words.NOT_THERE)
        return
    if before.id == 0:
        kept = await work.notebook.write(create_digest, call.envelope.key, digest)
    elif work.permissions.may_change(sender.user, before.owner):
        kept = await work.notebook.write(change_digest, digest, work.clock())
    else:
        await _say(call, words.NOT_YOURS)
        return
    await _relist(call)
    channel = f"<#{kept.channel}>"
    said = words.saved(replace(kept, name=escape(kept.name)), channel, await _next(work, kept))
    if not await _present(work, kept.channel):
        said = f"{said}\n{words.invite(channel)}"
    await _say(call, said)


async def on_delete(call: Call) -> None:
    digest = await _own(call, digest_id(call.view))
    if digest is None:
        return
    if call.work.permissions.may_change(call.envelope.sender.user, digest.owner):
        await call.work.notebook.write(delete_digest, digest.id)
        await _relist(call)
    else:
        await _say(call, words.NOT_YOURS)


async def _edit(call: Call, digest: Digest) -> None:
    await _push(call, await _form(call.work, digest))


async def _pause(call: Call, digest: Digest) -> None:
    await call.work.notebook.write(pause_digest, digest.id, call.work.clock(), paused=True)
    await _relist(call)


async def _resume(call: Call, digest: Digest) -> None:
    await call.work.notebook.write(pause_digest, digest.id, call.work.clock(), paused=False)
    await _relist(call)


async def _ask_to_delete(call: Call, digest: Digest) -> None:
    await _push(call, delete_modal(digest))


async def _nothing(call: Call, digest: Digest) -> None:
    """Another menu's choice."""


_DOING: dict[Task, Callable[[Call, Digest], Awaitable[None]]] = {
    Task.EDIT: _edit,
    Task.PAUSE: _pause,
    Task.RESUME: _resume,
    Task.DELETE: _ask_to_delete,
}


async def _try(call: Call, digest: Digest) -> None:
    """The next post, for one person's eyes. The ledger knows nothing of it."""
    work, user = call.work, call.envelope.sender.user
    edition = await Maker(work.notebook, work.desks.current)(await occasion(work, digest))
    if edition.empty:
        await _say(call, words.NOTHING_TO_TRY)
        return
    await _say(call, escape(words.trying(digest)))
    await work.posting.post(Spot(user), digest_message(edition, owner=digest.owner))


async def occasion(work: Workplace, digest: Digest) -> Occasion:
    """What a digest would be made for if it were posted now."""
    now = work.clock()
    coming = next_post(digest.schedule, now, await work.notebook.read(last_planned, digest.id))
    day = coming.date if coming else now.date()
    before = await work.notebook.read(last_made, digest.id, day)
    told = await work.notebook.read(told_of, digest.id, day)
    return Occasion(digest, day, now, before or digest.since, told)


async def listed(work: Workplace, team: str, user: str, channel: str = "") -> tuple[Listed, ...]:
    """The digests somebody may see: their own and the channel's; an admin, all."""
    found = []
    for digest in await work.notebook.read(all_digests, team):
        changeable = work.permissions.may_change(user, digest.owner)
        if changeable or digest.channel == channel:
            found.append(Listed(digest, await _next(work, digest), changeable))
    return tuple(found)


async def _list(call: Call, channel: str) -> View:
    """`private_metadata` is the channel it was opened in."""
    sender = call.envelope.sender
    view = digests_modal(await listed(call.work, sender.team, sender.user, channel))
    return {**view, "private_metadata": channel}


async def _relist(call: Call) -> None:
    """The list below, or pressed in, as it is now; it may have been closed."""
    view = call.view
    root = str(view.get("root_view_id") or view.get("id") or "")
    channel = str(view.get("private_metadata") or "") if view.get("callback_id") == Callback.DIGESTS else ""
    try:
        await call.work.posting.client.views_update(view_id=root, view=await _list(call, channel))
    except SlackApiError as error:
        if error.response.get("error") not in ("not_found", "view_not_found", "invalid_arguments"):
            raise


async def _form(work: Workplace, digest: Digest) -> View:
    desk = await work.desks.current()
    names = {
        kind: tuple(entry.named.name for entry in desk.catalogue.entries if entry.named.kind is kind)
        for kind in (Kind.DIVISION, Kind.PILLAR)
    }
    return digest_form(Form(digest, await _next(work, digest), names[Kind.DIVISION], names[Kind.PILLAR]))


async def _push(call: Call, view: View) -> None:
    await call.work.posting.client.views_push(trigger_id=call.trigger, view=view)


async def _edited(call: Call) -> Digest:
    """The digest a form is about, before it was filled in."""
    sender = call.envelope.sender
    known = await _own(call, digest_id(call.view))
    return known or new_digest(sender.team, sender.user, "", call.work.clock())


async def _own(call: Call, wanted: int) -> Digest | None:
    """A digest of the workspace; None where there is none of that id."""
    digest = await call.work.notebook.read(digest_by_id, wanted) if wanted else None
    return digest if digest is not None and digest.team == call.envelope.sender.team else None


async def _next(work: Workplace, digest: Digest) -> datetime | None:
    last = await work.notebook.read(last_planned, digest.id) if digest.id else None
    coming = next_post(digest.schedule, work.clock(), last)
    return coming.at if coming else None


async def _present(work: Workplace, channel: str) -> bool:
    """Whether the bot is in the channel: only there it can see what it has posted."""
    try:
        await work.posting.client.conversations_history(channel=channel, limit=1)
    except SlackApiError as error:
        if absent(error):
            return False
        raise
    return True


async def _say(call: Call, text: str) -> None:
    await call.work.posting.post(Spot(call.envelope.sender.user), Message(text))
