"""Loading a document: read, check, write in one transaction, report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from db.engine import writing
from db.errors import ContradictingTotals
from db.ingest.check import check
from db.ingest.counts import count
from db.ingest.data import DocumentData, read_data
from db.ingest.digest import digest_of
from db.ingest.link import EntryLink
from db.ingest.naming import Alias, aliases
from db.ingest.parse import ParsedDocument, parse, read_front
from db.ingest.read import read
from db.ingest.report import (
    Check,
    Discrepancy,
    Link,
    LoadReport,
    LoadStatus,
    Severity,
    Step,
    UnreadLine,
)
from db.ingest.revisions import choose_again, current_revision, next_revision, reference
from db.ingest.store import Writer
from nlp.catalogue import DocumentRef

Progress = Callable[[Step, int, int], None]
"""Hears of each step as it begins and ends: (step, done, total), in parts of the step."""


async def load(
    engine: AsyncEngine,
    text: str | bytes,
    data: str | None,
    *,
    file_name: str,
    bundled: bool,
    accept: bool,
    now: datetime,
    progress: Progress | None = None,
) -> LoadReport:
    """Load a document's text, with the data file (TOML) beside it where there is one.

    The same document (department, fiscal year, title, and government where both say one) with another text or data
    file becomes its next revision. Without a data file the one of its current revision stays in force. The store
    must have been prepared.

    Raises UnreadableDocument, BadDataFile, ContradictingTotals (unless `accept`), StoreUnavailable. Nothing is
    stored then.
    """
    step = _steps(progress)
    with step(Step.READ):
        source = read(text)
        given = read_data(data) if data is not None else None
        front = read_front(source, given or DocumentData())
        async with engine.connect() as connection:
            current = await current_revision(connection, front)
        effective = data if data is not None else (current.data if current else "")
    with step(Step.PARSE):
        document = parse(source, given or read_data(effective))
    with step(Step.LINK):
        names = aliases(document, strict=given is not None)
    with step(Step.CHECK):
        checks, discrepancies = check(document)
        contradicts = any(each.severity is Severity.CONTRADICTION for each in discrepancies)
        digest = digest_of(source.text, effective)
        known = current is not None and current.digest == digest
        if contradicts and not accept and not known:
            raise ContradictingTotals(discrepancies)
    with step(Step.STORE):
        values = {
            "digest": digest,
            "file_name": file_name,
            "bundled": bundled,
            "accepted": contradicts,
            "loaded_at": now.astimezone(UTC),
            "chosen_at": None if bundled else now.astimezone(UTC),
            "text": source.text,
            "data": effective,
        }
        status, ref = await _store(engine, document, names, values, now)
    return _report(status, ref, document, checks, discrepancies, accepted=contradicts)


async def _store(
    engine: AsyncEngine,
    document: ParsedDocument,
    names: tuple[Alias, ...],
    values: Mapping[str, object],
    now: datetime,
) -> tuple[LoadStatus, DocumentRef]:
    """One transaction: the next revision where the text is another than the current one's, else only the choice."""
    async with writing(engine) as connection:
        # Another process may have loaded the same since it was last looked at.
        current = await current_revision(connection, document.front)
        by_hand = not values["bundled"]
        if current is not None and (current.digest == values["digest"] or not (by_hand or current.bundled)):
            if by_hand:
                await choose_again(connection, current.revision_id, now)
            return LoadStatus.UNCHANGED, reference(document.front, current, current.revision_id, current.number)
        ref = await next_revision(connection, document.front, current, values)
        await Writer(connection, ref.revision_id, document).write(names)
    return LoadStatus.NEW if current is None else LoadStatus.REVISED, ref


def _steps(progress: Progress | None) -> Callable[[Step], AbstractContextManager[None]]:
    @contextmanager
    def step(which: Step) -> Iterator[None]:
        if progress is not None:
            progress(which, 0, 1)
        yield
        if progress is not None:
            progress(which, 1, 1)

    return step


def _report(
    status: LoadStatus,
    ref: DocumentRef,
    document: ParsedDocument,
    checks: tuple[Check, ...],
    discrepancies: tuple[Discrepancy, ...],
    *,
    accepted: bool,
) -> LoadReport:
    linked = {link.entry.position for link in document.links}
    return LoadReport(
        status=status,
        document=ref,
        counts=count(document),
        checks=checks,
        discrepancies=discrepancies,
        links=tuple(_link(link) for link in document.links),
        unlinked=tuple(
            (entry.line, entry.name)
            for entry in document.outline.entries
            if entry.amount is not None and entry.position not in linked
        ),
        unread=tuple(UnreadLine(line.number, line.text.strip()) for line in document.unread),
        accepted=accepted,
    )


def _link(link: EntryLink) -> Link:
    return Link(link.entry.line, link.entry.name, link.key, link.row.name or link.row.summary, link.same_spelling)
