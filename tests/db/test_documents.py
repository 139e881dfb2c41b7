"""Choosing a document, and what the catalogue knows of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from db.catalogue import catalogue
from db.documents import choose, documents
from db.errors import AmbiguousDocument, NoSuchDocument
from db.ingest.bundled import BundledDocument, ensure_bundled
from db.ingest.load import load
from nlp.catalogue import Catalogue, DocumentRef, Entry
from nlp.query import Category, Kind, Period, Phase


async def load_invented(engine: AsyncEngine, shipped: BundledDocument, now: datetime, year: str) -> DocumentRef:
    """The shipped document of another department and year."""
    text = shipped.text.replace("商工労働部", "港湾空港部").replace("令和2年度", f"令和{year}年度")
    report = await load(
        engine, text, 'government = "北県"', file_name="minato.txt", bundled=False, accept=False, now=now
    )
    return report.document


@pytest.fixture
def later(now: datetime) -> datetime:
    return now + timedelta(hours=1)


async def test_an_empty_store_has_no_document(store: AsyncEngine) -> None:
    async with store.connect() as connection:
        assert await documents(connection) == ()
        with pytest.raises(NoSuchDocument) as caught:
            await choose(connection, None)
    assert (caught.value.wanted, caught.value.candidates) == (None, ())


async def test_the_bundled_document_is_the_default(store: AsyncEngine, now: datetime) -> None:
    await ensure_bundled(store, now)
    async with store.connect() as connection:
        assert (await choose(connection, None)).department == "商工労働部"


async def test_the_last_loaded_by_hand_goes_before_it(
    store: AsyncEngine, shipped: BundledDocument, now: datetime, later: datetime
) -> None:
    await ensure_bundled(store, later)
    invented = await load_invented(store, shipped, now, "4")
    async with store.connect() as connection:
        assert await choose(connection, None) == invented
    await load(store, shipped.text, None, file_name="x.txt", bundled=False, accept=False, now=later)
    async with store.connect() as connection:
        assert (await choose(connection, None)).department == "商工労働部"
        assert [each.ref.department for each in await documents(connection)] == ["商工労働部", "港湾空港部"]


async def test_summaries(store: AsyncEngine, shipped: BundledDocument, now: datetime, later: datetime) -> None:
    await ensure_bundled(store, now)
    await load_invented(store, shipped, later, "4")
    async with store.connect() as connection:
        invented, bundled = await documents(connection)
    assert (invented.file_name, invented.bundled, invented.revisions) == ("minato.txt", False, 1)
    assert (invented.loaded_at, invented.chosen_at) == (later, later)
    assert (bundled.bundled, bundled.accepted, bundled.loaded_at, bundled.chosen_at) == (True, False, now, None)
    assert bundled.file_name == shipped.file_name


@pytest.mark.parametrize("wanted", ["港湾", "北県", "minato", "ＭＩＮＡＴＯ.txt", "2022", "北県 港湾", "令和4年度"])
async def test_choosing_by_a_part_of_what_it_is_called(
    wanted: str, store: AsyncEngine, shipped: BundledDocument, now: datetime
) -> None:
    await ensure_bundled(store, now)
    invented = await load_invented(store, shipped, now, "4")
    async with store.connect() as connection:
        assert await choose(connection, wanted) == invented
        assert await choose(connection, invented.slug) == invented


async def test_no_such_document(store: AsyncEngine, now: datetime) -> None:
    await ensure_bundled(store, now)
    async with store.connect() as connection:
        with pytest.raises(NoSuchDocument) as caught:
            await choose(connection, "農林")
    assert caught.value.wanted == "農林"
    assert [each.department for each in caught.value.candidates] == ["商工労働部"]


async def test_several_such_documents(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    four = await load_invented(store, shipped, now, "4")
    five = await load_invented(store, shipped, now, "5")
    async with store.connect() as connection:
        with pytest.raises(AmbiguousDocument) as caught:
            await choose(connection, "港湾")
        assert await choose(connection, "港湾 2022") == four
    assert set(caught.value.candidates) == {four, five}


async def known(store: AsyncEngine, now: datetime) -> Catalogue:
    await ensure_bundled(store, now)
    async with store.connect() as connection:
        return await catalogue(connection, await choose(connection, None))


def entry(found: Catalogue, kind: Kind, key: str) -> Entry:
    (only,) = [each for each in found.entries if each.named.kind is kind and each.named.key == key]
    return only


async def test_catalogue(store: AsyncEngine, now: datetime) -> None:
    found = await known(store, now)
    assert found.periods == (Period(2020), Period(2019), Period(2019, Phase.CURRENT, 9))
    kinds = [each.named.kind for each in found.entries]
    assert {kind: kinds.count(kind) for kind in Kind} == {
        Kind.DEPARTMENT: 1,
        Kind.DIVISION: 6,
        Kind.ACCOUNT: 4,
        Kind.PILLAR: 3,
        Kind.PART: 7,
        Kind.SECTION: 18,
        Kind.PROJECT: 76,
        Kind.BREAKDOWN: 2,
        Kind.OUTLINE: 52,
    }
    assert any("ふるさと納税" in group for group in found.synonyms)


async def test_catalogue_parents(store: AsyncEngine, now: datetime) -> None:
    found = await known(store, now)

    def parent(kind: Kind, key: str) -> tuple[Kind, str] | None:
        above = entry(found, kind, key).parent
        return (above.kind, above.key) if above else None

    assert parent(Kind.DEPARTMENT, "商工労働部") is None
    assert parent(Kind.DIVISION, "雇用対策課") == (Kind.ACCOUNT, "一般会計")
    assert parent(Kind.ACCOUNT, "土地取得事業") == (Kind.ACCOUNT, "特別会計")
    assert parent(Kind.ACCOUNT, "特別会計") is None
    assert parent(Kind.SECTION, "3-2-4") == (Kind.PART, "3-2")
    assert parent(Kind.PART, "3-2") == (Kind.PILLAR, "3")
    assert parent(Kind.BREAKDOWN, "29-1") == (Kind.PROJECT, "29")
    assert parent(Kind.OUTLINE, "34") == (Kind.PROJECT, "42")
    assert parent(Kind.OUTLINE, "19") is None
    assert parent(Kind.OUTLINE, "25") == (Kind.BREAKDOWN, "2-1")


async def test_catalogue_names_and_texts(store: AsyncEngine, now: datetime) -> None:
    found = await known(store, now)
    assert entry(found, Kind.PILLAR, "3").aliases == ("戦略3", "新時代に対応した", "戦略3 「新時代に対応した」")
    assert "中小企業スーパーサポート事業費" in entry(found, Kind.PROJECT, "42").aliases
    assert entry(found, Kind.PROJECT, "1").aliases[:2] == (
        "山形県若者定着支援基金運営事業費",
        "山形県若者定着奨学金返還支援事業費",
    )
    joint = entry(found, Kind.PROJECT, "61")
    assert [division.name for division in joint.divisions] == ["産業政策課", "商業・県産品振興課"]
    assert joint.category is Category.EXPANDED
    assert "関西圏での期間限定アンテナショップ" in joint.text
    assert "地方創生インターンシップ" in entry(found, Kind.PROJECT, "2").text
    assert entry(found, Kind.BREAKDOWN, "2-1").category is Category.NEW
    assert entry(found, Kind.OUTLINE, "12").category is Category.CONTINUED
    assert "はやぶさKIDS育成支援事業" in entry(found, Kind.OUTLINE, "1").text
