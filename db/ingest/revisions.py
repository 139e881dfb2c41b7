"""Which document a text is of, and its revisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from db.ingest.front import Front
from db.models import Document, Revision
from nlp.catalogue import DocumentRef


@dataclass(frozen=True, slots=True)
class CurrentRevision:
    """A document's current revision."""

    document_id: int
    revision_id: int
    number: int
    digest: str
    data: str
    bundled: bool
    accepted: bool
    slug: str
    government: str


async def current_revision(connection: AsyncConnection, front: Front) -> CurrentRevision | None:
    """The current revision of the document the front page is of. A government that either side does not say does
    not tell two documents apart."""
    same_government = [Document.government == front.government, Document.government == ""]
    if not front.government:
        same_government = []
    other = aliased(Revision)
    latest = select(func.max(other.number)).where(other.document_id == Document.id).scalar_subquery()
    statement = (
        select(
            Document.id,
            Revision.id,
            Revision.number,
            Revision.digest,
            Revision.data,
            Revision.bundled,
            Revision.accepted,
            Document.slug,
            Document.government,
        )
        .join(Revision, Revision.document_id == Document.id)
        .where(
            Document.department == front.department,
            Document.fiscal_year == front.fiscal_year,
            Document.title == front.title,
            Revision.number == latest,
        )
    )
    if same_government:
        statement = statement.where(or_(*same_government))
    found = [CurrentRevision(*row) for row in (await connection.execute(statement)).all()]
    exact = [each for each in found if each.government == front.government]
    if exact:
        return exact[0]
    return found[0] if len(found) == 1 else None


async def choose_again(connection: AsyncConnection, revision_id: int, now: datetime) -> None:
    """Note that a revision was loaded by hand again: it is the default document now."""
    await connection.execute(update(Revision).where(Revision.id == revision_id).values(chosen_at=now.astimezone(UTC)))


async def next_revision(
    connection: AsyncConnection, front: Front, current: CurrentRevision | None, values: Mapping[str, object]
) -> DocumentRef:
    """A new revision's row, of a new document where `current` is None; `values` are its other columns."""
    if current is None:
        current = await _new_document(connection, front)
    elif front.government and not current.government:
        await connection.execute(
            update(Document).where(Document.id == current.document_id).values(government=front.government)
        )
    number = current.number + 1
    statement = insert(Revision).values(document_id=current.document_id, number=number, **values)
    revision_id = int((await connection.execute(statement.returning(Revision.id))).scalar_one())
    return reference(front, current, revision_id, number)


async def _new_document(connection: AsyncConnection, front: Front) -> CurrentRevision:
    stem = "-".join(part for part in (str(front.fiscal_year), front.government, front.department) if part)
    taken = set((await connection.execute(select(Document.slug).where(Document.slug.startswith(stem)))).scalars())
    slug, count = stem, 1
    while slug in taken:
        count += 1
        slug = f"{stem}-{count}"
    statement = insert(Document).values(
        slug=slug,
        government=front.government,
        department=front.department,
        fiscal_year=front.fiscal_year,
        title=front.title,
        published=front.published,
    )
    document_id = int((await connection.execute(statement.returning(Document.id))).scalar_one())
    return CurrentRevision(document_id, 0, 0, "", "", False, False, slug, front.government)


def reference(front: Front, current: CurrentRevision, revision_id: int, number: int) -> DocumentRef:
    """How sources name a revision of the document."""
    return DocumentRef(
        revision_id=revision_id,
        slug=current.slug,
        revision=number,
        title=front.title,
        government=front.government or current.government,
        department=front.department,
        fiscal_year=front.fiscal_year,
    )
