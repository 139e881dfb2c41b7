"""`yosan documents`: what can be asked about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from bot.composition import opened_store
from bot.exits import Exit
from bot.settings import Settings
from bot.wording.terminal import document_line
from db.documents import DocumentSummary, choose, documents

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine


async def list_documents(settings: Settings, *, as_json: bool) -> Exit:
    """Print the store's documents; the one that questions go to by default is marked."""
    async with opened_store(settings) as engine:
        for summary, chosen in await listed(engine):
            click.echo(_json(summary, chosen) if as_json else document_line(summary, chosen=chosen))
    return Exit.DONE


async def listed(engine: AsyncEngine) -> list[tuple[DocumentSummary, bool]]:
    """The documents, and of each whether it is the default one."""
    async with engine.connect() as connection:
        default = await choose(connection, None)
        return [(each, each.ref.slug == default.slug) for each in await documents(connection)]


def _json(summary: DocumentSummary, chosen: bool) -> str:
    document = summary.ref
    return json.dumps(
        {
            "slug": document.slug,
            "revision": document.revision,
            "title": document.title,
            "government": document.government,
            "department": document.department,
            "fiscal_year": document.fiscal_year,
            "file_name": summary.file_name,
            "loaded_at": summary.loaded_at.isoformat(),
            "bundled": summary.bundled,
            "accepted": summary.accepted,
            "chosen": chosen,
        },
        ensure_ascii=False,
    )
