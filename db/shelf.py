"""What is kept at hand of a document: the rows of its first table, which most questions are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from db.assembly import Fetched, assembled
from db.prepared import rows
from db.requests import Request, TableRequest
from db.rows import Row
from db.statements import statement
from nlp.catalogue import DocumentRef
from nlp.query import Kind

_WHOLE_TABLE = TableRequest(everything=True)


class Shelf:
    """Reads what a query needs of one document; its first table no more than once, for a revision never changes.

    It is a few dozen rows: to read two of them anew takes longer than all that is then done with them.
    """

    def __init__(self, document: DocumentRef) -> None:
        self.document = document
        self._table: tuple[Row, ...] | None = None

    async def fetch(self, connection: AsyncConnection, request: Request) -> Fetched:
        """The values a request asks for. Errors: the driver's own."""
        if not isinstance(request, TableRequest) or request.only is not None:
            return assembled(request, await self._read(connection, request))
        if self._table is None:
            table = assembled(_WHOLE_TABLE, await self._read(connection, _WHOLE_TABLE))
            self._table = tuple(row for row in table if isinstance(row, Row))
        return self._table if request.everything else tuple(row for row in self._table if _is_wanted(row, request))

    async def _read(self, connection: AsyncConnection, request: Request) -> Sequence[Any]:
        select, parameters = statement(request, self.document.revision_id)
        return await connection.run_sync(rows, select, parameters)


def _is_wanted(row: Row, request: TableRequest) -> bool:
    match row.named.kind:
        case Kind.DIVISION:
            return row.named.key in request.divisions
        case Kind.ACCOUNT:
            return row.named.key in request.accounts
        case _:
            return request.department
