"""What is taken from the shelf is what the store itself would have said."""

from __future__ import annotations

import pytest

from db.assembly import Fetched, assembled
from db.prepared import rows
from db.requests import Request, TableRequest
from db.statements import statement
from nlp.query import Kind
from tests.support.library import Library


def narrow_requests(library: Library, document: str) -> list[TableRequest]:
    """A request for each row of the first table, and for some of them together."""
    entries = library.asker(document).desk.catalogue.entries
    divisions = [each.named.key for each in entries if each.named.kind is Kind.DIVISION]
    accounts = [each.named.key for each in entries if each.named.kind is Kind.ACCOUNT]
    return [
        TableRequest(department=True),
        *(TableRequest(divisions=(name,)) for name in divisions),
        *(TableRequest(accounts=(name,)) for name in accounts),
        TableRequest(department=True, divisions=tuple(divisions[:2]), accounts=tuple(accounts[-2:])),
    ]


@pytest.mark.parametrize("document", ["bundled", "invented"])
def test_a_row_from_the_shelf_is_the_row_from_the_store(document: str, library: Library) -> None:
    shelf = library.asker(document).desk.shelf

    async def both(request: Request) -> tuple[Fetched, Fetched]:
        select, parameters = statement(request, shelf.document.revision_id)
        async with library.door.opened() as connection:
            kept = await shelf.fetch(connection, request)
            return kept, assembled(request, await connection.run_sync(rows, select, parameters))

    for request in narrow_requests(library, document):
        kept, read = library.run(both(request))
        assert kept == read
        assert kept
