"""The documents shipped with the package, loaded on first use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from db.ingest.digest import digest_of
from db.tables import DOCUMENT_REVISION


@dataclass(frozen=True, slots=True)
class BundledDocument:
    """A document of the package."""

    file_name: str
    text: str
    data: str
    """Empty where no data file stands beside it."""

    @property
    def digest(self) -> str:
        return digest_of(self.text, self.data)


def bundled_documents() -> Iterator[BundledDocument]:
    """Every text in `db/data`, with the TOML of the same name, by name."""
    folder = resources.files("db.data")
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".txt"):
            data = folder.joinpath(file.name.removesuffix(".txt") + ".toml")
            yield BundledDocument(
                file.name,
                file.read_text(encoding="utf-8"),
                data.read_text(encoding="utf-8") if data.is_file() else "",
            )


async def ensure_bundled(engine: AsyncEngine, now: datetime) -> None:
    """Load every bundled document whose text (with its data file) the store does not hold yet.

    One SELECT where all are there. A document loaded by hand is never replaced by the bundled one.
    """
    documents = {document.digest: document for document in bundled_documents()}
    async with engine.connect() as connection:
        found = await connection.execute(
            select(DOCUMENT_REVISION.c.digest).where(DOCUMENT_REVISION.c.digest.in_(documents))
        )
        known = set(found.scalars())
    for digest, document in documents.items():
        if digest not in known:
            # The reader and what it imports take a third of a second: not at every start.
            from db.ingest.load import load

            await load(
                engine,
                document.text,
                document.data,
                file_name=document.file_name,
                bundled=True,
                accept=False,
                now=now,
            )
