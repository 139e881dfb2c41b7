"""Loading a document: read, check, write in one transaction, report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from db.engine import writing
from db.errors import ContradictingTotals
from db.ingest.check import check
from db.ingest.counts import count
from db.ingest.data import DocumentData, read_data
from db.ingest.digest import digest_of
from db.ingest.link import EntryLink
from db.ingest.naming import aliases
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
"""Hears of each step as it begins: (step, steps done, steps in all)."""


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
    steps = _steps(progress)
    steps(Step.READ)
    source = read(text)
    given = read_data(data) if data is not None else None
    front = read_front(source, given or DocumentData())
    async with engine.connect() as connection:
        current = await current_revision(connection, front)
    effective = data if data is not None else (current.data if current else "")
    steps(Step.PARSE)
    document = parse(source, given or read_data(effective))
    names = aliases(document, strict=given is not None)
    steps(Step.CHECK)
    checks, discrepancies = check(document)
    contradicts = any(each.severity is Severity.CONTRADICTION for each in discrepancies)
    digest = digest_of(source.text, effective)
    known = current is not None and current.digest == digest
    if contradicts and not accept and not known:
        raise ContradictingTotals(discrepancies)
    steps(Step.STORE)
    async with writing(engine) as connection:
        current = await current_revision(connection, document.front)
        if current is not None and (current.digest == digest or (bundled and not current.bundled)):
            status = LoadStatus.UNCHANGED
            ref = reference(document.front, current, current.revision_id, current.number)
            if not bundled:
                await choose_again(connection, current.revision_id, now)
        else:
            status = LoadStatus.NEW if current is None else LoadStatus.REVISED
            ref = await next_revision(
                connection,
                document.front,
                current,
                {
                    "digest": digest,
                    "file_name": file_name,
                    "bundled": bundled,
                    "accepted": contradicts,
                    "loaded_at": now.astimezone(UTC),
                    "chosen_at": None if bundled else now.astimezone(UTC),
                    "text": source.text,
                    "data": effective,
                },
            )
            await Writer(connection, ref.revision_id, document).write(names)
    return _report(status, ref, document, checks, discrepancies, accepted=contradicts)


def _steps(progress: Progress | None) -> Callable[[Step], None]:
    order = (Step.READ, Step.PARSE, Step.CHECK, Step.STORE)

    def begin(step: Step) -> None:
        if progress is not None:
            progress(step, order.index(step), len(order))

    return begin


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
