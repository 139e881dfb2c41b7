"""The app's own page, and what is offered before anything is asked."""

from __future__ import annotations

from bot.answering import Desk, Turn, take_turn
from bot.slack.call import Call
from bot.slack.envelopes import Sort
from bot.slack.listeners.digests import listed
from bot.slack.switchboard import Switchboard
from bot.slack.view.digest_windows import Listed
from bot.slack.view.home import HomeState, LoadedDocument, RecentQuestion, home_questions, home_views
from bot.slack.workplace import Workplace
from bot.wording import digest_windows as digests
from bot.wording.examples import examples
from db.documents import documents
from db.talk.asked import recent_questions
from nlp.explain import document_name
from nlp.reading import Context

_MOST_RECENT = 5


def register(board: Switchboard) -> None:
    board.on_event("app_home_opened", (Sort.HOME,), on_home)


async def on_home(call: Call) -> None:
    event = call.body["event"]
    if event.get("tab") == "messages":
        desk = await call.work.desks.current()
        await call.work.agent.suggest(call.envelope.sender.channel, examples(desk.catalogue))
    else:
        await _publish(call)


async def _publish(call: Call) -> None:
    sender = call.envelope.sender
    state = await home_state(call.work, sender.team, sender.user)
    await call.work.posting.publish(sender.user, home_views(state))


async def home_state(work: Workplace, team: str, user: str) -> HomeState:
    """What one person's home shows now."""
    desk = await work.desks.current()
    wanted = home_questions(desk.catalogue)
    recent = await work.notebook.read(recent_questions, team, user, _MOST_RECENT)
    async with work.notebook.asking() as connection:

        async def turn(question: str) -> Turn | None:
            return await take_turn(desk, connection, question, Context()) if question else None

        return HomeState(
            catalogue=desk.catalogue,
            total=await turn(wanted.total),
            divisions=await turn(wanted.divisions),
            new_projects=await turn(wanted.new_projects),
            documents=tuple(
                LoadedDocument(
                    name=document_name(each.ref),
                    revision=each.ref.revision,
                    loaded_at=each.loaded_at,
                    reconciled=not each.accepted,
                    chosen=_is(each.ref.slug, desk),
                )
                for each in await documents(connection)
            ),
            recent=tuple(RecentQuestion(*each) for each in recent),
            digest="\n".join(_digest_line(each) for each in await listed(work, team, user)),
        )


def _digest_line(each: Listed) -> str:
    return digests.home_line(each.digest, each.next_at)


def _is(slug: str, desk: Desk) -> bool:
    return desk.document.slug == slug
