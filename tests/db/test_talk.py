"""What is kept of conversations, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from db.engine import open_store, prepare
from db.talk.arrivals import Arrival, arrive, defer, finish, forget_arrivals, release, renew, take_over, underway
from db.talk.asked import (
    Asked,
    Vote,
    amend_asked,
    asked_by_id,
    asked_id,
    asked_in,
    forget_asked,
    keep_asked,
    last_asked,
    recent_questions,
    vote,
    votes,
)
from db.talk.channels import answers_follow_ups, settle_follow_ups
from db.talk.notebook import Notebook
from db.talk.outbox import (
    Outgoing,
    State,
    begin,
    drop,
    forget_outgoing,
    give_up,
    outgoing,
    outgoing_by_id,
    put_out,
    release_outgoing,
    renew_outgoing,
    revive,
    take_outgoing,
)
from db.talk.threads import Place, forget_threads, keep_thread_state, listens, thread_state
from db.talk.turns import answer_turn, give_up_turn, settle_turn

NOW = datetime(2024, 4, 1, 9, 0, tzinfo=UTC)
LEASE = NOW + timedelta(minutes=1)
LATER = NOW + timedelta(minutes=2)
PLACE = Place("T1", "C1", "100.1")
ASKED = Asked(
    id=asked_id("said/T1/C1/100.1"),
    place=PLACE,
    message_ts="100.1",
    reply_ts="",
    asker="U1",
    question="貿易振興課の予算は？",
    context="{}",
    document="2020-山形県-商工労働部",
    reading="貿易振興課の予算額",
    status="answered",
    private=False,
    asked_at=NOW,
)


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def notebook(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Notebook]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'talk.db'}"
    else:
        server: str = request.getfixturevalue("postgres_url")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS talk")
            connection.execute("CREATE DATABASE talk")
        url = server.replace("/postgres?", "/talk?")
    engine = open_store(url)
    await prepare(engine)
    book = Notebook(engine)
    yield book
    book.close()
    await engine.dispose()


async def test_a_thread_is_where_it_was_left(notebook: Notebook) -> None:
    assert await notebook.read(thread_state, PLACE) is None
    for state in ("first", "second"):
        await notebook.write(keep_thread_state, PLACE, state, NOW)
    assert await notebook.read(thread_state, PLACE) == "second"
    assert await notebook.read(thread_state, replace(PLACE, channel="C2")) is None
    await notebook.write(forget_threads, LATER)
    assert await notebook.read(thread_state, PLACE) is None


async def test_follow_ups_where_the_bot_was_asked_and_nobody_minds(notebook: Notebook) -> None:
    assert not await notebook.read(listens, PLACE)
    await notebook.write(keep_thread_state, PLACE, "{}", NOW)
    assert await notebook.read(listens, PLACE)
    for on in (False, True):
        await notebook.write(settle_follow_ups, "T1", "C1", "U1", NOW, follow_ups=on)
        assert await notebook.read(listens, PLACE) is on
        assert await notebook.read(answers_follow_ups, "T1", "C1") is on
    assert await notebook.read(answers_follow_ups, "T1", "C2")


async def test_a_question_is_kept_once_under_its_key(notebook: Notebook) -> None:
    await notebook.write(keep_asked, ASKED)
    await notebook.write(keep_asked, replace(ASKED, reply_ts="100.2"))
    assert await notebook.read(asked_by_id, ASKED.id) == replace(ASKED, reply_ts="100.2")
    assert await notebook.read(asked_in, "T1", "C1", "100.1") == replace(ASKED, reply_ts="100.2")
    assert await notebook.read(asked_in, "T2", "C1", "100.1") is None
    assert asked_id("said/T1/C1/100.1") == ASKED.id != asked_id("said/T1/C1/100.2")


async def test_an_edited_question(notebook: Notebook) -> None:
    await notebook.write(keep_asked, ASKED)
    amended = replace(ASKED, question="雇用対策課は？", reading="雇用対策課の予算額", reply="…です。", unread=("甲",))
    await notebook.write(amend_asked, amended)
    found = await notebook.read(asked_by_id, ASKED.id)
    assert found == amended


async def test_ones_own_recent_questions(notebook: Notebook) -> None:
    for number, text in enumerate(("甲", "乙", "甲", "丙", "丁")):
        asked = replace(ASKED, id=number, question=text, asked_at=NOW + timedelta(seconds=number))
        await notebook.write(keep_asked, replace(asked, status="declined") if text == "丁" else asked)
    await notebook.write(keep_asked, replace(ASKED, id=9, asker="U2", question="戊"))
    found = await notebook.read(recent_questions, "T1", "U1", 2)
    assert [text for _, text in found] == ["丙", "甲"]
    last = await notebook.read(last_asked, PLACE)
    assert last is not None
    assert last.question == "丁"


async def test_one_vote_a_person(notebook: Notebook) -> None:
    await notebook.write(keep_asked, ASKED)
    await notebook.write(vote, ASKED.id, "U1", NOW, good=True)
    await notebook.write(vote, ASKED.id, "U1", NOW, good=False, comment="課が違います")
    await notebook.write(vote, ASKED.id, "U1", NOW, good=False)
    await notebook.write(vote, ASKED.id, "U2", NOW, good=True)
    assert await notebook.read(votes, ASKED.id) == (Vote("U1", False, "課が違います"), Vote("U2", True, ""))


async def test_old_questions_and_their_votes_are_forgotten(notebook: Notebook) -> None:
    await notebook.write(keep_asked, ASKED)
    await notebook.write(vote, ASKED.id, "U1", NOW, good=True)
    await notebook.write(forget_asked, NOW)
    assert await notebook.read(asked_by_id, ASKED.id) is not None
    await notebook.write(forget_asked, LATER)
    assert await notebook.read(asked_by_id, ASKED.id) is None
    assert await notebook.read(votes, ASKED.id) == ()


async def test_what_arrives_is_one_persons_work(notebook: Notebook) -> None:
    arrival = Arrival("said/T1/C1/100.1", "{}")
    came = await asyncio.gather(
        *(notebook.write(arrive, arrival, f"process {number}", NOW, LEASE) for number in range(8))
    )
    assert sorted(came) == [False] * 7 + [True]
    assert await notebook.read(underway, arrival.key)
    await notebook.write(finish, arrival.key)
    assert not await notebook.read(underway, arrival.key)
    assert await notebook.write(take_over, "other", LATER, LATER) == ()


async def test_what_is_left_is_taken_over_once(notebook: Notebook) -> None:
    arrival = Arrival("said/T1/C1/100.1", '{"a": 1}')
    await notebook.write(arrive, arrival, "dead", NOW, LEASE)
    assert await notebook.write(take_over, "other", NOW, LEASE) == (), "its owner may be at it"
    await notebook.write(renew, (arrival.key,), "dead", LATER)
    assert await notebook.write(take_over, "other", LEASE, LATER) == (), "its owner said so"
    await notebook.write(release, "dead", NOW)
    after = LATER + timedelta(minutes=1)
    taken = await asyncio.gather(*(notebook.write(take_over, name, LATER, after) for name in ("other", "third")))
    assert sorted(taken) == [(), (arrival,)]


async def test_what_did_not_work_out_is_anybodys_then(notebook: Notebook) -> None:
    await notebook.write(arrive, Arrival("a", "{}"), "owner", NOW, LEASE)
    await notebook.write(defer, "a", NOW)
    (taken,) = await notebook.write(take_over, "owner", NOW + timedelta(seconds=1), LATER)
    assert taken.arrived_at == NOW
    await notebook.write(renew, ("a",), "other", LATER + timedelta(days=1))
    assert await notebook.write(take_over, "other", LATER, LATER) == (), "its owner may be at it"


async def test_what_was_dealt_with_is_forgotten(notebook: Notebook) -> None:
    await notebook.write(arrive, Arrival("a", "{}"), "dead", NOW, LEASE)
    await notebook.write(finish, "a")
    assert not await notebook.write(arrive, Arrival("a", "{}"), "other", LATER, LATER), "it did come"
    await notebook.write(forget_arrivals, LATER)
    assert await notebook.write(arrive, Arrival("a", "{}"), "other", LATER, LATER)


async def test_what_fails_writes_nothing(notebook: Notebook) -> None:
    def half(connection: object, asked: Asked) -> None:
        keep_asked(connection, asked)  # type: ignore[arg-type]
        raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        await notebook.write(half, ASKED)
    assert await notebook.read(asked_by_id, ASKED.id) is None


async def test_a_writer_elsewhere_is_waited_for_without_stopping_the_others(tmp_path: Path) -> None:
    path = tmp_path / "talk.db"
    engine = open_store(f"sqlite:///{path}")
    await prepare(engine)
    notebook = Notebook(engine)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(notebook.write(keep_thread_state, PLACE, "{}", NOW))
    await asyncio.sleep(0.05)
    assert not writing.done()
    assert await notebook.read(thread_state, PLACE) is None, "reading goes on meanwhile"
    other.execute("COMMIT")
    await writing
    assert await notebook.read(thread_state, PLACE) == "{}"
    other.close()
    notebook.close()
    await engine.dispose()


OUT = Outgoing("said/T1/C1/100.1", "T1", "C1", "U1", "貿易振興課の予算は？", "{}", NOW)


async def _there(notebook: Notebook, *states: State) -> tuple[Outgoing, ...]:
    return await notebook.read(outgoing, states)


async def test_an_answer_and_its_turn_are_put_out_together_and_once(notebook: Notebook) -> None:
    await notebook.write(arrive, Arrival(OUT.key, "{}"), "owner", NOW, LEASE)
    put = [await notebook.write(answer_turn, ASKED, "{}", OUT, name, NOW, LEASE) for name in ("owner", "other")]
    assert put == [True, False]
    assert not await notebook.read(underway, OUT.key)
    assert await notebook.read(thread_state, PLACE) == "{}"
    assert not await notebook.write(begin, OUT.key, "other", LEASE), "it is the owner's to send"
    assert await notebook.write(begin, OUT.key, "owner", LEASE)
    (trying,) = await _there(notebook, State.WAITING)
    assert (trying.attempts, trying.unsure) == (1, True)
    await notebook.write(settle_turn, trying, ASKED.id, PLACE, "100.2", "", NOW)
    (sent,) = await _there(notebook, State.SENT)
    assert (sent.letter, sent.question) == ("", ""), "what was said is not kept here"
    asked = await notebook.read(asked_by_id, ASKED.id)
    assert asked is not None
    assert asked.reply_ts == "100.2"
    await notebook.write(forget_outgoing, LATER, NOW)
    assert await _there(notebook, *State) == ()


async def test_what_one_leaves_unsent_another_sends(notebook: Notebook) -> None:
    await notebook.write(put_out, OUT, "dead", LEASE)
    assert await notebook.write(take_outgoing, "other", NOW, LEASE) == ()
    await notebook.write(renew_outgoing, (OUT.key,), "dead", LATER)
    assert await notebook.write(take_outgoing, "other", LEASE, LATER) == ()
    await notebook.write(release_outgoing, "dead", NOW)
    after = LATER + timedelta(minutes=1)
    assert await notebook.write(take_outgoing, "other", LATER, after, 20, {OUT.key}) == (), "it is at it"
    taken = await asyncio.gather(*(notebook.write(take_outgoing, name, LATER, after) for name in ("other", "third")))
    assert sorted(len(each) for each in taken) == [0, 1]


async def test_what_is_given_up_may_be_sent_after_all_or_thrown_away(notebook: Notebook) -> None:
    await notebook.write(put_out, OUT, "owner", LEASE)
    sorry = replace(OUT, key=f"{OUT.key}/sorry")
    failed = replace(OUT, error="is_archived", unsure=False)
    assert await notebook.write(give_up_turn, failed, sorry, "owner", NOW, LEASE)
    (dead,) = await _there(notebook, State.DEAD)
    assert (dead.error, dead.question) == ("is_archived", OUT.question)
    assert [each.key for each in await _there(notebook, State.WAITING)] == [sorry.key]
    assert await notebook.write(revive, dead, NOW)
    assert not await notebook.write(revive, dead, NOW), "it is not given up any more"
    assert not await notebook.write(drop, dead.id)
    taken = await notebook.write(take_outgoing, "other", NOW + timedelta(seconds=1), LATER)
    assert [each.key for each in taken] == [OUT.key]
    await notebook.write(give_up, failed, NOW)
    await notebook.write(forget_outgoing, LATER, NOW)
    assert await notebook.write(drop, dead.id)
    assert await notebook.read(outgoing_by_id, dead.id) is None
