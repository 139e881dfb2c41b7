"""What digests tell: figures read off the document by hand, each with its source; nothing that has none."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio

from bot.answering import Desk, take_turn
from bot.composition import spelled
from bot.digest.edition import Edition, Section
from bot.digest.making import Maker
from bot.digest.run import Occasion
from bot.reply import Status
from bot.slack.view.answer import MOST_TEXT
from bot.slack.view.digests import digest_message
from bot.slack.view.limits import check_message
from bot.wording.digest import edition_text
from db.digests.definitions import Block, Topic, Walk
from db.documents import choose
from db.ingest.bundled import ensure_bundled
from db.ingest.load import load
from db.models import Revision
from db.shelf import Shelf
from db.talk.asked import Asked, asked_by_id, asked_id, keep_asked
from db.talk.threads import Place
from nlp.reading import Context
from tests.digest.world import CHANNEL, LONG_AGO, TEAM, World, digest, world
from tests.slack.view.models import validate
from tests.support.documents import INVENTED, load_invented

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
DAY = date(2026, 4, 1)
EVERYTHING = tuple(map(Block, Topic))


@pytest_asyncio.fixture
async def here(sqlite: str) -> AsyncIterator[World]:
    async with world(sqlite, NOW) as made:
        yield made


def occasion(*blocks: Block, told: tuple[str, ...] = (), picked: tuple[str, ...] = ()) -> Occasion:
    since = NOW - timedelta(days=1)
    return Occasion(digest(blocks=blocks, since=LONG_AGO), DAY, NOW, since, told, picked)


async def made(here: World, *blocks: Block, **more: tuple[str, ...]) -> Edition:
    return await here.maker(occasion(*blocks, **more))


async def test_todays_project(here: World) -> None:
    edition = await made(here, Block(Topic.TODAY))
    text = edition_text(edition)
    assert text.startswith("お知らせ 2026年4月1日（水）\n\n■ 今日の事業（76件のうち1件目）\n")
    assert "3億5,400万2千円（354,002千円）" in text
    assert "主要事業一覧 戦略1 1-(1) 187行「354,002」" in text
    assert edition.picked == ("2020-山形県-商工労働部/project/1",)


async def _walk(here: World, block: Block, steps: int) -> list[Edition]:
    told: tuple[str, ...] = ()
    found = []
    for _ in range(steps):
        edition = await made(here, block, told=told)
        told = (*(each for each in told if each not in edition.picked), *edition.picked)
        found.append(edition)
    return found


@pytest.mark.parametrize("walk", Walk)
async def test_every_project_has_its_day_in_every_order(here: World, walk: Walk) -> None:
    editions = await _walk(here, Block(Topic.TODAY, walk), 77)
    picked = [edition.picked[0] for edition in editions]
    assert len(set(picked[:76])) == 76
    assert picked[76] == picked[0]
    places = [edition.sections[0].place for edition in editions[:76]]
    assert places == [(number, 76) for number in range(1, 77)]
    about = [edition.sections[0].about for edition in editions[:76]]
    # Division after division (section after section): none comes back once another has begun.
    runs = [each for number, each in enumerate(about) if number == 0 or about[number - 1] != each]
    assert len(runs) == len(set(runs))
    if walk is Walk.DIVISION:
        assert runs[0] == "産業政策課"
        assert len(runs) == 6


@pytest.mark.parametrize(("only", "count"), [("貿易振興課", 6), ("新時代を担う人材の育成・確保と新規創業の促進", 28)])
async def test_a_walk_can_keep_to_a_division_or_a_pillar(here: World, only: str, count: int) -> None:
    block = Block(Topic.TODAY, only=only)
    editions = await _walk(here, block, count)
    assert [edition.sections[0].place for edition in editions] == [(number, count) for number in range(1, count + 1)]
    assert len({edition.picked for edition in editions}) == count


async def test_what_was_picked_before_is_told_again(here: World) -> None:
    picked = ("2020-山形県-商工労働部/project/44", "2020-山形県-商工労働部/pillar/2")
    edition = await made(here, Block(Topic.TODAY), Block(Topic.PILLAR), picked=picked)
    assert edition.picked == picked
    assert "58,135,619千円" in edition_text(edition)


async def test_the_divisions_moves(here: World) -> None:
    (section,) = (await made(here, Block(Topic.MOVES))).sections
    total, moved = (part.answer for part in section.parts)
    assert [(item.name, item.figures[0].value) for item in moved.items] == [
        ("工業戦略技術振興課", 4_848_957 - 6_091_234),
        ("商業・県産品振興課", 1_020_038 - 439_630),
        ("中小企業振興課", 60_705_971 - 60_936_065),
        ("雇用対策課", 2_158_796 - 2_327_390),
        ("産業政策課", 977_659 - 1_025_336),
        ("貿易振興課", 208_155 - 229_484),
    ]
    assert total.figures[0].value == 70_934_529 - 74_060_784
    assert {source.line for source in moved.sources} == {17, 18, 19, 20, 21, 22}


async def test_what_is_new(here: World) -> None:
    (section,) = (await made(here, Block(Topic.NEW))).sections
    new, largest, expanded, _ = (part.answer for part in section.parts)
    assert new.figures[0].value == 32_554 + 7_000 + 2_000 + 1_820
    assert [item.detail.number for item in largest.items] == [9, 28, 6, 30]
    assert expanded.figures[0].value == 1_366_677


async def test_pillars_take_turns(here: World) -> None:
    editions = await _walk(here, Block(Topic.PILLAR), 4)
    picked = [edition.picked[0] for edition in editions]
    assert len(set(picked[:3])) == 3
    assert picked[3] == picked[0]
    name = editions[1].sections[0].about
    one = await made(here, Block(Topic.PILLAR, only=name))
    assert (one.sections[0].about, one.sections[0].place) == (name, None)


async def _asked(here: World, number: int, question: str, *, channel: str = CHANNEL, private: bool = False) -> None:
    async with here.notebook.asking() as connection:
        reply = (await take_turn(here.desk, connection, question, Context())).reply
    asked = Asked(
        place=Place(TEAM, channel, ""),
        message_ts="",
        reply_ts="",
        asker="U1",
        question=question,
        context="",
        document=here.desk.document.slug,
        reading=reply.reading,
        status=reply.status.value,
        private=private,
        asked_at=NOW - timedelta(hours=1),
        id=asked_id(f"{number}"),
    )
    await here.notebook.write(keep_asked, asked)


async def test_what_was_asked_in_the_channel(here: World) -> None:
    beyond = "職員は何人いますか？"
    asked = ("貿易振興課の予算は？", "貿易振興課の予算額", "雇用対策課の予算は？", beyond, beyond)
    for number, question in enumerate(asked):
        await _asked(here, number, question)
    await _asked(here, 10, "産業政策課の予算は？", channel="C2")
    await _asked(here, 11, "一般会計の予算は？", private=True)
    (section,) = (await made(here, Block(Topic.QUESTIONS))).sections
    assert [(one.question, one.times) for one in section.heard.answered] == [
        ("貿易振興課の予算額", 2),
        ("雇用対策課の予算は？", 1),
    ]
    assert [(one.question, one.times) for one in section.heard.declined] == [(beyond, 2)]
    assert [choice.question for choice in section.asks] == ["貿易振興課の予算額", "雇用対策課の予算は？"]


async def test_a_follow_up_is_told_of_but_not_asked_again(here: World) -> None:
    """Asked alone it would be another question."""
    await _asked(here, 1, "雇用対策課の前年度の予算は？")
    asked = await here.notebook.read(asked_by_id, asked_id("1"))
    assert asked is not None
    await here.notebook.write(keep_asked, replace(asked, question="前年度は？"))
    (section,) = (await made(here, Block(Topic.QUESTIONS))).sections
    assert [one.question for one in section.heard.answered] == ["前年度は？"]
    assert section.asks == ()


async def test_asked_before_the_last_post_is_not_told_again(here: World) -> None:
    await _asked(here, 1, "貿易振興課の予算は？")
    late = replace(occasion(Block(Topic.QUESTIONS)), since=NOW - timedelta(minutes=1))
    assert (await here.maker(late)).empty


async def _revised(here: World, *replacements: tuple[str, str]) -> None:
    """A new revision of the bundled document, loaded half an hour ago."""
    async with here.engine.connect() as connection:
        text = (await connection.execute(Revision.__table__.select())).first()
    assert text is not None
    changed = text.text
    for before, after in replacements:
        assert before in changed
        changed = changed.replace(before, after)
    await load(
        here.engine, changed, text.data, file_name="r2.txt", bundled=False, accept=True,
        now=NOW - timedelta(minutes=30), progress=None,
    )  # fmt: skip


async def test_a_new_revision_says_which_figures_changed(here: World) -> None:
    await _revised(here, ("2,158,796", "2,158,896"), ("県内定着・回帰促進事業費", "県内定着・回帰推進事業費"))
    edition = await made(here, Block(Topic.NEWS))
    text = edition_text(edition)
    assert "「山形県 令和2年度 商工労働部予算の概要」が第2版になりました（前は第1版）。" in text
    assert "・雇用対策課 令和2年度当初: 2,158,796千円 → 2,158,896千円、10万円（100千円）の増" in text
    assert "第2版 課・会計別予算額 22行「2,158,896」" in text
    # A project that only got another name has no other figure.
    assert len(edition.sections[0].arrivals[0].changes) == 1
    message = digest_message(edition, "U1")
    assert check_message(message.text, message.blocks) == ()
    assert "2,158,896" in str(message.blocks)


async def test_a_document_loaded_for_the_first_time(here: World) -> None:
    await ensure_bundled(here.engine, NOW)
    report = await load(
        here.engine, INVENTED.read_text("utf-8"), "", file_name="n.txt", bundled=False, accept=True,
        now=NOW - timedelta(minutes=5), progress=None,
    )  # fmt: skip
    (section,) = (await made(here, Block(Topic.NEWS))).sections
    assert section.arrivals[0].document.slug == report.document.slug
    assert section.arrivals[0].before is None
    assert section.arrivals[0].changes == ()


async def test_without_news_there_is_no_section(here: World) -> None:
    assert (await made(here, Block(Topic.NEWS), Block(Topic.QUESTIONS))).empty


async def _desk(here: World, slug: str) -> Desk:
    async with here.engine.connect() as connection:
        chosen = await choose(connection, slug)
    reader = await spelled(here.engine, chosen)
    return Desk(reader.catalogue, reader, Shelf(reader.catalogue.document))


async def _edition_of(here: World, document: str) -> tuple[Edition, Desk]:
    slug = here.desk.document.slug if document == "bundled" else (await load_invented(here.engine)).slug
    desk = await _desk(here, slug)

    async def the_desk() -> Desk:
        return desk

    await _asked(here, 1, "貿易振興課の予算は？")
    return await Maker(here.notebook, the_desk)(replace(occasion(*EVERYTHING), since=LONG_AGO)), desk


@pytest.mark.parametrize("document", ["bundled", "invented"])
async def test_everything_can_be_shown_and_asked_on(here: World, document: str) -> None:
    edition, desk = await _edition_of(here, document)
    shown = {section.topic for section in edition.sections}
    assert {Topic.TODAY, Topic.MOVES, Topic.NEW, Topic.PILLAR} <= shown
    message = digest_message(edition, "U1")
    for blocks in (message.blocks, *message.fallbacks):
        assert check_message(message.text, blocks) == ()
        validate(blocks)
    assert len(message.fallbacks) == 2
    assert len(message.text) <= MOST_TEXT
    assert {"data_table", "data_visualization"} <= {str(block["type"]) for block in message.blocks}
    async with here.notebook.asking() as connection:
        for choice in (choice for section in edition.sections for choice in section.asks):
            turn = await take_turn(desk, connection, choice.question, Context())
            assert turn.reply.status is Status.ANSWERED, choice


def _figures(section: Section) -> int:
    return sum(len(part.answer.sources) for part in section.parts)


@pytest.mark.parametrize("document", ["bundled", "invented"])
async def test_every_figure_has_its_source(here: World, document: str) -> None:
    edition, _ = await _edition_of(here, document)
    for section in edition.sections:
        for part in section.parts:
            told = [*part.answer.figures, *(figure for item in part.answer.items for figure in item.figures)]
            assert told
            assert all(figure.sources for figure in told), section.topic
    assert all(_figures(section) for section in edition.sections if section.parts)


async def test_what_people_wrote_does_nothing(here: World) -> None:
    await _asked(here, 1, "<!channel> 貿易振興課の予算は？ *太字* <https://example.org|x>")
    wanted = replace(digest(), name="<!here> & *名前*", owner="U1", blocks=(Block(Topic.QUESTIONS),))
    edition = await here.maker(replace(occasion(), digest=wanted))
    message = digest_message(edition, "U1")
    # What is plain text parses nothing.
    for shown in (message.text, *_parsed(list(message.blocks))):
        assert "<!" not in shown
        assert "<http" not in shown
    assert not any("*太字*" in shown for shown in _parsed(list(message.blocks)))


def _parsed(value: object) -> Iterator[str]:
    """Every text in which Slack looks for mentions, links and markup."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        for each in value.values():
            yield from _parsed(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _parsed(each)
