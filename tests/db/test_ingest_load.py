"""Loading: new, again, changed, changed back; by hand and bundled; one transaction."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from db.documents import choose, documents
from db.errors import ContradictingTotals
from db.ingest.bundled import BundledDocument, ensure_bundled
from db.ingest.load import load
from db.ingest.report import CheckKind, LoadReport, LoadStatus, Step
from db.models import Alias, Fact, Project, ProjectAlias, Revision


def changed(text: str) -> str:
    """One project's amount, which nothing else repeats."""
    assert "\t6,433\t" in text
    return text.replace("\t6,433\t", "\t6,434\t")


def contradicting(text: str) -> str:
    return text.replace("70,934,529", "70,934,528")


async def by_hand(
    engine: AsyncEngine, text: str, now: datetime, *, data: str | None = None, accept: bool = False
) -> LoadReport:
    return await load(engine, text, data, file_name="budget.txt", bundled=False, accept=accept, now=now)


async def revisions(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return int(await connection.scalar(select(func.count()).select_from(Revision)) or 0)


async def test_new_document(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    report = await by_hand(store, shipped.text, now, data=shipped.data)
    assert report.status is LoadStatus.NEW
    assert report.document.title == "令和2年度 商工労働部予算の概要"
    assert (report.document.government, report.document.revision) == ("山形県", 1)
    assert not report.accepted
    counts = report.counts
    assert (counts.table_rows, counts.table_facts, counts.printed_rates) == (11, 33, 22)
    assert (counts.projects, counts.relistings, counts.breakdowns) == (76, 11, 2)
    assert (counts.pillars, counts.parts, counts.sections) == (3, 7, 18)
    assert (counts.outline_entries, counts.outline_amounts, counts.footnotes) == (52, 33, 4)
    assert counts.facts == 144
    assert report.unlinked == ((99, "労働者の所得向上等に向けた支援"),)
    assert report.unread == ()


async def test_links_across_spellings_are_reported(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    report = await by_hand(store, shipped.text, now, data=shipped.data)
    assert [(link.line, link.key) for link in report.links if not link.same_spelling] == [(72, "1"), (124, "42")]
    assert [(link.line, link.key) for link in report.links if "-" in link.key] == [(110, "2-1"), (112, "29-1")]


async def test_the_same_file_again_changes_nothing(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    first = await by_hand(store, shipped.text, now, data=shipped.data)
    for again in (
        await by_hand(store, shipped.text, now, data=shipped.data),
        await by_hand(store, shipped.text.replace("\n", "\r\n"), now),
    ):
        assert again.status is LoadStatus.UNCHANGED
        assert again.document == first.document
    assert await revisions(store) == 1


async def test_the_shipped_file_by_hand_is_the_bundled_document(
    store: AsyncEngine, shipped: BundledDocument, now: datetime
) -> None:
    """Without a data file beside it, the one of the document's current revision stays in force."""
    await ensure_bundled(store, now)
    report = await by_hand(store, shipped.text, now + timedelta(days=1))
    assert (report.status, report.document.government) == (LoadStatus.UNCHANGED, "山形県")
    async with store.connect() as connection:
        (summary,) = await documents(connection)
    assert summary.bundled
    assert summary.chosen_at == now + timedelta(days=1)


async def test_a_changed_file_is_the_next_revision(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    await ensure_bundled(store, now)
    report = await by_hand(store, changed(shipped.text), now)
    assert (report.status, report.document.revision) == (LoadStatus.REVISED, 2)
    async with store.connect() as connection:
        assert await choose(connection, None) == report.document
        for revision, amount in ((1, 6_433), (2, 6_434)):
            statement = (
                select(Fact.amount_thousand_yen)
                .join(Project, Project.id == Fact.project_id)
                .join(Revision, Revision.id == Fact.revision_id)
                .where(Project.number == 10, Revision.number == revision)
            )
            assert await connection.scalar(statement) == amount
        names = select(ProjectAlias.name).join(Project).where(Project.revision_id == report.document.revision_id)
        assert "ふるさと納税" in (await connection.execute(names)).scalars().all()


async def test_changed_back_is_a_third_revision(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    await by_hand(store, shipped.text, now)
    await by_hand(store, changed(shipped.text), now)
    report = await by_hand(store, shipped.text, now)
    assert (report.status, report.document.revision) == (LoadStatus.REVISED, 3)


async def test_another_data_file_is_a_revision(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    first = await by_hand(store, shipped.text, now)
    assert first.document.government == ""
    second = await by_hand(
        store, shipped.text, now, data='government = "山形県"\n[aliases.division]\n"産業政策課" = ["産政"]'
    )
    assert (second.status, second.document.revision) == (LoadStatus.REVISED, 2)
    assert (second.document.slug, second.document.government) == (first.document.slug, "山形県")
    async with store.connect() as connection:
        assert (await connection.execute(select(Alias.kind, Alias.key, Alias.name))).all() == [
            ("division", "産業政策課", "産政")
        ]


async def test_an_inherited_data_file_may_name_what_is_gone(
    store: AsyncEngine, shipped: BundledDocument, now: datetime
) -> None:
    await by_hand(store, shipped.text, now, data='[aliases.project]\n"技術者養成事業費" = ["養成"]')
    report = await by_hand(store, shipped.text.replace("技術者養成事業費", "技能者養成事業費"), now)
    assert report.status is LoadStatus.REVISED


async def test_other_governments_are_other_documents(
    store: AsyncEngine, shipped: BundledDocument, now: datetime
) -> None:
    first = await by_hand(store, shipped.text, now, data='government = "北県"')
    second = await by_hand(store, shipped.text, now, data='government = "南県"')
    assert (first.status, second.status) == (LoadStatus.NEW, LoadStatus.NEW)
    assert first.document.slug != second.document.slug


async def test_accepting_contradictions(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    text = contradicting(shipped.text)
    with pytest.raises(ContradictingTotals):
        await by_hand(store, text, now)
    assert await revisions(store) == 0
    report = await by_hand(store, text, now, accept=True)
    assert report.accepted
    assert [each.kind for each in report.contradictions] == [CheckKind.GRAND_TOTAL]
    async with store.connect() as connection:
        assert [each.accepted for each in await documents(connection)] == [True]
    again = await by_hand(store, text, now)
    assert again.status is LoadStatus.UNCHANGED


async def test_accepting_what_reconciles_is_no_acceptance(
    store: AsyncEngine, shipped: BundledDocument, now: datetime
) -> None:
    report = await by_hand(store, shipped.text, now, accept=True)
    assert not report.accepted


async def test_bundled_is_loaded_once(store: AsyncEngine, now: datetime) -> None:
    await ensure_bundled(store, now)
    await ensure_bundled(store, now)
    assert await revisions(store) == 1


async def test_bundled_never_replaces_what_was_loaded_by_hand(
    store: AsyncEngine, shipped: BundledDocument, now: datetime
) -> None:
    by_someone = await by_hand(store, changed(shipped.text), now, data=shipped.data)
    await ensure_bundled(store, now)
    async with store.connect() as connection:
        assert await choose(connection, None) == by_someone.document
        assert len(await documents(connection)) == 1


async def test_a_failure_while_writing_leaves_nothing(
    store: AsyncEngine, shipped: BundledDocument, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.ingest.store import Writer

    async def fail(self: Writer, names: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Writer, "_write_names", fail)
    with pytest.raises(RuntimeError):
        await by_hand(store, shipped.text, now)
    assert await revisions(store) == 0
    monkeypatch.undo()
    assert (await by_hand(store, shipped.text, now)).status is LoadStatus.NEW


async def test_progress_is_told(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    heard: list[tuple[str, int, int]] = []

    def hear(step: str, done: int, steps: int) -> None:
        heard.append((step, done, steps))

    await load(store, shipped.text, None, file_name="x", bundled=False, accept=False, now=now, progress=hear)
    assert heard == [(step, done, 1) for step in Step for done in (0, 1)]


async def test_loading_takes_less_than_two_seconds(store: AsyncEngine, shipped: BundledDocument, now: datetime) -> None:
    began = time.process_time()
    await by_hand(store, shipped.text, now, data=shipped.data)
    assert time.process_time() - began < 2
