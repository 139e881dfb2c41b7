"""Digests as people meet them in Slack: set up in windows, posted, asked on, tried, paused, deleted."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.digest.run import Terms
from bot.exits import Exit
from bot.settings import Settings
from bot.slack.digests import posting_digests, runner_of
from bot.slack.playground import BOT, TEAM
from bot.slack.running import post_due
from bot.slack.view.actions import Action, Callback, Field
from bot.slack.view.digest_windows import topic_field
from bot.slack.workplace import Workplace
from bot.wording import digest_terminal as terminal
from bot.wording import digest_windows as words
from db.digests.definitions import Block, Digest, Schedule, Topic, Walk, all_digests, create_digest
from db.digests.ledger import Due, RunState, history
from tests.digest.world import bare
from tests.support.stage import ADMIN, GIKAI, SATO, SUZUKI, YOSAN, Message, Stage, pressed, staged

pytestmark = pytest.mark.asyncio(loop_scope="session")
Values = dict[str, dict[str, Any]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage(program: Path, filled: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """One workspace for all tests here, which keep apart by their digests' names."""
    path = tmp_path_factory.mktemp("digests-in-slack") / "bot.db"
    shutil.copy(filled, path)
    async with staged(program, f"sqlite:///{path}", http=False) as stage:
        yield stage
        assert stage.relay.faults == []


def _option(view: Mapping[str, Any], field: str, value: str) -> dict[str, Any]:
    element = next(block["element"] for block in view["blocks"] if block.get("block_id") == field)
    return dict(next(option for option in element["options"] if option["value"] == value))


def _filled(view: Mapping[str, Any], name: str, at: str = "09:00", days: str = "01234", **more: str) -> Values:
    """What a form holds once somebody has filled it in."""
    picked = {
        Field.ZONE: "Asia/Tokyo", Field.HOLIDAYS: "off", Field.WALK: "number", Field.ONLY: "*", Field.PILLAR: "*",
        Field.TELL_EMPTY: "on", topic_field(1): "today", topic_field(2): "moves", **more,
    }  # fmt: skip
    values: Values = {
        Field.NAME: {Field.NAME: {"type": "plain_text_input", "value": name}},
        Field.CHANNEL: {Field.CHANNEL: {"type": "conversations_select", "selected_conversation": GIKAI}},
        Field.AT: {Field.AT: {"type": "timepicker", "selected_time": at}},
        Field.WEEKDAYS: {
            Field.WEEKDAYS: {
                "type": "checkboxes",
                "selected_options": [_option(view, Field.WEEKDAYS, day) for day in days],
            }
        },
    }
    for field, value in picked.items():
        values[field] = {field: {"type": "static_select", "selected_option": _option(view, field, value)}}
    return values


async def _press_in_window(stage: Stage, view: Mapping[str, Any], action: dict[str, Any], user: str = SATO) -> None:
    """Press something in the window that is open."""
    await stage.relay.inject(
        "interactive",
        {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "trigger_id": f"injected-{datetime.now(UTC).timestamp()}",
            "container": {"type": "view", "view_id": view["id"]},
            "view": dict(view),
            "actions": [action],
        },
    )


async def _list(stage: Stage, user: str = SATO, channel: str = GIKAI) -> dict[str, Any]:
    await stage.command("/yosan-digest", "", channel=channel, user=user)
    return await stage.modal(Callback.DIGESTS)


def _entry(view: Mapping[str, Any], name: str) -> dict[str, Any]:
    return next(block for block in view["blocks"] if name in str(block.get("text")))


async def _do(stage: Stage, view: Mapping[str, Any], name: str, label: str, user: str = SATO) -> None:
    """Pick something from a digest's menu in the list."""
    await _press_in_window(stage, view, pressed([_entry(view, name)], Action.DIGEST_DO, label), user)


async def _create(stage: Stage, name: str, **more: str) -> Digest:
    view = await _list(stage)
    await _press_in_window(stage, view, pressed(view["blocks"], Action.DIGEST_NEW))
    form = await stage.modal(Callback.DIGEST)
    await stage.submit(_filled(form, name, **more))
    return await _kept(stage, name)


async def _kept(stage: Stage, name: str) -> Digest:
    async def found() -> Digest | None:
        several = await stage.work.notebook.read(all_digests, TEAM)
        return next((one for one in several if one.name == name), None)

    return await stage.until(found)


def _at(stage: Stage, moment: datetime, terms: Terms | None = None) -> Workplace:
    """The bot at another time."""
    return replace(stage.work, clock=lambda: moment, terms=terms or stage.work.terms)


async def _posts(stage: Stage, name: str, channel: str = GIKAI) -> list[Message]:
    found = [one for one in await stage.messages(channel) if one["user"] == BOT]
    return [one for one in found if one["text"].startswith(name)]


def _due_now(name: str) -> Digest:
    """Due a moment ago, and every day."""
    now = datetime.now(UTC)
    at = (now + timedelta(hours=9)).time().replace(second=0, microsecond=0)
    schedule = Schedule(at, (0, 1, 2, 3, 4, 5, 6), "Asia/Tokyo", holidays=True)
    return Digest(TEAM, SATO, name, GIKAI, schedule, (Block(Topic.NEW),), now - timedelta(minutes=2))


def _today() -> date:
    """In Japan."""
    return (datetime.now(UTC) + timedelta(hours=9)).date()


async def test_set_up_in_a_window_and_posted_in_the_channel(stage: Stage) -> None:
    digest = await _create(stage, "朝の便り", at="08:30", days="0123456", **{Field.HOLIDAYS: "on"})
    assert digest.schedule == Schedule(time(8, 30), (0, 1, 2, 3, 4, 5, 6), "Asia/Tokyo", holidays=True)
    assert digest.blocks == (Block(Topic.TODAY, Walk.NUMBER), Block(Topic.MOVES))
    assert (digest.owner, digest.channel, digest.tell_empty) == (SATO, GIKAI, True)
    # Its owner is told when it comes, and by whose clocks.
    told = await stage.last(await stage.direct())
    assert f"「朝の便り」を <#{GIKAI}> に届けます。次は" in told["text"]
    assert "8:30 に届けます。時間帯: 日本（Asia/Tokyo）" in told["text"]
    # So does the list.
    view = await _list(stage)
    assert "毎日 8:30" in str(_entry(view, "朝の便り"))

    tomorrow = datetime.now(UTC) + timedelta(days=1)
    work = _at(stage, tomorrow)
    settled = await runner_of(work).round()
    assert RunState.SENT in {state for due, state in settled if due.digest_id == digest.id}
    (message,) = await _posts(stage, "朝の便り")
    assert "354,002千円" in message["text"]
    assert "主要事業一覧 戦略1 1-(1) 187行「354,002」" in message["text"]
    kinds = {block["type"] for block in message["blocks"]}
    assert {"header", "data_table", "data_visualization", "actions"} <= kinds
    assert f"<@{SATO}>" in str(message["blocks"][-1])
    assert stage.relay.metadata[message["ts"]]["event_type"] == "yosan_digest"
    # Looked at again, by this process or another, nothing is posted twice.
    await runner_of(work).round()
    assert len(await _posts(stage, "朝の便り")) == 1

    # A button asks on, below the digest; and there it can be asked on in words.
    await stage.press({**message, "channel": GIKAI}, Action.ASK, label="産業政策課の事業")
    answer = await stage.reply(message["ts"], GIKAI)
    assert "産業政策課" in answer["text"].splitlines()[0]
    await stage.say("その合計は？", channel=GIKAI, thread=message["ts"])
    assert "合計" in (await stage.reply(message["ts"], GIKAI, number=2))["text"].splitlines()[0]


async def test_the_bot_posts_by_itself_when_it_is_time(stage: Stage) -> None:
    """In the background, as it runs: due a moment ago, it is posted without anybody asking for it."""
    work = replace(stage.work, terms=Terms(rest=timedelta(seconds=0.1)))
    await stage.work.notebook.write(create_digest, "by itself", _due_now("ひとりでに"))
    async with posting_digests(work):

        async def posted() -> list[Message]:
            return await _posts(stage, "ひとりでに")

        (message,) = await stage.until(posted)
    assert "43,374千円" in message["text"]


async def test_run_from_a_terminal(stage: Stage, filled: Path, tmp_path: Path) -> None:
    """Beside a store's bots, or without any."""
    url = f"sqlite:///{shutil.copy(filled, tmp_path / 'cron.db')}"
    async with bare(url) as store:
        kept = await store.create(_due_now("端末から"))
    said: list[str] = []
    for _ in range(2):
        assert await post_due(Settings(url, tmp_path), stage.credentials, said.append) is Exit.DONE
    assert said == [
        terminal.settled_line(Due(kept.id, _today(), datetime.now(UTC)), RunState.SENT),
        terminal.NOTHING_DUE,
    ]
    (message,) = await _posts(stage, "端末から")
    assert "43,374千円" in message["text"]


async def test_the_form_says_at_once_when_it_comes(stage: Stage) -> None:
    view = await _list(stage)
    await _press_in_window(stage, view, pressed(view["blocks"], Action.DIGEST_NEW))
    form = await stage.modal(Callback.DIGEST)
    assert "9:00 に届けます。時間帯: 日本（Asia/Tokyo）" in str(form["blocks"][0])
    values = _filled(form, "下書き", at="07:15", **{Field.ZONE: "America/New_York"})
    changed = {**form, "state": {"values": values}}
    await _press_in_window(stage, changed, {"type": "timepicker", "action_id": Field.AT, "selected_time": "07:15"})

    async def updated() -> dict[str, Any] | None:
        now = await stage.modal(Callback.DIGEST)
        return now if "7:15" in str(now["blocks"][0]) else None

    now = await stage.until(updated)
    assert "時間帯: ニューヨーク（America/New York）" in str(now["blocks"][0])
    assert now["blocks"][1]["element"]["initial_value"] == "下書き"


async def test_edited_paused_resumed_and_deleted(stage: Stage) -> None:
    digest = await _create(stage, "変わるもの")
    view = await _list(stage)
    await _do(stage, view, "変わるもの", words.EDIT)
    form = await stage.modal(Callback.DIGEST)
    topics = {topic_field(1): "news", topic_field(2): "pillar", topic_field(3): "news"}
    await stage.submit(_filled(form, "変わったもの", at="10:00", **topics))
    changed = await _kept(stage, "変わったもの")
    assert changed.id == digest.id
    assert changed.schedule.at == time(10)
    assert changed.blocks == (Block(Topic.NEWS), Block(Topic.PILLAR))

    for label, paused in ((words.PAUSE, True), (words.RESUME, False)):
        await _do(stage, await _list(stage), "変わったもの", label)

        async def done(paused: bool = paused) -> bool:
            return (await _kept(stage, "変わったもの")).paused is paused

        assert await stage.until(done)
        # The list that was pressed in shows it.

        async def shown(paused: bool = paused) -> bool:
            return (words.PAUSED in str(_entry(await stage.modal(Callback.DIGESTS), "変わったもの"))) is paused

        assert await stage.until(shown)

    await _do(stage, await _list(stage), "変わったもの", words.DELETE)
    await stage.modal(Callback.DIGEST_DELETE)
    await stage.submit({})

    async def gone() -> bool:
        return all(one.id != digest.id for one in await stage.work.notebook.read(all_digests, TEAM))

    assert await stage.until(gone)


async def test_tried_only_by_who_tries_it(stage: Stage) -> None:
    await _create(stage, "試すもの", **{topic_field(1): "new"})
    before = len(await _posts(stage, "試すもの"))
    await _do(stage, await _list(stage, SUZUKI), "試すもの", words.TRY, SUZUKI)

    async def tried() -> list[Message]:
        return await _posts(stage, "試すもの", await stage.direct(SUZUKI))

    (message,) = await stage.until(tried)
    assert "43,374千円" in message["text"]
    assert len(await _posts(stage, "試すもの")) == before
    digest = await _kept(stage, "試すもの")
    assert await stage.work.notebook.read(history, digest.id) == ()


async def test_only_the_owner_or_an_admin_changes_it(stage: Stage) -> None:
    await _create(stage, "佐藤のもの")
    menu = _entry(await _list(stage, SUZUKI), "佐藤のもの")["accessory"]
    assert [option["text"]["text"] for option in menu["options"]] == [words.TRY]
    assert "佐藤のもの" not in str(await _list(stage, SUZUKI, YOSAN))
    assert "佐藤のもの" in str(await _list(stage, ADMIN, YOSAN))
    # Pressed all the same, as by somebody who had been an admin a moment ago.
    own = await _list(stage)
    await _do(stage, own, "佐藤のもの", words.PAUSE, SUZUKI)
    told = await stage.last(await stage.direct(SUZUKI))
    assert told["text"] == words.NOT_YOURS
    assert not (await _kept(stage, "佐藤のもの")).paused


async def test_home_shows_ones_own(stage: Stage) -> None:
    await _create(stage, "家で見るもの")
    await stage.open_home()

    async def shown() -> dict[str, Any] | None:
        home = await stage.home()
        return home if "家で見るもの" in str(home) else None

    home = await stage.until(shown)
    assert "時間帯: 日本（Asia/Tokyo）" in str(home)
    await stage.press_home(Action.DIGESTS)
    assert "家で見るもの" in str(await stage.modal(Callback.DIGESTS))


async def test_a_lost_confirmation_is_found_in_the_channel(stage: Stage) -> None:
    digest = await _create(stage, "届いたか分からない", days="0123456", **{Field.HOLIDAYS: "on"})
    moment = datetime.now(UTC) + timedelta(days=1)
    work = _at(stage, moment, Terms(lease=timedelta(seconds=1)))
    stage.relay.lost_answers = 1
    await runner_of(work).round()
    assert stage.relay.lost_answers == 0

    async def settled() -> bool:
        await runner_of(work).round()
        return {run.state for run in await work.notebook.read(history, digest.id)} == {RunState.SENT}

    assert await stage.until(settled)
    (message,) = await _posts(stage, "届いたか分からない")
    assert [run.ts for run in await work.notebook.read(history, digest.id)] == [message["ts"]]


async def test_refused_blocks_are_posted_in_simpler_ones(stage: Stage) -> None:
    await _create(stage, "表のない", days="0123456", **{Field.HOLIDAYS: "on"})
    stage.relay.refused = frozenset({"data_table", "data_visualization", "table"})
    try:
        await runner_of(_at(stage, datetime.now(UTC) + timedelta(days=1))).round()
    finally:
        stage.relay.refused = frozenset()
    (message,) = await _posts(stage, "表のない")
    assert "354,002千円" in str(message["blocks"])


async def test_a_channel_without_the_bot(stage: Stage) -> None:
    """Its owner is told, and it is not tried again."""
    wanted = Digest(TEAM, SATO, "届かない", "C0NOWHERE", Schedule(time(9)), (Block(Topic.NEW),), datetime.now(UTC))
    kept = await stage.work.notebook.write(create_digest, "nowhere", wanted)
    day = datetime.now(UTC) + timedelta(days=7)
    work = _at(stage, day, Terms(oldest=timedelta(days=30)))
    settled = dict(await runner_of(work).round())
    assert {state for due, state in settled.items() if due.digest_id == kept.id} == {RunState.FAILED}
    told = [one["text"] for one in await stage.messages(await stage.direct()) if "届かない" in one["text"]]
    assert any("チャンネルが見つからないか、招待されていません" in text for text in told)
