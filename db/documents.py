"""Which documents the store holds, and which one a question is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.errors import AmbiguousDocument, NoSuchDocument
from db.tables import DOCUMENT, DOCUMENT_REVISION
from nlp.catalogue import DocumentRef
from nlp.normalize import fold


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document by its current revision."""

    ref: DocumentRef
    file_name: str
    loaded_at: datetime
    """When the current revision was stored, UTC."""
    chosen_at: datetime | None
    """When any revision was last loaded by hand, UTC."""
    bundled: bool
    accepted: bool
    """Loaded although it contradicts itself."""
    revisions: int


async def documents(connection: AsyncConnection) -> tuple[DocumentSummary, ...]:
    """All documents: last loaded by hand first, then the others, newest first."""
    totals = (
        select(
            DOCUMENT_REVISION.c.document_id.label("document_id"),
            func.max(DOCUMENT_REVISION.c.number).label("latest"),
            func.count().label("revisions"),
            func.max(DOCUMENT_REVISION.c.chosen_at).label("chosen_at"),
        )
        .group_by(DOCUMENT_REVISION.c.document_id)
        .subquery()
    )
    statement = (
        select(
            DOCUMENT_REVISION.c.id,
            DOCUMENT.c.slug,
            DOCUMENT_REVISION.c.number,
            DOCUMENT.c.title,
            DOCUMENT.c.government,
            DOCUMENT.c.department,
            DOCUMENT.c.fiscal_year,
            DOCUMENT_REVISION.c.file_name,
            DOCUMENT_REVISION.c.loaded_at,
            totals.c.chosen_at,
            DOCUMENT_REVISION.c.bundled,
            DOCUMENT_REVISION.c.accepted,
            totals.c.revisions,
        )
        .join(DOCUMENT, DOCUMENT.c.id == DOCUMENT_REVISION.c.document_id)
        .join(
            totals,
            (totals.c.document_id == DOCUMENT_REVISION.c.document_id) & (totals.c.latest == DOCUMENT_REVISION.c.number),
        )
    )
    found = [
        DocumentSummary(
            ref=DocumentRef(*row[:7]),
            file_name=row.file_name,
            loaded_at=_utc(row.loaded_at),
            chosen_at=_utc(row.chosen_at) if row.chosen_at is not None else None,
            bundled=row.bundled,
            accepted=row.accepted,
            revisions=row.revisions,
        )
        for row in await connection.execute(statement)
    ]
    return tuple(sorted(found, key=_precedence))


async def choose(connection: AsyncConnection, wanted: str | None) -> DocumentRef:
    """The document meant: by slug, else by a part of title, government, department, slug or file name; without any,
    the one last loaded by hand, else the bundled one.

    Raises NoSuchDocument, AmbiguousDocument.
    """
    all_documents = await documents(connection)
    refs = tuple(each.ref for each in all_documents)
    if wanted is None or not wanted.strip():
        if not refs:
            raise NoSuchDocument(None, ())
        return refs[0]
    exact = [ref for ref in refs if fold(ref.slug) == fold(wanted.strip())]
    matching = exact or [each.ref for each in all_documents if _matches(each, wanted)]
    if not matching:
        raise NoSuchDocument(wanted, refs)
    if len(matching) > 1:
        raise AmbiguousDocument(wanted, tuple(matching))
    return matching[0]


def _matches(summary: DocumentSummary, wanted: str) -> bool:
    """Whether every word wanted stands in what the document is called."""
    ref = summary.ref
    called = fold(
        " ".join((ref.title, ref.government, ref.department, ref.slug, summary.file_name, str(ref.fiscal_year)))
    )
    return all(word in called for word in fold(wanted).split())


def _precedence(summary: DocumentSummary) -> tuple[int, float, float]:
    by_hand, loaded = summary.chosen_at, -summary.loaded_at.timestamp()
    if by_hand is not None:
        return 0, -by_hand.timestamp(), loaded
    return (1 if summary.bundled else 2), loaded, float(summary.ref.revision_id)


def _utc(moment: datetime) -> datetime:
    """SQLite gives times back without their zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
